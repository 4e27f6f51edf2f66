/**
 * The chair's console.
 *
 * @import { Moment } from "../base/phase.js"
 * @import { Refusal } from "../base/types.js"
 * @import { Telling } from "../kit/settle.js"
 * @import { Store } from "../link/store.js"
 */
import { lengthText } from "../base/format.js";
import { t } from "../base/i18n.js";
import { seatText } from "../base/seating.js";
import { newsText, newsWords } from "../base/words.js";
import { CollarLight } from "../clock/collar-light.js";
import { FloorSpoken } from "../clock/floor-spoken.js";
import { PhaseBadge } from "../clock/phase-badge.js";
import { TimeBar } from "../clock/time-bar.js";
import { TimeDigits } from "../clock/time-digits.js";
import { AskDialog } from "../kit/ask-dialog.js";
import { need, setAttr, setText, show } from "../kit/dom.js";
import { LanguageSwitch } from "../kit/language-switch.js";
import { LinkBadge } from "../kit/link-badge.js";
import { partsOf, startPage } from "../kit/page.js";
import { ToastLine } from "../kit/toast-line.js";
import { Commands } from "../link/commands.js";
import { linkLook } from "../link/link-look.js";
import { getRecord } from "../link/record.js";
import { signIn } from "../link/session.js";
import { ConsoleSheet } from "./device/console-sheet.js";
import { Device } from "./device/device.js";
import { HelpSheet } from "./device/help-sheet.js";
import { renderEmpty } from "./floor/clock-empty.js";
import { ConcludePrompt } from "./floor/conclude-prompt.js";
import { DayLine } from "./floor/day-line.js";
import { elapsedQuestion } from "./floor/elapsed.js";
import { FloorCard } from "./floor/floor-card.js";
import { FloorControls } from "./floor/floor-controls.js";
import { FloorGiving } from "./floor-giving.js";
import { HeldStrip } from "./floor/held-strip.js";
import { LightAck } from "./floor/light-ack.js";
import { RemindMark } from "./floor/remind-mark.js";
import { ReminderStrip } from "./floor/reminder-strip.js";
import { ForecastLine } from "./forecast/forecast-line.js";
import { DropVeil } from "./import/drop-veil.js";
import { ImportSheet } from "./import/import-sheet.js";
import { LinkLine } from "./link-line.js";
import { inscribeQuestion } from "./list/inscribe-question.js";
import { nameQuestion } from "./list/name-question.js";
import { SpeakersList } from "./list/speakers-list.js";
import { MeetingsSheet } from "./meetings/meetings-sheet.js";
import { NoticesButton } from "./notices/notices-button.js";
import { NoticesSheet } from "./notices/notices-sheet.js";
import { PeopleSheet } from "./people/people-sheet.js";
import { PrintedLine } from "./printed-line.js";
import { CardLine } from "./procedure/card-line.js";
import { ProcedureSheet } from "./procedure/procedure-sheet.js";
import { ClosedSum } from "./record/closed-sum.js";
import { correctQuestion } from "./record/correct-question.js";
import { noteQuestion } from "./record/note-question.js";
import { NotesSheet } from "./record/notes-sheet.js";
import { StatementLines } from "./record/statement-lines.js";
import { StatementsSheet } from "./record/statements-sheet.js";
import { TotalsSheet } from "./record/totals-sheet.js";
import { absentQuestion, unrecordedQuestion } from "./questions.js";
import { SavingLine } from "./saving-line.js";
import { LightsStrip } from "./seats/lights-strip.js";
import { SeatDialog } from "./seats/seat-dialog.js";
import { SeatsButton } from "./seats/seats-button.js";
import { SeatsSheet } from "./seats/seats-sheet.js";
import { SeveralLine } from "./several-line.js";
import { SignInSheet } from "./sign-in-sheet.js";
import { UndoList } from "./undo-list.js";

const elements = {
  card: CardLine,
  ask: AskDialog,
  closed: ClosedSum,
  collar: CollarLight,
  prompt: ConcludePrompt,
  console: ConsoleSheet,
  day: DayLine,
  floor: FloorCard,
  forecast: ForecastLine,
  controls: FloorControls,
  spoken: FloorSpoken,
  held: HeldStrip,
  help: HelpSheet,
  importing: ImportSheet,
  language: LanguageSwitch,
  ack: LightAck,
  lights: LightsStrip,
  notes: NotesSheet,
  people: PeopleSheet,
  noticesButton: NoticesButton,
  notices: NoticesSheet,
  link: LinkBadge,
  line: LinkLine,
  meetings: MeetingsSheet,
  phase: PhaseBadge,
  printed: PrintedLine,
  procedure: ProcedureSheet,
  reminder: ReminderStrip,
  reminded: RemindMark,
  saving: SavingLine,
  seat: SeatDialog,
  seats: SeatsButton,
  sheet: SeatsSheet,
  several: SeveralLine,
  signIn: SignInSheet,
  statements: StatementsSheet,
  list: SpeakersList,
  bar: TimeBar,
  time: TimeDigits,
  toast: ToastLine,
  totals: TotalsSheet,
  undo: UndoList,
  veil: DropVeil,
};
const parts = partsOf(elements);

/** @type {Device|undefined} */
let device;
/** @type {Telling["answer"]|undefined} tells what somebody else did */
let settled;

/** @param {Store} store */
async function prepare(store) {
  const commands = new Commands(store);
  const floor = new FloorGiving(store, commands, parts);
  /** @type {Telling} */
  const telling = {
    words: (news) => newsWords(news, store.wall()),
    answer: (news) => parts.toast.say(newsText(news, store.wall())),
  };
  parts.controls.connect(store, commands, {
    give: (row) => floor.give(row, false),
    telling,
    ask: (question) => parts.ask.ask(question),
    procedure: () => parts.procedure.show(),
    absent: () => {
      if (store.state?.floor) parts.ask.ask(absentQuestion(store.state.floor, commands));
    },
    undoMore: () => parts.undo.show(),
    note: () => {
      const { statement = 0, delegation = "" } = store.state?.floor ?? {};
      writeNote(statement, delegation);
    },
  });
  const writeNote = (/** @type {number} */ statement, /** @type {string} */ delegation) =>
    parts.ask.ask(noteQuestion(commands, statement, delegation));
  const correct = async (/** @type {number} */ statement) => {
    const record = await getRecord(statement);
    const found = record?.statements[0];
    if (found && record && store.state)
      parts.ask.ask(correctQuestion(store.state, found, record.meeting.zone, commands));
  };
  parts.statements.connect(store, { correct, note: writeNote });
  parts.totals.connect(store);
  parts.notes.connect(store, commands, (question) => parts.ask.ask(question));
  parts.meetings.connect(
    store,
    commands,
    (question) => parts.ask.ask(question),
    (text) => parts.toast.say(text),
    (use) => parts.importing.show(use),
  );
  const sheets = {
    meetings: () => parts.meetings.show(),
    notes: () => parts.notes.show(),
    totals: () => parts.totals.show(),
    print: () => window.print(),
    people: () => parts.people.show(),
    statements: () => parts.statements.show(),
    notices: () => parts.notices.show(),
  };
  parts.procedure.connect(store, commands, parts.ask, sheets, telling);
  parts.people.connect(store, (question) => parts.ask.ask(question));
  parts.undo.connect(store, commands, telling);
  parts.reminder.connect(store, commands, need("#primary"));
  parts.held.connect(store, () => {
    const question = store.state && elapsedQuestion(store.state, commands);
    if (question) parts.ask.ask(question);
  });
  const goOn = () => parts.ask.ask(unrecordedQuestion(commands, Boolean(store.state?.standby)));
  parts.saving.connect(goOn, need("#primary"));
  parts.card.connect(store, (refusal) => parts.toast.refuse(refusal), need("#primary"));
  parts.notices.connect(store, commands);
  parts.prompt.connect(store, () => parts.controls.sendAs("urge"), telling);
  parts.list.connect(store, commands, {
    give: (row) => floor.give(row, true),
    bring: () => parts.importing.show(),
    propose: (proposal) => parts.importing.propose(proposal),
    inscribe: () => {
      if (store.state) parts.ask.ask(inscribeQuestion(store.state, commands, (entry) => parts.list.reveal(entry)));
    },
    tell: (text) => parts.toast.say(text),
    telling,
    note: writeNote,
    correct,
    really: (row) => floor.correct(row),
    nameState: (row) => parts.ask.ask(nameQuestion(row, commands)),
    lines: () => new StatementLines((note, s) => parts.notes.acts(note, s.statement, s.delegation)),
  });
  parts.forecast.connect(store, commands, need("#rows"), {
    ask: (question) => parts.ask.ask(question),
    tell: (text, act) => parts.toast.say(text, "", { act }),
    sum: (text) => parts.day.stand(text),
  });
  parts.noticesButton.connect(() => parts.notices.show(), need("#inscribe"));
  parts.importing.connect(store, commands, ({ count, whole, undo }) => {
    const act = { text: t("do.undo"), does: undo };
    parts.toast.say(whole ? t("import.taken.list", { count }) : t("import.taken", { count }), "", { act });
  });
  parts.veil.connect(
    () => store.mayCommand,
    (file) => parts.importing.bring(file),
  );
  parts.sheet.connect(store, commands, (question) => parts.ask.ask(question));
  settled = telling.answer;
  parts.ask.connect(() => store.state);
  parts.printed.connect(store);
  parts.seats.connect(() => parts.sheet.show());
  commands.addEventListener("notice", (e) => {
    // Before the floor is given the page asks; the acts that interrupt do not wait.
    const { name } = /** @type {CustomEvent<{name: string}>} */ (e).detail;
    if (name !== "give-floor") parts.toast.say(t("notice.taken"), lightText(store));
  });
  const refuse = (/** @type {Refusal} */ refusal) => parts.toast.refuse(refusal);
  parts.ask.addEventListener("untold", (e) => refuse(/** @type {CustomEvent<Refusal>} */ (e).detail));
  commands.addEventListener("refusal", (e) => {
    const refusal = /** @type {CustomEvent<Refusal>} */ (e).detail;
    // A form that waits for this answer tells it itself, by its own fields.
    if (!document.querySelector('dialog[open] [aria-busy="true"], [data-tells]')) refuse(refusal);
    if (refusal.code === "unauthenticated") store.link.renew(); // the session is over: ask who we are
  });
  device = new Device(store, {
    sheet: parts.console,
    help: parts.help,
    people: () => parts.people.show(),
    search: () => {
      if (store.mayCommand) parts.list.focusSearch();
      return store.mayCommand;
    },
    refuse: (why) => parts.toast.say(why),
  });
  parts.line.connect(store, () => parts.signIn.show());
  addEventListener("hashchange", async () => {
    if (await enter()) store.link.renew();
  });
  await enter();
}

/** Use an invitation in the address; true if it was taken. */
async function enter() {
  const outcome = await signIn();
  const failed = outcome === "refused" || outcome === "unreachable";
  show(need("#sign-in-failed"), failed);
  if (failed) setText(need("#sign-in-failed"), t(`sign-in.${outcome}`));
  return outcome === "taken";
}

/**
 * What is to be known of the light of the statement on the floor.
 * @param {Store} store
 */
function lightText({ state }) {
  const seat = state?.floor?.seat;
  return state && seat ? seatText(state, seat) : t("notice.no-seat");
}

/** @param {Store} store */
function render(store) {
  parts.link.draw(store);
  const { state } = store;
  show(need("#unlinked"), !state);
  setText(need("#unlinked-text"), t(`link-word.${linkLook(store)}`));
  setText(need("#unlinked-words"), store.link.refusal);
  if (!state) return;
  show(need("#rehearsal"), state.meeting.rehearsal);
  setText(need("#symbol"), state.meeting.symbol);
  setText(need("#title"), state.meeting.title);
  const readable = mayRead(store);
  show(need("#sign-in"), !readable);
  show(need("#console"), readable);
  show(parts.seats, store.mayCommand);
  show(need("#record-open"), readable);
  parts.console.render(store.mayCommand);
  parts.people.render();
  if (!readable) return;
  parts.saving.render(store);
  parts.several.render(store);
  parts.card.render();
  parts.noticesButton.render(store);
  parts.notices.render();
  parts.floor.render(store);
  parts.day.render(store);
  parts.spoken.render(store);
  parts.controls.render();
  parts.list.render();
  parts.forecast.render();
  parts.importing.render();
  parts.lights.render(store);
  parts.ack.render(state, store.live);
  parts.seats.render(store);
  parts.sheet.render();
  parts.procedure.render();
  parts.undo.render();
  parts.notes.render();
  parts.meetings.render();
  if (parts.ask.render() && store.news) settled?.(store.news);
  parts.statements.render();
  parts.held.render();
  renderEmpty(store, state);
  parts.closed.render(store);
}

/**
 * Who was signed in still reads: the debate goes on, whatever became of a key.
 * @param {Store} store
 */
function mayRead(store) {
  return store.mayCommand || store.signedIn;
}

/**
 * @param {Store} store
 * @param {Moment|null} moment
 */
function frame(store, moment) {
  parts.link.draw(store);
  const floor = store.state?.floor;
  if (!mayRead(store)) return;
  device?.frame();
  parts.day.draw(store.wall(), store.due);
  parts.controls.draw();
  parts.list.draw();
  parts.procedure.draw();
  parts.undo.draw();
  parts.prompt.draw(moment);
  parts.reminder.draw();
  parts.reminded.draw(store);
  parts.sheet.draw();
  show(parts.prompt, Boolean(parts.reminder.hidden && parts.held.hidden));
  parts.line.draw(Boolean(parts.prompt.hidden) || parts.prompt.dataset.prompting === "true");
  parts.collar.draw(moment);
  const clock = need("#clock");
  const stands = store.state?.meeting.suspended || store.state?.meeting.closed;
  setAttr(clock, "data-floor", floor && !stands ? "held" : "empty");
  setAttr(clock, "data-stands", stands ?? false);
  if (!floor || !moment) return;
  parts.time.draw(floor, moment);
  parts.phase.draw(moment);
  parts.bar.draw(floor, moment, store.due);
  setText(need("#elapsed"), lengthText(moment.elapsed));
  setText(
    need("#limit"),
    floor.limit_ms === null ? t("limit.none") : t("limit.of", { limit: lengthText(floor.limit_ms) }),
  );
}

startPage({
  elements,
  prepare,
  render,
  frame,
  acts: true,
  list: true,
});
