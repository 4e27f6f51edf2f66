/**
 * The public countdown screen. It shows what the Chamber may see: who has the
 * floor, the time, who is next. What the President asks of a speaker is not
 * shown here.
 *
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./types.js").State} State
 */
import { h, need, setAttr, setText, show } from "./dom.js";
import { fit, keepFitted } from "./fit.js";
import { t } from "./i18n.js";
import { LanguageSwitch } from "./language-switch.js";
import { LinkBadge } from "./link-badge.js";
import { startPage } from "./page.js";
import { PhaseBadge } from "./phase-badge.js";
import { RoomClock } from "./room-clock.js";
import { TimeBar } from "./time-bar.js";
import { TimeDigits } from "./time-digits.js";
import { stayAwake } from "./wake.js";
import { lastText, stoppedText } from "./words.js";

const NEXT = 3;

/** @template {HTMLElement} T @param {string} name @returns {T} */
const part = (name) => need(name);

const parts = {
  /** @type {LinkBadge} */ link: part("link-badge"),
  /** @type {PhaseBadge} */ phase: part("phase-badge"),
  /** @type {RoomClock} */ clock: part("room-clock"),
  /** @type {TimeBar} */ bar: part("time-bar"),
  /** @type {TimeDigits} */ time: part("time-digits"),
};
const fitted = ["#delegation", "#behalf", "#calm-title", "#calm-next"].map((id) => need(id));

/** @param {Store} store */
function render(store) {
  const { state } = store;
  if (!state) return;
  const { interrupted, meeting } = state;
  // While the meeting is suspended the screen says so, whoever keeps the floor.
  const floor = meeting.suspended || meeting.closed ? null : state.floor;
  setText(need("#symbol"), meeting.symbol);
  setText(need("#title"), meeting.title);
  setAttr(need("#screen"), "data-floor", floor ? "held" : "empty");
  show(need("#stage"), floor !== null);
  show(need("#calm"), floor === null);
  if (floor) {
    const point = floor.kind === "point-of-order";
    setAttr(need("#who-label"), "data-kind", floor.kind);
    show(need("#has"), !point);
    setText(need("#kind"), t(`kind.${floor.kind}`));
    setText(
      need("#interrupted"),
      point && interrupted ? t("interrupted.strip", { standing: interrupted.delegation }) : "",
    );
    show(need("#interrupted"), need("#interrupted").textContent !== "");
    setText(need("#delegation"), floor.delegation);
    setText(need("#speaker"), floor.speaker ?? "");
    setText(need("#behalf"), floor.on_behalf_of ? t("behalf", { group: floor.on_behalf_of }) : "");
    show(need("#speaker"), Boolean(floor.speaker));
    show(need("#behalf"), Boolean(floor.on_behalf_of));
  } else {
    renderCalm(store, state);
  }
  renderNext(state);
  for (const el of fitted) fit(el);
}

/**
 * @param {Store} store
 * @param {State} state
 */
function renderCalm(store, state) {
  const { meeting, last } = state;
  const stopped = stoppedText(meeting, store.wall());
  const next = stopped ? null : store.next();
  setText(need("#calm-state"), stopped || t("floor.nobody"));
  setText(need("#calm-title"), meeting.title);
  setText(need("#calm-next"), next ? t("calm.next", { delegation: next.delegation }) : "");
  setText(need("#calm-last"), last ? lastText(last) : "");
}

/** @param {State} state */
function renderNext(state) {
  const waiting = state.meeting.closed ? [] : state.list.filter((row) => row.status === "waiting").slice(0, NEXT);
  const items = need("#next");
  show(need("#next-pane"), waiting.length > 0);
  while (items.children.length > waiting.length) items.lastElementChild?.remove();
  for (const [i, row] of waiting.entries()) {
    const item = items.children[i] ?? items.appendChild(h("li", { dir: "auto" }));
    setText(item, row.delegation);
  }
}

/**
 * @param {Store} store
 * @param {import("./page.js").Moment|null} moment
 */
function frame(store, moment) {
  parts.link.draw(store);
  parts.clock.draw(store);
  const floor = store.state?.floor;
  if (!floor || !moment || store.state?.meeting.suspended) return;
  parts.time.draw(floor, moment);
  parts.phase.draw(moment);
  parts.bar.draw(floor, moment);
}

startPage({
  elements: {
    "language-switch": LanguageSwitch,
    "link-badge": LinkBadge,
    "phase-badge": PhaseBadge,
    "room-clock": RoomClock,
    "time-bar": TimeBar,
    "time-digits": TimeDigits,
  },
  prepare: () => {
    keepFitted(...fitted);
    stayAwake(() => {});
  },
  render,
  frame,
});
