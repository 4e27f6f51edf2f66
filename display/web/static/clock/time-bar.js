/**
 * <time-bar>: how far the statement is, with marks at the warning, the limit
 * and the end of the grace. Past all marks the scale grows, so that a very
 * long statement still shows where its limit was.
 *
 * @import { Moment } from "../base/phase.js"
 * @import { Floor } from "../base/types.js"
 */
import { lengthText } from "../base/format.js";
import { t } from "../base/i18n.js";
import { overrunMark, warningMark } from "../base/phase.js";
import { h, setAttr, setText, setVar, show } from "../kit/dom.js";

const ROOM = 1.08;
/** Marks that are closer than this part of the bar have no room for their figures. */
const APART = 0.075;
/** Figures with hours are too wide to stand side by side. */
const LONG_MS = 3600e3;

export class TimeBar extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    /** @type {Record<string, HTMLElement>} */
    this.marks = {};
    const marks = h("div", { class: "bar-marks" });
    for (const name of ["warning", "limit", "grace"]) {
      const mark = h("span", { class: "bar-mark", "data-mark": name });
      this.marks[name] = mark;
      marks.append(mark);
    }
    const zones = () => h("span", { class: "bar-zones" });
    this.fill = h("span", { class: "bar-fill" }, zones());
    this.append(h("div", { class: "bar-track" }, zones(), this.fill), marks);
    setAttr(this, "aria-hidden", "true"); // the words and digits say the same
  }

  /**
   * @param {Floor} floor
   * @param {Moment} moment
   * @param {boolean} [overtime] what lies past the limit is counted
   */
  draw(floor, moment, overtime = true) {
    const warning = warningMark(floor);
    const limit = floor.limit_ms;
    const grace = overtime ? overrunMark(floor) : limit;
    show(this, limit !== null);
    if (warning === null || limit === null || grace === null || !this.marks) return;
    const whole = Math.max(grace * ROOM, moment.elapsed);
    this.place("warning", warning, whole, warning < limit);
    this.place("limit", limit, whole, true);
    // Far past the limit the marks come close; the limit is the one that stays.
    this.place("grace", grace, whole, grace > limit);
    setVar(this, "--filled", share(moment.elapsed, whole));
    setAttr(this, "data-phase", moment.phase);
    const least = APART * whole;
    const close = (warning < limit && limit - warning < least) || (grace > limit && grace - limit < least);
    setAttr(this, "data-tight", close || limit > LONG_MS);
  }

  /**
   * @param {string} name
   * @param {number} at
   * @param {number} whole
   * @param {boolean} visible
   */
  place(name, at, whole, visible) {
    const mark = this.marks?.[name];
    if (!mark) return;
    show(mark, visible);
    setVar(this, `--${name}`, share(at, whole));
    setText(mark, lengthText(at));
    setAttr(mark, "title", t(`mark.${name}`));
  }
}

/**
 * @param {number} part
 * @param {number} whole
 */
function share(part, whole) {
  return `${((100 * part) / whole).toFixed(2)}%`;
}
