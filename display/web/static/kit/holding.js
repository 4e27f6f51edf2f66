/**
 * What a tap on one place of the screen would do, as that changes. What this page did
 * itself counts after a moment, since a second tap may still follow the first. What
 * somebody else did keeps the place as it was for a while, and for as long as a finger
 * is on it: a tap that was on its way must not become another act. A calculation: the
 * time is told.
 *
 * @template News what somebody else did
 */
export const SETTLE_MS = 350;
/** The next step of the debate: who taps twice on a start must not end it. */
export const STEP_MS = 1000;
/** Long enough to read who did what, short enough for who means the new act. */
export const CALM_MS = 1200;

/** @template News */
export class Holding {
  /** @param {number} [own] how long a new act waits that this page has made of it */
  constructor(own = SETTLE_MS) {
    this.own = own;
    this.wait = own;
    /** @type {string|null} what a tap would do by now; null before that is known */
    this.meaning = null;
    /** @type {News|null} what holds the place as it was */
    this.news = null;
    this.changed = Number.NEGATIVE_INFINITY;
    this.until = Number.NEGATIVE_INFINITY;
    this.pressed = false;
  }

  /**
   * @param {string} meaning what a tap would do by now, and to whom
   * @param {News|null} news what somebody else did, where that may have made it so
   * @param {number} now
   */
  mean(meaning, news, now) {
    if (meaning === this.meaning) return;
    const known = this.meaning !== null;
    this.meaning = meaning;
    if (known && news) {
      this.news = news;
      this.until = now + CALM_MS;
    } else {
      this.become(now, this.own);
    }
  }

  /**
   * @param {number} now
   * @param {number} wait until a tap counts
   */
  become(now, wait) {
    this.news = null;
    this.changed = now;
    this.wait = wait;
  }

  /** A finger is on it. */
  press() {
    this.pressed = true;
  }

  /** @param {number} now when no finger is on it any more: its tap comes next */
  release(now) {
    if (!this.pressed) return;
    this.pressed = false;
    if (this.news) this.until = Math.max(this.until, now + SETTLE_MS);
  }

  /**
   * Let go when its time is over.
   * @param {number} now
   * @returns {boolean} true if the place is from now on what it means
   */
  pass(now) {
    if (!this.news || this.pressed || now < this.until) return false;
    this.become(now, SETTLE_MS);
    return true;
  }

  /**
   * In how many milliseconds the place is let go, or takes a tap, by time alone; none or
   * less where it is not time that it waits for.
   * @param {number} now
   */
  left(now) {
    if (this.news) return this.pressed ? 0 : this.until - now;
    return this.changed + this.wait - now;
  }

  /**
   * Whether a tap counts that was made at an instant: never before the place shows what
   * it would do.
   * @param {number} at
   */
  settledAt(at) {
    return !this.news && at - this.changed >= this.wait;
  }
}
