/**
 * Where one place on the screen has several meanings, a tap meant for the one
 * before must not land on the new one: a new meaning counts after a moment.
 */

const SETTLE_MS = 350;

export class Settle {
  constructor() {
    this.meaning = "";
    this.changed = 0;
  }

  /** @param {string} meaning what a tap would do now, and to whom */
  mean(meaning) {
    if (meaning === this.meaning) return;
    this.meaning = meaning;
    this.changed = performance.now();
  }

  get settled() {
    return this.settledAt(performance.now());
  }

  /**
   * Whether it was settled when a finger was there: a busy page hears of taps late.
   * @param {number} at the event's own time
   */
  settledAt(at) {
    return at - this.changed >= SETTLE_MS;
  }
}
