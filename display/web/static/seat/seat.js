/**
 * The small display beside a microphone. It belongs to one seat: large while
 * that seat has the floor, quiet while it has not.
 *
 * @import { Moment } from "../base/phase.js"
 * @import { State } from "../base/types.js"
 * @import { Store } from "../link/store.js"
 */
import { lengthText } from "../base/format.js";
import { t } from "../base/i18n.js";
import { standingText, stoppedText } from "../base/words.js";
import { Chorus } from "../clock/chorus.js";
import { CollarLight } from "../clock/collar-light.js";
import { FloorSpoken } from "../clock/floor-spoken.js";
import { LinkNotice } from "../clock/link-notice.js";
import { PhaseBadge } from "../clock/phase-badge.js";
import { TimeBar } from "../clock/time-bar.js";
import { TimeDigits } from "../clock/time-digits.js";
import { need, setAttr, setText, show } from "../kit/dom.js";
import { fit, keepFitted } from "../kit/fit.js";
import { LanguageSwitch } from "../kit/language-switch.js";
import { LinkBadge } from "../kit/link-badge.js";
import { partsOf, startPage } from "../kit/page.js";
import { screensOf, watchOver, wear } from "../kit/screens.js";
import { stayAwake } from "../kit/wake.js";
import { adviceText, isOld, lostText } from "../link/link-look.js";

const elements = {
  collar: CollarLight,
  spoken: FloorSpoken,
  language: LanguageSwitch,
  link: LinkBadge,
  notice: LinkNotice,
  phase: PhaseBadge,
  bar: TimeBar,
  time: TimeDigits,
};
const parts = partsOf(elements);

/** @type {Chorus} */
let chorus;
const screen = need("#screen");
const fitted = ["#delegation", "#urged-line", "#quiet-name"].map((id) => need(id));
const seat = decodeURIComponent(location.pathname.replace(/\/+$/, "").split("/").pop() ?? "");

/** The last statement made here, whose final time stays until another begins. */
let ours = -1;

function name() {
  document.title = t("page.seat", { seat });
  setText(need("#seat-heading"), t("seat.numbered", { seat }));
}

/** @param {State} state */
function isHere({ floor, meeting }) {
  return floor?.seat === seat && !meeting.suspended && !meeting.closed;
}

/** @param {Store} store */
function render(store) {
  const { state } = store;
  const floor = state?.floor;
  const here = state !== null && isHere(state);
  const screens = screensOf(store);
  wear(screens);
  // One language at a time, and always the same: the speaker looks up for a moment.
  void chorus.follow({ ...screens, languages: screens.languages.slice(0, 1), together: false }, () => {
    name();
    store.translated();
    render(store);
  });
  setText(need("#rehearsal"), t("rehearsal.word"));
  show(need("#rehearsal"), state?.meeting.rehearsal === true);
  if (here && floor) ours = floor.statement;
  setAttr(screen, "data-turn", here ? "here" : "elsewhere");
  setAttr(screen, "data-empty", state === null);
  show(need("#stage"), here);
  show(need("#quiet"), !here);
  if (here && floor) {
    setText(need("#delegation"), floor.delegation);
    const limit = floor.limit_ms;
    setText(need("#limit"), limit === null ? t("limit.none") : t("limit.is", { limit: lengthText(limit) }));
  } else {
    renderQuiet(state ? quietWords(store, state) : { label: lostText(store), line: adviceText(store) });
  }
  renderAsked(store);
  for (const el of fitted) fit(el);
  parts.spoken.render(store, screens.overtime);
}

/**
 * What the President, or an interpreter, asks of the speaker takes the place of the name:
 * nothing else moves. A reminder goes by itself, half a minute later.
 * @param {Store} store
 */
function renderAsked(store) {
  const { state } = store;
  const floor = state && isHere(state) ? state.floor : null;
  const asked = floor?.urged ? [t("urged.line")] : [];
  const text = [...asked, ...remindersHere(store)].join(" · ");
  setText(need("#urged-line"), text);
  setText(need("#quiet-reminder"), floor ? "" : text);
  show(need("#delegation"), text === "");
}

/**
 * The reminders that stand on this screen now, also one for who has no floor.
 * @param {Store} store
 */
function remindersHere({ state, clock, due }) {
  const now = clock.now();
  const here = (state?.floor?.reminded ?? []).filter((r) => r.seat === seat && (r.until_ms ?? 0) > now);
  for (const { until_ms: until } of here) due.in((until ?? 0) - now);
  return here.map(({ line }) => t(`remind.${line}`));
}

/** How many stand, as of the last frame. */
let standing = 0;

/** @param {{label: string, name?: string, figures?: string, line?: string}} words */
function renderQuiet({ label, name = "", figures = "", line = "" }) {
  setText(need("#quiet-seat"), seat);
  setText(need("#quiet-label"), label);
  setText(need("#quiet-name"), name);
  setText(need("#quiet-figures"), figures);
  setText(need("#quiet-line"), line);
}

/**
 * What stands here while another seat, or nobody, has the floor.
 * @param {Store} store
 * @param {State} state
 */
function quietWords(store, state) {
  const { floor, interrupted, last, meeting } = state;
  const stopped = stoppedText(meeting, store.wall());
  const next = stopped ? null : store.next();
  // Whose statement waits here sees that its time stands.
  const waits = [interrupted, stopped ? floor : null].find((one) => one?.seat === seat);
  const line = waits ? t("interrupted.strip", { standing: standingText(waits) }) : placeText(state);
  if (stopped) return { label: stopped, name: floor?.delegation ?? "", line };
  if (floor) {
    const label = floor.kind === "point-of-order" ? t("kind.point-of-order") : t("floor.has");
    return { label, name: floor.delegation, line };
  }
  if (last && last.statement === ours) {
    const limit = last.limit_ms;
    const of = typeof limit === "number" ? t("limit.of", { limit: lengthText(limit) }) : "";
    return { label: t("last.heading"), name: last.delegation, figures: lengthText(last.used_ms), line: of };
  }
  return { label: t(next ? "floor.next" : "floor.nobody"), name: next?.delegation ?? "", line };
}

/**
 * When this seat's turn comes, where the list says which seat is whose.
 * @param {State} state
 */
function placeText({ list, meeting }) {
  if (meeting.closed) return "";
  const place = list.filter((row) => row.status === "waiting").findIndex((row) => row.seat === seat);
  if (place < 0) return "";
  return place === 0 ? t("seat.is-next") : t("seat.place", { place: place + 1 });
}

/**
 * @param {Store} store
 * @param {Moment|null} moment
 */
function frame(store, moment) {
  parts.link.draw(store);
  parts.notice.draw(store);
  const old = isOld(store);
  setAttr(screen, "data-old", old);
  const stand = remindersHere(store).length;
  if (stand !== standing) {
    standing = stand;
    renderAsked(store);
    fit(need("#urged-line"));
  }
  const floor = store.state?.floor;
  const here = store.state && isHere(store.state);
  // Of a light that nobody tells it about, this screen shows none.
  parts.collar.draw(here && !old ? moment : null);
  if (!here || !floor || !moment) return;
  parts.time.draw(floor, moment);
  parts.phase.draw(moment);
  parts.bar.draw(floor, moment, store.due);
}

startPage({
  unattended: true,
  elements,
  prepare: () => {
    chorus = new Chorus();
    name();
    keepFitted(...fitted);
    watchOver();
    stayAwake(() => {});
  },
  render,
  frame,
});
