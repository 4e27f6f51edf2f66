/**
 * Where the list stands: at who speaks and who is next, with those who were heard folded
 * above them, unless somebody is in it. A calculation: the time and the places are told.
 *
 * @import { Entry, Status } from "../../base/types.js"
 */

/** For as long nobody must have touched the list before it goes back to the debate. */
export const REST_MS = 10_000;

/** The last ones heard stay in sight, since it is they who are asked about. */
const KEPT = 2;

/** Fewer are not worth a line that says that they are folded. */
const LEAST = 2;

/** As much of the pane lies above who speaks. */
const ABOVE = 1 / 4;

/** @type {Set<Status>} */
const OVER = new Set(/** @type {Status[]} */ (["heard", "withdrawn"]));

/**
 * Those who were heard before all who still speak, in the order of the list, but for the
 * last of them. Where nobody waits any more the whole list is looked at, and none is.
 * @param {Entry[]} list
 * @returns {Set<string>}
 */
export function heardAbove(list) {
  const to = list.findIndex((row) => !OVER.has(row.status));
  const folded = list.slice(0, Math.max(0, to - KEPT));
  const waits = list.some((row) => row.status === "waiting" || row.status === "speaking");
  return new Set(waits && folded.length >= LEAST ? folded.map((row) => row.entry) : []);
}

/**
 * How far the list is to be scrolled so that who speaks stands where they always do and
 * who is next is seen, too.
 * @param {{top: number, bottom: number}} pane
 * @param {{top: number, bottom: number}} present the line of who speaks, or of who is next
 * @param {{top: number, bottom: number}} next
 */
export function distanceOf(pane, present, next) {
  const usual = present.top - pane.top - (pane.bottom - pane.top) * ABOVE;
  const least = next.bottom - pane.bottom;
  // Where both do not fit it is who speaks that is seen.
  return Math.min(Math.max(usual, least), present.top - pane.top);
}

/** Whether somebody is in the list. */
export class Rest {
  constructor() {
    this.pressed = false;
    this.touched = Number.NEGATIVE_INFINITY;
  }

  /** @param {number} now */
  touch(now) {
    this.touched = now;
  }

  /** @param {number} now */
  press(now) {
    this.pressed = true;
    this.touched = now;
  }

  /** @param {number} now */
  release(now) {
    if (!this.pressed) return;
    this.pressed = false;
    this.touched = now;
  }

  /** @param {number} now */
  overAt(now) {
    return !this.pressed && this.left(now) <= 0;
  }

  /**
   * How long until it rests, where no finger is on it.
   * @param {number} now
   */
  left(now) {
    return this.pressed ? 0 : this.touched + REST_MS - now;
  }
}
