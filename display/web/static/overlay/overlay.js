/**
 * Clock and delegation over the picture of a webcast, for whoever mixes it: transparent,
 * or on one colour that a mixer takes away (?key=00ff00). While nobody speaks, and while
 * this page does not know the time, there is nothing.
 *
 * @import { Moment } from "../base/phase.js"
 * @import { Store } from "../link/store.js"
 */
import { t } from "../base/i18n.js";
import { nameOf } from "../base/names.js";
import { uncounted } from "../base/phase.js";
import { stoppedText } from "../base/words.js";
import { Chorus } from "../clock/chorus.js";
import { PhaseBadge } from "../clock/phase-badge.js";
import { TimeDigits } from "../clock/time-digits.js";
import { need, setText, setVar, show } from "../kit/dom.js";
import { fit, keepFitted } from "../kit/fit.js";
import { partsOf, startPage } from "../kit/page.js";
import { screensOf } from "../kit/screens.js";
import { isOld } from "../link/link-look.js";

const elements = { phase: PhaseBadge, time: TimeDigits };
const parts = partsOf(elements);
const name = need("#delegation");

/** @type {Chorus} */
let chorus;

/** @param {Store} store */
function render(store) {
  // One language at a time: the strip has room for one name.
  void chorus.follow({ ...screensOf(store), together: false }, () => translate(store));
  const { state } = store;
  const stopped = state ? stoppedText(state.meeting, store.wall()) : "";
  const floor = stopped ? null : (state?.floor ?? null);
  show(need("#stage"), stopped !== "" || floor !== null);
  show(need("#when"), floor !== null);
  setText(need("#kind"), floor ? t(`kind.${floor.kind}`) : "");
  setText(name, floor ? nameOf(floor) : stopped);
  fit(name);
}

/** @param {Store} store */
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
  show(need("#screen"), !isOld(store));
  const floor = store.state?.floor;
  if (!floor || !moment) return;
  const { overtime } = screensOf(store);
  const seen = overtime ? moment : uncounted(floor, moment);
  parts.time.draw(floor, seen, overtime);
  parts.phase.draw(seen);
}

startPage({
  unattended: true,
  elements,
  prepare: () => {
    chorus = new Chorus();
    keepFitted(name);
    const key = new URLSearchParams(location.search).get("key") ?? "";
    if (/^[0-9a-f]{6}$/i.test(key)) setVar(document.documentElement, "--key", `#${key}`);
  },
  render,
  frame,
});
