/**
 * The small display beside a microphone. It belongs to one seat: large while
 * that seat has the floor, quiet while it has not.
 *
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./types.js").State} State
 */
import { CollarLight } from "./collar-light.js";
import { need, setAttr, setText, show } from "./dom.js";
import { fit, keepFitted } from "./fit.js";
import { lengthText } from "./format.js";
import { t } from "./i18n.js";
import { LanguageSwitch } from "./language-switch.js";
import { LinkBadge } from "./link-badge.js";
import { startPage } from "./page.js";
import { PhaseBadge } from "./phase-badge.js";
import { TimeBar } from "./time-bar.js";
import { TimeDigits } from "./time-digits.js";
import { stayAwake } from "./wake.js";
import { lastText, standingText, stoppedText } from "./words.js";

/** @template {HTMLElement} T @param {string} name @returns {T} */
const part = (name) => need(name);

const parts = {
  /** @type {CollarLight} */ collar: part("collar-light"),
  /** @type {LinkBadge} */ link: part("link-badge"),
  /** @type {PhaseBadge} */ phase: part("phase-badge"),
  /** @type {TimeBar} */ bar: part("time-bar"),
  /** @type {TimeDigits} */ time: part("time-digits"),
};

const seat = decodeURIComponent(location.pathname.replace(/\/+$/, "").split("/").pop() ?? "");

/** The last statement made here, whose final time stays until another begins. */
let ours = -1;

/** @param {State} state */
function isHere({ floor, meeting }) {
  return floor?.seat === seat && !meeting.suspended && !meeting.closed;
}

/** @param {Store} store */
function render(store) {
  const { state } = store;
  if (!state) return;
  const { floor } = state;
  const here = isHere(state);
  if (here && floor) ours = floor.statement;
  setAttr(need("#screen"), "data-turn", here ? "here" : "elsewhere");
  show(need("#stage"), here);
  show(need("#quiet"), !here);
  if (here && floor) {
    setText(need("#delegation"), floor.delegation);
    setText(need("#urged-line"), floor.urged ? t("urged.line") : "");
    const limit = floor.limit_ms;
    // The President's line takes the place of the limit: nothing else moves.
    show(need("#limit"), !floor.urged);
    setText(need("#limit"), limit === null ? t("limit.none") : t("limit.of", { limit: lengthText(limit) }));
  } else {
    renderQuiet(store, state);
  }
  fit(need("#delegation"));
  fit(need("#quiet-name"));
}

/**
 * @param {Store} store
 * @param {State} state
 */
function renderQuiet(store, state) {
  const { floor, interrupted, last, meeting } = state;
  const stopped = stoppedText(meeting, store.wall());
  const next = stopped ? null : store.next();
  const own = !floor && last && last.statement === ours;
  setText(need("#quiet-seat"), seat);
  const held = floor?.kind === "point-of-order" ? t("kind.point-of-order") : t("floor.has");
  setText(need("#quiet-label"), stopped || (floor ? held : next ? t("floor.next") : t("floor.nobody")));
  setText(need("#quiet-name"), floor?.delegation ?? next?.delegation ?? "");
  // Whose statement waits here sees that its time stands.
  const waits = [interrupted, stopped ? floor : null].find((one) => one?.seat === seat);
  if (waits) setText(need("#quiet-last"), t("interrupted.strip", { standing: standingText(waits) }));
  else setText(need("#quiet-last"), own ? lastText(last) : "");
}

/**
 * @param {Store} store
 * @param {import("./page.js").Moment|null} moment
 */
function frame(store, moment) {
  parts.link.draw(store);
  const floor = store.state?.floor;
  const here = store.state && isHere(store.state);
  parts.collar.draw(here ? moment : null);
  if (!here || !floor || !moment) return;
  parts.time.draw(floor, moment);
  parts.phase.draw(moment);
  parts.bar.draw(floor, moment);
}

startPage({
  elements: {
    "collar-light": CollarLight,
    "language-switch": LanguageSwitch,
    "link-badge": LinkBadge,
    "phase-badge": PhaseBadge,
    "time-bar": TimeBar,
    "time-digits": TimeDigits,
  },
  prepare: () => {
    document.title = t("page.seat", { seat });
    need("#seat-heading").textContent = t("seat.numbered", { seat });
    keepFitted(need("#delegation"), need("#quiet-name"));
    stayAwake(() => {});
  },
  render,
  frame,
});
