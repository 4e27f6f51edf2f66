/**
 * The public countdown screen. It shows what the Chamber may see: who has the
 * floor, the time, who is next, as far as the room wants it. What the President
 * asks of a speaker is not shown here.
 *
 * @import { Moment } from "../base/phase.js"
 * @import { Floor, Screens, State } from "../base/types.js"
 * @import { Store } from "../link/store.js"
 * @import { Card } from "./calm-card.js"
 * @import { HourGlass } from "./hour-glass.js"
 */
import { lengthText } from "../base/format.js";
import { t } from "../base/i18n.js";
import { nameOf } from "../base/names.js";
import { uncounted } from "../base/phase.js";
import { Chorus, say } from "../clock/chorus.js";
import { FloorSpoken } from "../clock/floor-spoken.js";
import { LinkNotice } from "../clock/link-notice.js";
import { PhaseBadge } from "../clock/phase-badge.js";
import { RoomClock } from "../clock/room-clock.js";
import { TimeBar } from "../clock/time-bar.js";
import { TimeDigits } from "../clock/time-digits.js";
import { need, setAttr, setText, show } from "../kit/dom.js";
import { fit, keepFitted } from "../kit/fit.js";
import { LanguageSwitch } from "../kit/language-switch.js";
import { LinkBadge } from "../kit/link-badge.js";
import { partsOf, startPage } from "../kit/page.js";
import { screensOf, watchOver, wear } from "../kit/screens.js";
import { stayAwake } from "../kit/wake.js";
import { isOld } from "../link/link-look.js";
import { CalmCard, cardOf } from "./calm-card.js";
import { NextSpeakers } from "./next-speakers.js";

const elements = {
  calm: CalmCard,
  spoken: FloorSpoken,
  language: LanguageSwitch,
  link: LinkBadge,
  notice: LinkNotice,
  next: NextSpeakers,
  phase: PhaseBadge,
  clock: RoomClock,
  bar: TimeBar,
  time: TimeDigits,
};
const parts = partsOf(elements);
const screen = need("#screen");
const when = need(".when");
const phase = need("phase-badge");
const fitted = ["#delegation", "#behalf"].map((id) => need(id));

/** @type {Chorus} */
let chorus;

/** @type {HourGlass|"asked"|null} what few rooms want is fetched when one does */
let sand = null;

/**
 * Who is shown to have the floor: nobody while the meeting is suspended, whoever
 * keeps it, and while the room shows a card in place of the debate.
 * @param {State|null} state
 * @param {Screens} screens
 */
function shownFloor(state, screens) {
  return !state || screens.card || state.meeting.suspended || state.meeting.closed ? null : state.floor;
}

/** @param {Store} store */
function render(store) {
  const { state } = store;
  const screens = screensOf(store);
  const floor = shownFloor(state, screens);
  wear(screens);
  if (screens.theme === "hourglass" && !sand) void fetchGlass(store);
  parts.spoken.render(store, screens.overtime);
  void chorus.follow(screens, () => translate(store));
  say(need("#rehearsal"), () => t("rehearsal.word"));
  show(need("#rehearsal"), state?.meeting.rehearsal === true);
  setText(need("#symbol"), state?.meeting.symbol ?? "");
  setText(need("#title"), state?.meeting.title ?? "");
  show(parts.clock, screens.clock && state !== null);
  setAttr(screen, "data-floor", floor ? "held" : "empty");
  const kind = floor && floor.kind !== "point-of-order" ? floor.kind : null;
  say(need("#kind"), () => (kind ? `${t(`kind.${kind}`)} · ${t("floor.has")}` : ""));
  show(need("#stage"), floor !== null);
  show(parts.calm, floor === null);
  if (state && floor) renderFloor(floor, state, screens);
  const card = () => cardOf(store, screens);
  follow(state, screens, floor ? null : card());
  // Who speaks, for how long, and what a card says go before those who follow.
  const roomy = () => (floor ? when.clientHeight > leastTime() : parts.calm.render(card));
  for (const rows of floor ? [2] : [2, 1]) {
    if (roomy()) return;
    setAttr(screen, "data-crowded", rows);
    parts.next.place();
  }
  if (!floor) parts.calm.render(card);
}

/**
 * The least height of the time with its words, which on squarer screens stand under it: so
 * many lines of what is read from afar.
 */
function leastTime() {
  return (innerWidth < 1.5 * innerHeight ? 3.2 : 2.2) * parseFloat(getComputedStyle(phase).fontSize);
}

/**
 * @param {Floor} floor
 * @param {State} state
 * @param {Screens} screens
 */
function renderFloor(floor, { interrupted }, screens) {
  const point = floor.kind === "point-of-order";
  const line = (/** @type {string} */ id, /** @type {string} */ text) => {
    setText(need(id), text);
    show(need(id), text !== "");
  };
  // A point of order is named before all else, and large.
  show(need("#point"), point);
  say(need("#point"), () => t("kind.point-of-order"));
  say(need("#delegation"), () => nameOf(floor));
  line("#speaker", screens.speaker ? (floor.speaker ?? "") : "");
  // A long list of names that no language translates stands there once.
  line("#behalf", floor.on_behalf_of ? t("behalf", { group: floor.on_behalf_of }) : "");
  const waits = point && interrupted;
  show(need("#interrupted"), Boolean(waits));
  if (waits) say(need("#interrupted"), () => t("interrupted.strip", { standing: nameOf(waits) }));
  const limit = floor.limit_ms;
  say(need("#limit"), () => (limit === null ? t("limit.none") : t("limit.is", { limit: lengthText(limit) })));
  // Without a limit there is no sand: time is counted up.
  const glass = screens.theme === "hourglass" && limit !== null && sand instanceof HTMLElement;
  show(need("hour-glass"), glass);
  setAttr(need("#stage"), "data-glass", glass);
  for (const el of fitted) fit(el);
}

/**
 * Who follows, and how many wait; whom the card names is not named again.
 * @param {State|null} state
 * @param {Screens} screens
 * @param {Card|null} card
 */
function follow(state, screens, card) {
  setAttr(screen, "data-crowded", null);
  const told = state !== null && !screens.card && !state.meeting.closed && screens.next > 0;
  const named = told ? state.next.slice(card?.names ? 1 : 0, screens.next) : [];
  parts.next.render(named, told ? state.waiting : 0);
}

/**
 * Say everything anew, in the language that speaks now.
 * @param {Store} store
 */
function translate(store) {
  store.translated();
  render(store);
}

/**
 * @param {Store} store
 * @param {Moment|null} moment
 */
function frame(store, moment) {
  if (chorus.turn(store.clock.now(), store.due)) translate(store);
  parts.link.draw(store);
  parts.clock.draw(store);
  parts.notice.draw(store);
  setAttr(screen, "data-old", isOld(store));
  const screens = screensOf(store);
  const floor = shownFloor(store.state, screens);
  const { overtime, theme } = screens;
  if (!floor || !moment) return;
  const seen = overtime ? moment : uncounted(floor, moment);
  parts.time.draw(floor, seen, overtime);
  parts.phase.draw(seen);
  parts.bar.draw(floor, seen, store.due, overtime);
  if (theme === "hourglass" && sand instanceof HTMLElement) sand.draw(floor, seen, store.due);
}

/**
 * The hourglass. Where it does not come it is asked for again with the next news, and time is
 * told without it.
 * @param {Store} store
 */
async function fetchGlass(store) {
  sand = "asked";
  try {
    const { HourGlass } = await import("./hour-glass.js");
    customElements.define("hour-glass", HourGlass);
    sand = /** @type {HourGlass} */ (need("hour-glass"));
    render(store);
  } catch {
    sand = null;
  }
}

/** A screen that has chosen its room has a way back; it is fetched, for few have. */
async function chosenRoom() {
  const { leadBack } = await import("./way-back.js");
  await leadBack(need("#other-room"));
}

startPage({
  unattended: true,
  far: true,
  elements,
  prepare: () => {
    chorus = new Chorus();
    keepFitted(...fitted);
    watchOver();
    if (new URLSearchParams(location.search).has("overflow")) void chosenRoom();
    stayAwake(() => {});
  },
  render,
  frame,
});
