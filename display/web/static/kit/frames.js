/**
 * How long the frames of this screen are: what is drawn in one of them is seen
 * about one and a half later.
 */

const KEPT = 31;
const USUAL_MS = 1000 / 60;
const LONGEST_MS = 50;

export class Frames {
  constructor() {
    /** @type {number[]} */
    this.gaps = [];
    this.last = Number.NaN;
    this.length = USUAL_MS;
  }

  /**
   * Take the instant of a frame. One that came late, after a sleep or a long
   * task, says nothing about the screen.
   * @param {number} at
   */
  take(at) {
    const gap = at - this.last;
    this.last = at;
    if (!(gap > 1 && gap <= LONGEST_MS)) return;
    this.gaps.push(gap);
    if (this.gaps.length > KEPT) this.gaps.shift();
    const sorted = [...this.gaps].sort((a, b) => a - b);
    this.length = sorted[sorted.length >> 1] ?? USUAL_MS;
  }

  /** Milliseconds from drawing to light. */
  get lead() {
    return 1.5 * this.length;
  }
}
