/**
 * The controller's steady clock, estimated from sync exchanges.
 *
 * One exchange sends t0, the controller stamps t1 and t2, the answer arrives
 * at t3. Half the round trip bounds the error, so only the exchanges with the
 * lowest round trips count; of those within a millisecond of the best the
 * median offset is taken, because browsers round their clocks.
 */

const WINDOW = 24;
const TIE_MS = 1;
const SLACK_MS = 20;

/** @typedef {{offset: number, trip: number}} Sample */

export class SteadyClock {
  /** @param {() => number} local a monotonic clock in milliseconds */
  constructor(local = () => performance.now()) {
    this.local = local;
    /** @type {Sample[]} */
    this.samples = [];
    /** @type {number|null} */
    this.offset = null;
  }

  /** Forget everything: the controller's clock is another one now. */
  reset() {
    this.samples = [];
    this.offset = null;
  }

  /** The controller's steady instant, now. */
  now() {
    return this.local() + (this.offset ?? 0);
  }

  /** True once an exchange has been made since the last reset. */
  get synchronised() {
    return this.samples.length > 0;
  }

  /**
   * Take one finished exchange.
   * @param {number} t0 @param {number} t1 @param {number} t2 @param {number} t3
   */
  add(t0, t1, t2, t3) {
    const trip = Math.max(0, t3 - t0 - (t2 - t1));
    const offset = (t1 - t0 + (t2 - t3)) / 2;
    if (!Number.isFinite(offset)) return;
    if (this.offset !== null && this.synchronised) {
      const best = Math.min(...this.samples.map((s) => s.trip));
      // Both estimates are right within half their trips. If they cannot both
      // be, this machine slept or its clock jumped: the old samples are void.
      const bound = trip / 2 + best / 2 + SLACK_MS;
      if (Math.abs(offset - this.offset) > bound) this.samples = [];
    }
    this.samples.push({ offset, trip });
    if (this.samples.length > WINDOW) this.samples.shift();
    this.offset = estimate(this.samples);
  }

  /**
   * Take a stamp that came without an exchange. It is never later than the
   * controller's clock, so it is a first estimate, and proof that this clock
   * fell behind when it lies ahead of the estimate.
   * @param {number} stamp
   * @returns {boolean} true if an exchange is wanted at once
   */
  hint(stamp) {
    if (!Number.isFinite(stamp)) return false;
    const offset = stamp - this.local();
    if (!this.synchronised) {
      if (this.offset === null || offset > this.offset) this.offset = offset;
      return true;
    }
    if (this.offset !== null && offset > this.offset + SLACK_MS) {
      this.samples = [];
      this.offset = offset;
      return true;
    }
    return false;
  }
}

/**
 * Median offset of the samples that tie with the best round trip.
 * @param {Sample[]} samples
 */
function estimate(samples) {
  const best = Math.min(...samples.map((s) => s.trip));
  const good = samples.filter((s) => s.trip <= best + TIE_MS).map((s) => s.offset);
  good.sort((a, b) => a - b);
  const middle = good.length >> 1;
  const upper = /** @type {number} */ (good[middle]);
  if (good.length % 2 === 1) return upper;
  return (upper + /** @type {number} */ (good[middle - 1])) / 2;
}
