/**
 * When something that is shown becomes another by time alone. A page is drawn then, and
 * not sixty times a second.
 *
 * @import { Floor } from "./types.js"
 */
import { HALF_FLASH, momentAt, overrunMark, SECOND, warningMark } from "./phase.js";

/**
 * The first instant after another that lies a number of whole steps from an origin.
 * @param {number} at
 * @param {number} origin
 * @param {number} step
 */
export function stepAfter(at, origin, step) {
  const next = origin + (Math.floor((at - origin) / step) + 1) * step;
  return next > at ? next : next + step;
}

/**
 * The first instant at which {@link leadingAt} finds another second, phase, signal or level
 * of the light than now; never, where the clock stands.
 * @param {Floor} floor
 * @param {number} now steady instant
 * @param {number} lead milliseconds
 */
export function changeAfter(floor, now, lead) {
  const { zero_ms: zero, limit_ms: limit } = floor;
  if (zero === null) return Number.POSITIVE_INFINITY;
  const used = now - zero;
  // Just before its end the time has no lead: it takes a step back there, and one ahead.
  const held = limit !== null && used < limit && used + lead >= limit;
  const ahead = held ? 0 : lead;
  const change = elapsedAfter(floor, used + ahead, momentAt(floor, now + ahead).signal === "flash") - ahead;
  if (limit === null || used >= limit) return zero + change;
  return zero + Math.min(change, held ? limit : limit - lead);
}

/**
 * The first elapsed time after another at which something about a statement is different.
 * @param {Floor} floor
 * @param {number} elapsed
 * @param {boolean} flashes
 */
function elapsedAfter(floor, elapsed, flashes) {
  const limit = floor.limit_ms;
  const warning = warningMark(floor);
  const second = stepAfter(elapsed, 0, SECOND);
  if (limit === null || warning === null) return second;
  const marks = [warning, limit, overrunMark(floor) ?? limit].filter((mark) => mark > elapsed);
  const edge = flashes ? stepAfter(elapsed, warning, HALF_FLASH) : second;
  return Math.min(second, stepAfter(elapsed, limit, SECOND), edge, ...marks);
}

/**
 * What is due on a page. Whoever shows what changes with time says in how many
 * milliseconds that is, at each drawing anew and before it draws: what becomes another in
 * between is drawn once more, and not forgotten.
 */
export class Due {
  /** @param {() => number} local this page's own clock */
  constructor(local = () => performance.now()) {
    this.local = local;
    /** Draws in the next frame. */
    this.ask = () => {};
    /** Local instants: to be drawn after it, and in the very first frame after it. */
    this.soon = Number.POSITIVE_INFINITY;
    this.sharp = Number.POSITIVE_INFINITY;
  }

  /** It is drawn: everything is to be said anew. */
  clear() {
    this.soon = this.sharp = Number.POSITIVE_INFINITY;
  }

  /**
   * Something is different in so many milliseconds. What has passed already is drawn.
   * @param {number} ms
   */
  in(ms) {
    if (ms > 0) this.soon = Math.min(this.soon, this.local() + ms);
  }

  /**
   * The same, of what people compare with another clock, or a light.
   * @param {number} ms
   */
  sharply(ms) {
    if (ms > 0) this.sharp = Math.min(this.sharp, this.local() + ms);
  }

  /** Something is different now, and not by time. */
  now() {
    this.ask();
  }
}
