/**
 * <hour-glass>: the hourglass that stood on the Council's table in April 2019, with
 * one difference: it is turned, full, for each statement, so that nobody inherits
 * what a short speaker left. Past the limit it stays empty; digits count from there.
 *
 * @import { Due } from "../base/due.js"
 * @import { Moment } from "../base/phase.js"
 * @import { Floor } from "../base/types.js"
 * @import { Point } from "./sand.js"
 */
import { stepAfter } from "../base/due.js";
import { warningMark } from "../base/phase.js";
import { setAttr } from "../kit/dom.js";
import { glass, halfWidth, HEIGHT, lowerLevel, lowerSand, upperLevel, upperSand } from "./sand.js";

const SVG = "http://www.w3.org/2000/svg";
/** Sand is drawn anew at most four times a second: a small machine has time for it. */
const STEP_MS = 250;
const TURN_MS = 1100;
/** With less sand fallen than this a statement has only just begun. */
const BEGUN = 0.02;

export class HourGlass extends HTMLElement {
  statement = -1;
  fallen = Number.NaN;
  drawn = "";
  upper = shape("path", { class: "glass-sand" });
  lower = shape("path", { class: "glass-sand" });
  stream = shape("path", { class: "glass-stream" });
  mark = shape("path", { class: "glass-mark" });
  drawing = shape("svg", { viewBox: "-52 -98 104 196" });

  connectedCallback() {
    if (this.firstChild) return;
    setAttr(this, "aria-hidden", "true"); // the words and digits say the same
    const outline = path(glass());
    this.drawing.append(
      ...[-46, 46].map((x) => shape("path", { class: "glass-post", d: `M${x} -88V88` })),
      shape("path", { class: "glass-inside", d: outline }),
      this.upper,
      this.lower,
      this.stream,
      shape("path", { class: "glass-wall", d: outline }),
      this.mark,
      ...[-96, 85].map((y) => shape("rect", { class: "glass-cap", x: -51, y, width: 102, height: 11, rx: 3 })),
    );
    this.append(this.drawing);
  }

  /**
   * @param {Floor} floor
   * @param {Moment} moment
   * @param {Due} due
   */
  draw(floor, moment, due) {
    const limit = floor.limit_ms;
    if (limit === null) return;
    const fallen = fallenAt(moment, limit);
    const runs = moment.running && fallen < 1;
    if (runs) due.in(stepAfter(moment.elapsed, 0, STEP_MS) - moment.elapsed);
    const warning = warningMark(floor) ?? limit;
    this.turn(floor.statement, fallen);
    // Between two steps of the sand a frame costs nothing.
    const key = `${fallen} ${runs} ${warning / limit}`;
    if (key === this.drawn) return;
    this.drawn = key;
    this.fallen = fallen;
    this.pour(fallen, runs);
    setAttr(this.mark, "d", warning < limit ? markAt(warning / limit) : "");
  }

  /**
   * A statement that begins is given a glass that was just turned.
   * @param {number} statement
   * @param {number} fallen
   */
  turn(statement, fallen) {
    const shown = this.statement >= 0;
    const begins = fallen < BEGUN && (this.statement !== statement || this.fallen > BEGUN);
    this.statement = statement;
    if (!shown || !begins) return;
    setAttr(this, "data-turned", statement);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.drawing.animate([{ rotate: "180deg" }, { rotate: "360deg" }], { duration: TURN_MS, easing: "ease-in-out" });
  }

  /**
   * @param {number} fallen
   * @param {boolean} runs
   */
  pour(fallen, runs) {
    const { y, heap } = lowerLevel(fallen);
    setAttr(this.upper, "d", path(upperSand(fallen)));
    setAttr(this.lower, "d", path(lowerSand(fallen)));
    setAttr(this.stream, "d", runs ? `M0 -3V${(y - heap + 0.5).toFixed(1)}` : "");
    setAttr(this, "data-fallen", fallen.toFixed(3));
    setAttr(this, "data-running", runs);
  }
}

/**
 * A line over the glass where its sand will stand.
 * @param {number} fallen
 */
function markAt(fallen) {
  const { y } = upperLevel(fallen);
  const reach = halfWidth(HEIGHT + y) + 5;
  return `M${(-reach).toFixed(1)} ${y.toFixed(1)}H${reach.toFixed(1)}`;
}

/**
 * The part of the sand that has fallen, in steps of time; all of it exactly at the
 * limit.
 * @param {Moment} moment
 * @param {number} limit
 * @returns {number}
 */
function fallenAt(moment, limit) {
  if (moment.elapsed >= limit) return 1;
  return (Math.floor(moment.elapsed / STEP_MS) * STEP_MS) / limit;
}

/** @param {Point[]} points */
function path(points) {
  if (points.length === 0) return "";
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;
}

/**
 * @param {string} name
 * @param {Record<string, string|number>} attrs
 * @returns {SVGElement}
 */
function shape(name, attrs) {
  const el = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attrs)) setAttr(el, key, value);
  return el;
}
