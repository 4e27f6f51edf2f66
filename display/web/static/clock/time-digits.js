/**
 * <time-digits>: the big time. Its width is that of the widest time the
 * statement is expected to show, so that digits change in place and never jump.
 *
 * @import { Moment } from "../base/phase.js"
 * @import { Floor } from "../base/types.js"
 */
import { bigTime, lengthText } from "../base/format.js";
import { t } from "../base/i18n.js";
import { h, setAttr, setText, setVar } from "../kit/dom.js";
import { say } from "./chorus.js";

/** What stands where nothing is counted past the limit. */
const AT_LIMIT = { sign: "", digits: "0:00", counting: "remaining" };

export class TimeDigits extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.sign = h("span", { class: "time-sign" });
    this.digits = h("span", { class: "time-text" });
    this.box = h("span", { class: "time-box", id: "time" }, this.sign, this.digits);
    this.caption = h("span", { class: "time-caption" });
    // Read once when asked for, never announced each second.
    setAttr(this.box, "role", "timer");
    setAttr(this.box, "aria-live", "off");
    this.append(h("span", { class: "time-room" }, this.box), this.caption);
  }

  /**
   * @param {Floor} floor
   * @param {Moment} moment
   * @param {boolean} [overtime] what lies past the limit is counted
   */
  draw(floor, moment, overtime = true) {
    const { sign, digits, counting } = overtime || (moment.remaining ?? 1) > 0 ? bigTime(moment) : AT_LIMIT;
    if (!this.box || !this.sign || !this.digits || !this.caption) return;
    setText(this.sign, sign);
    setText(this.digits, digits);
    say(this.caption, () => t(`counting.${counting}`));
    setAttr(this, "data-counting", counting);
    setAttr(this, "data-phase", moment.phase);
    setAttr(this, "data-paused", moment.paused);
    const widest = floor.limit_ms === null ? "0:00" : lengthText(floor.limit_ms);
    const shape = (digits.length > widest.length ? digits : widest).replace(/\d/g, "0");
    setAttr(this.digits, "data-shape", shape);
    setVar(this, "--wide", width(shape));
  }
}

/**
 * Width of a time in ems of the digits' font, with room for a sign at either
 * side so that the digits stay in the middle.
 * @param {string} shape
 */
function width(shape) {
  const colons = shape.split(":").length - 1;
  return ((shape.length - colons) * 0.61 + colons * 0.32 + 0.84).toFixed(2);
}
