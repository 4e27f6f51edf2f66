/**
 * For delegations, on a phone: when do I speak? They choose themselves, and read their
 * place, the time that is probable, and whether to come to the room. The list comes by
 * the socket, the time is asked for.
 *
 * @import { State } from "../base/types.js"
 * @import { Store } from "../link/store.js"
 * @import { Span, Turn } from "./turn.js"
 */
import { language, t } from "../base/i18n.js";
import { nameOf } from "../base/names.js";
import { stateName } from "../base/states.js";
import { meantBy } from "../base/suggest.js";
import { whenText } from "../base/when.js";
import { within } from "../base/within.js";
import { stoppedText } from "../base/words.js";
import { RoomClock } from "../clock/room-clock.js";
import { need, setAttr, setText, show } from "../kit/dom.js";
import { LanguageSwitch } from "../kit/language-switch.js";
import { LinkBadge } from "../kit/link-badge.js";
import { partsOf, startPage } from "../kit/page.js";
import { isOld } from "../link/link-look.js";
import { getStates } from "../link/states.js";
import { chosenBefore, keepChosen } from "./choice.js";
import { DelegationChoice } from "./delegation-choice.js";
import { Forecasts } from "./forecast.js";
import { TurnTold } from "./told.js";
import { isOf, newsOf, spanOf, turnOf } from "./turn.js";

const elements = {
  choice: DelegationChoice,
  language: LanguageSwitch,
  link: LinkBadge,
  clock: RoomClock,
  told: TurnTold,
};
const parts = partsOf(elements);
/** A controller that takes longer is asked again: it may have been lost without a word. */
const ANSWER_MS = 5000;
const forecasts = new Forecasts(
  (address) => fetch(address, { signal: within(ANSWER_MS) }),
  () => document.visibilityState === "visible",
);

let chosen = "";

/** @param {State} state */
function calledHere(state) {
  const row = [...state.list, state.floor].find((one) => one && isOf(one, chosen));
  return row ? nameOf(row) : stateName(chosen) || chosen;
}

/** @param {Store} store */
function render(store) {
  parts.link.draw(store);
  const { state } = store;
  show(need("#choose"), chosen === "");
  show(need("#mine"), chosen !== "" && state !== null);
  if (!state) return;
  const { meeting } = state;
  show(need("#rehearsal"), meeting.rehearsal);
  setText(need("#symbol"), meeting.symbol);
  setText(need("#title"), meeting.title);
  const stopped = stoppedText(meeting, store.wall());
  setText(need("#stopped"), stopped);
  show(need("#stopped"), stopped !== "");
  if (chosen) renderTurn(store, state);
}

/**
 * @param {Store} store
 * @param {State} state
 */
function renderTurn(store, state) {
  const turn = turnOf(state, chosen);
  forecasts.follow(turn.place > 0 && !state.meeting.closed ? chosen : "");
  const name = calledHere(state);
  const sentence = t(`when.turn.${turn.kind}`);
  setText(need("#delegation"), name);
  setAttr(need("#mine"), "data-turn", turn.kind);
  setText(need("#place"), turn.place > 2 ? String(turn.place) : "");
  show(need("#place"), turn.place > 2);
  setText(
    need("#turn"),
    turn.place > 2 ? t("when.turn.waiting.of", { place: turn.place, waiting: turn.waiting }) : sentence,
  );
  const span =
    turn.kind === "waiting" || turn.kind === "next-but-one" ? spanOf(forecasts.newest, turn.entry?.entry) : null;
  const [time, more] = span ? spanWords(span, store.wall()) : ["", ""];
  setText(need("#time"), time);
  show(need("#time"), time !== "");
  setText(need("#time-more"), more);
  show(need("#time-more"), more !== "");
  const again = turn.later.map((place) => t("when.later", { place }));
  setText(need("#later"), again.join(" "));
  show(need("#later"), again.length > 0);
  parts.told.render(newsOf(turn), toldText(turn, name));
}

/**
 * @param {Span} span
 * @param {Date|null} now
 * @returns {[string, string]} the time, and what limits it
 */
function spanWords({ from, to, end }, now) {
  if (to) return [t("when.between", { from: whenText(from, now), to: whenText(to, now) }), t("when.moves")];
  return [t("when.not-before", { from: whenText(from, now) }), end ? t("when.end", { end: whenText(end, now) }) : ""];
}

/**
 * @param {Turn} turn
 * @param {string} name
 */
function toldText(turn, name) {
  const sentence = turn.place > 2 ? t("when.turn.waiting.told", { place: turn.place }) : t(`when.turn.${turn.kind}`);
  return t("pair", { what: name, about: sentence });
}

/**
 * @param {Store} store
 * @param {string} code
 */
function choose(store, code) {
  chosen = code;
  keepChosen(code);
  parts.told.forget();
  forecasts.follow("");
  parts.choice.clear();
  render(store);
  need(code ? "#delegation" : "#delegation-name").focus();
}

/**
 * What the address asks for may be a name as somebody writes it.
 * @param {Store} store
 */
async function understand(store) {
  const asked = chosenBefore();
  chosen = asked;
  if (!asked || /^[A-Z]{3}$/.test(asked)) return;
  const table = await getStates(language());
  const code = table ? meantBy(asked, table) : "";
  const listed = store.state?.list.some((row) => isOf(row, asked));
  if (code && !listed && chosen === asked) {
    chosen = code;
    keepChosen(code);
    render(store);
  }
}

startPage({
  elements,
  prepare: (store) => {
    parts.choice.connect(
      () => store.state?.list ?? [],
      (code) => choose(store, code),
    );
    need("#again").addEventListener("click", () => choose(store, ""));
    forecasts.addEventListener("forecast", () => render(store));
    document.addEventListener("visibilitychange", () => forecasts.look());
    void understand(store);
  },
  render,
  frame: (store) => {
    parts.link.draw(store);
    parts.clock.draw(store);
    setAttr(need("#mine"), "data-old", isOld(store));
  },
  list: true, // its own place may be far down
});
