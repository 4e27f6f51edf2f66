/**
 * Where one place on the screen has several meanings, a tap meant for the one
 * before must not land on the new one: a new meaning counts after a moment.
 */

import { setAttr } from "./dom.js";

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

  /**
   * Let taps on a button count only once its meaning has settled.
   * @param {HTMLButtonElement} button
   */
  guard(button) {
    this.button = button;
    const early = (/** @type {Event} */ e) => {
      if (!this.settledAt(e.timeStamp)) e.stopImmediatePropagation();
    };
    button.addEventListener("click", early, true);
  }

  /** At each frame: the guarded button says whether it may be tapped. */
  frame() {
    if (this.button) setAttr(this.button, "data-settled", String(this.settled));
  }
}
