/**
 * <time-bar>: how far the statement is, with marks at the warning, the limit
 * and the end of the grace. Past all marks the scale grows, so that a very
 * long statement still shows where its limit was.
 *
 * @import { Due } from "../base/due.js"
 * @import { Moment } from "../base/phase.js"
 * @import { Floor } from "../base/types.js"
 */
import { stepAfter } from "../base/due.js";
import { lengthText } from "../base/format.js";
import { t } from "../base/i18n.js";
import { overrunMark, warningMark } from "../base/phase.js";
import { h, setAttr, setText, setVar, show } from "../kit/dom.js";

const ROOM = 1.08;
/** What is left free between two figures, in pixels. */
const GAP = 6;
/** However long the bar is it moves no more often, and where it can together with the digits. */
const STEP_MS = 250;

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
    this.room = 0;
    /** @type {string} */
    this.measured = "";
    this.again = () => {};
    new ResizeObserver(() => {
      this.room = this.clientWidth;
      this.measured = ""; // letters may have another size
      this.again?.();
    }).observe(this);
  }

  /**
   * @param {Floor} floor
   * @param {Moment} moment
   * @param {Due} due
   * @param {boolean} [overtime] what lies past the limit is counted
   */
  draw(floor, moment, due, overtime = true) {
    this.again = () => this.draw(floor, moment, due, overtime);
    const warning = warningMark(floor);
    const limit = floor.limit_ms;
    const grace = overtime ? overrunMark(floor) : limit;
    show(this, limit !== null);
    if (warning === null || limit === null || grace === null || !this.marks) return;
    const whole = Math.max(grace * ROOM, moment.elapsed);
    const counted = moment.running && (overtime || moment.elapsed < limit);
    if (counted) due.in(moves(moment.elapsed, grace, this.pixels));
    this.place("warning", warning, whole, warning < limit);
    this.place("limit", limit, whole, true);
    this.place("grace", grace, whole, grace > limit);
    setVar(this, "--filled", this.share(moment.elapsed, whole));
    setAttr(this, "data-phase", moment.phase);
    this.makeRoom({ warning: warning / whole, limit: limit / whole, grace: grace / whole });
  }

  /**
   * Let the figures stand beside each other where their marks are closer than they are
   * wide. Where there is no room for all, that of the limit stays.
   * @param {Record<string, number>} at parts of the bar
   */
  makeRoom(at) {
    const marks = Object.entries(this.marks ?? {}).filter(([, mark]) => !mark.hidden);
    const texts = marks.map(([, mark]) => mark.textContent).join();
    if (this.measured !== texts && this.room) {
      this.measured = texts;
      this.widths = marks.map(([, mark]) => mark.offsetWidth);
    }
    const { room = 0, widths = [] } = this;
    const figures = marks.map(([name], i) => ({ at: (at[name] ?? 0) * room, wide: widths[i] ?? 0 }));
    const limit = marks.findIndex(([name]) => name === "limit");
    const stand = spread(figures, limit, room);
    setAttr(this, "data-tight", stand === null);
    for (const [i, [, mark]] of marks.entries()) {
      const by = stand ? (stand[i] ?? 0) - (figures[i]?.at ?? 0) : 0;
      setVar(mark, "--by", `${by.toFixed(1)}px`);
    }
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
    setVar(this, `--${name}`, this.share(at, whole));
    setText(mark, lengthText(at));
    setAttr(mark, "title", t(`mark.${name}`));
  }

  /**
   * @param {number} part
   * @param {number} whole
   */
  share(part, whole) {
    return share(part, whole, this.pixels);
  }

  /** How long it is, in pixels of the screen. */
  get pixels() {
    return (this.room ?? 0) * devicePixelRatio;
  }
}

/**
 * Where the middles of figures stand, in pixels: under their marks, and where they would
 * touch, beside each other; null where the bar has no room for all.
 * @param {{at: number, wide: number}[]} figures in the order of the bar
 * @param {number} main the one that the others make room for
 * @param {number} room how wide the bar is
 */
export function spread(figures, main, room) {
  const x = figures.map(({ at }) => at);
  const last = x.length - 1;
  /** @param {number} i */
  const half = (i) => (figures[i]?.wide ?? 0) / 2;
  /** How far it may be from one that stands. @param {number} i @param {number} from @param {1|-1} side */
  const edge = (i, from, side) => (x[from] ?? 0) + side * (half(i) + half(from) + GAP);
  /** @param {number} i */
  const after = (i) => Math.max(x[i] ?? 0, edge(i, i - 1, 1));
  /** @param {number} i */
  const before = (i) => Math.min(x[i] ?? 0, edge(i, i + 1, -1));
  for (let i = main + 1; i <= last; i++) x[i] = after(i);
  for (let i = main - 1; i >= 0; i--) x[i] = before(i);
  // None leaves the bar; whoever is in the way moves with it.
  x[last] = Math.min(x[last] ?? 0, room - half(last));
  for (let i = last - 1; i >= 0; i--) x[i] = before(i);
  x[0] = Math.max(x[0] ?? 0, half(0));
  for (let i = 1; i <= last; i++) x[i] = after(i);
  return (x[last] ?? 0) + half(last) <= room + 0.5 ? x : null;
}

/**
 * A part of the bar as the styles take it, in whole pixels of the screen: a bar that is
 * three minutes long moves by a pixel some four times a second, and is laid out and
 * painted anew no more often than that.
 * @param {number} part
 * @param {number} whole
 * @param {number} pixels how long the bar is; 0 where it has not been laid out yet
 */
export function share(part, whole, pixels) {
  const of = part / whole;
  return `${(100 * (pixels > 0 ? Math.round(of * pixels) / pixels : of)).toFixed(2)}%`;
}

/**
 * In how many milliseconds the bar stands a pixel further, at a quarter of a second; past
 * all its marks, in how many a mark does, while the scale grows.
 * @param {number} elapsed
 * @param {number} grace the last of the marks
 * @param {number} pixels how long the bar is; 0 where it has not been laid out yet
 */
export function moves(elapsed, grace, pixels) {
  if (!(pixels > 0)) return Number.POSITIVE_INFINITY;
  const each = Math.max(grace * ROOM, elapsed) / pixels;
  const next = elapsed < grace * ROOM ? stepAfter(elapsed, each / 2, each) : elapsed + (each * elapsed) / grace;
  return Math.ceil(next / STEP_MS) * STEP_MS - elapsed;
}
