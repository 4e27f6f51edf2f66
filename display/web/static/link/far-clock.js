/**
 * The controller's steady clock, from the stamps of answers that a cache may have kept.
 *
 * A stamp is never later than the controller's clock, so each answer says how far that
 * clock is ahead at least, by the instant at which it came. A cache hands out one copy
 * until that is too old: while an answer is still the old one the clock has not reached
 * the next copy, so each answer also says how far it is ahead at most, by the instant at
 * which it was asked for. Between the two lies the truth, and a question that is asked in
 * the middle, when the cache would just have renewed, halves what lies between, whichever
 * copy comes. Now and then a question is aimed so, until little is left; the others come at
 * random.
 *
 * What is shown rests on the first bound alone; the other only tells when to ask. A cache
 * that renews otherwise than was thought makes the estimate slow, and never wrong.
 */

/** Two questions are so far apart, at least and at most. */
const SOONEST_MS = 2000;
const LATEST_MS = 3600;
/** One that is aimed may be a little later: it is seldom. */
const AIMED_MS = 3800;
/** By how much two clocks go apart: more than quartz does. */
const DRIFT = 1e-4;
/** Nothing renews faster that was told to keep an answer for a second. */
const LEAST_PERIOD_MS = 900;
const LONGEST_PERIOD_MS = 6000;
/** A cache hands out the old copy until the new one is here. */
const LATE_MS = 40;
/** Between the bounds, beside the way there and back: then it is good. */
const ENOUGH_MS = 150;
/** So many of the questions are aimed, and not more: all aim at the same moment, and who serves them has a queue then. */
const SHARE = 0.4;
/** So many aimed at most, then none for a while: for longer each time. */
const MOST_AIMED = 10;
const FIRST_REST_MS = 10000;
const LONGEST_REST_MS = 160000;
/** So many questions say how far the clock is ahead at most: of earlier ones it may be wrong how the cache renewed. */
const ASKED = 8;
/** Half of the way there and back is taken for the way back, up to here. */
const MOST_WAY_MS = 100;
const KEPT = 12; // stamps
/** So far from a whole number of periods a gap may be, as part of one, and how many gaps are not. */
const FITS = 0.12;
const MOST = 0.7;
/** By so much no copy is too old: this device's clock was put forward. */
const TOO_OLD_MS = 15000;
const TOO_OLD = 3; // in a row

/**
 * @typedef {{offset: number, at: number}} Bound by which the clock is ahead, and since when that is known
 * @typedef {{stamp: number, sent: number}} Asked
 */

/** Nothing is known yet. */
function nothing() {
  return {
    /** @type {Bound|null} */
    least: null,
    /** @type {Asked[]} the newest questions, in order, and which copy came */
    asked: [],
    /** Of the fastest answer, there and back. */
    trip: Number.POSITIVE_INFINITY,
    /** @type {number[]} the newest stamps, in order */
    stamps: [],
    /** How often the cache renews; 0 while that is not known. */
    period: 0,
    aimed: 0,
    rest: FIRST_REST_MS,
    rests: Number.NEGATIVE_INFINITY,
    /** Fresh stamps in a row that are too old for a copy. */
    old: 0,
  };
}

export class FarClock {
  /** @param {() => number} local a monotonic clock in milliseconds */
  constructor(local = () => performance.now()) {
    this.local = local;
    this.known = nothing();
  }

  /** Forget everything: the controller's clock is another one now. */
  reset() {
    this.known = nothing();
  }

  /**
   * Begin with what is known already.
   * @param {number} offset
   */
  begin(offset) {
    this.known.least = { offset, at: this.local() };
  }

  /** The controller's steady instant, now. */
  now() {
    const local = this.local();
    return local + this.offsetAt(local);
  }

  /** True once a stamp has come since the last reset. */
  get synchronised() {
    return this.known.least !== null;
  }

  /** @param {number} local */
  offsetAt(local) {
    const way = this.known.asked.length > 0 ? Math.min(this.known.trip / 2, MOST_WAY_MS) : 0;
    return this.known.least ? this.leastAt(local) + way : 0;
  }

  /** @param {number} local */
  leastAt(local) {
    return this.known.least
      ? this.known.least.offset - DRIFT * (local - this.known.least.at)
      : Number.NEGATIVE_INFINITY;
  }

  /** @param {number} local */
  mostAt(local) {
    const { asked, period } = this.known;
    const most = asked.map(({ stamp, sent }) => stamp + period + LATE_MS - sent + DRIFT * (local - sent));
    return Math.min(...most, this.leastAt(local) + period);
  }

  /**
   * What comes with a state is no stamp of its answer, but of when the state was written.
   * @param {number} _stamp
   */
  hint(_stamp) {
    return false;
  }

  /**
   * Take the stamp of an answer.
   * @param {number} stamp
   * @param {number} sent local instant of the question
   * @param {number} came local instant of the answer
   * @returns {boolean} false for a copy that was here before: it says nothing of the present
   */
  take(stamp, sent, came) {
    if (!Number.isFinite(stamp)) return false;
    const fresh = !this.known.stamps.includes(stamp);
    if (fresh) this.note(stamp, stamp - sent < this.leastAt(came) - TOO_OLD_MS);
    const { known } = this;
    known.trip = Math.min(known.trip, came - sent);
    if (stamp - came > this.leastAt(came)) known.least = { offset: stamp - came, at: came };
    known.asked.push({ stamp, sent });
    if (known.asked.length > ASKED) known.asked.shift();
    // Both cannot be: the cache renews otherwise than it seemed.
    if (this.mostAt(came) < this.leastAt(came)) known.asked = [{ stamp, sent }];
    return fresh;
  }

  /**
   * @param {number} stamp
   * @param {boolean} old
   */
  note(stamp, old) {
    const row = old ? this.known.old + 1 : 0;
    if (row >= TOO_OLD) this.reset();
    else this.known.old = row;
    const { known } = this;
    known.stamps.push(stamp);
    known.stamps.sort((a, b) => a - b);
    if (known.stamps.length > KEPT) known.stamps.shift();
    known.period = periodOf(known.stamps);
  }

  /**
   * How long to wait before the next question.
   * @param {() => number} random from 0 up to 1
   */
  wait(random = Math.random) {
    const local = this.local();
    const { known } = this;
    const die = random();
    const aims = die < SHARE;
    const part = aims ? die / SHARE : (die - SHARE) / (1 - SHARE);
    const spread = SOONEST_MS + part * (LATEST_MS - SOONEST_MS);
    if (!aims || known.period === 0 || local < known.rests) return spread;
    const gap = this.mostAt(local) - this.leastAt(local);
    if (gap < ENOUGH_MS + known.trip || ++known.aimed > MOST_AIMED) {
      known.aimed = 0;
      known.rests = local + known.rest;
      known.rest = Math.min(2 * known.rest, LONGEST_REST_MS);
      return spread;
    }
    // The instant at which the newest copy would be renewed if the truth lay in the middle.
    const newest = /** @type {number} */ (known.stamps.at(-1));
    let at = newest + known.period - (this.leastAt(local) + gap / 2);
    while (at < local + SOONEST_MS) at += known.period;
    return at < local + AIMED_MS ? at - local : spread;
  }
}

/**
 * How often a cache renews that has handed out such stamps. Between two of them it did so
 * once or a few times: the longest period counts of which most gaps are multiples. It waits
 * for a question before it renews, so that no gap is exactly one.
 * @param {number[]} stamps in order
 * @returns {number} 0 where that cannot be told
 */
function periodOf(stamps) {
  const gaps = stamps.slice(1).map((stamp, n) => stamp - /** @type {number} */ (stamps[n]));
  const long = gaps.filter((gap) => gap >= LEAST_PERIOD_MS);
  const shortest = Math.min(...long);
  if (shortest > LONGEST_PERIOD_MS) return 0;
  const fits = (/** @type {number} */ period) =>
    long.filter((gap) => Math.abs(gap / period - Math.round(gap / period)) < FITS).length > MOST * long.length;
  const parts = [1, 2, 3].map((n) => shortest / n).filter((period) => period >= LEAST_PERIOD_MS);
  const period = parts.find(fits) ?? shortest;
  const each = long.map((gap) => gap / Math.round(gap / period)).sort((a, b) => a - b);
  return /** @type {number} */ (each[each.length >> 1]);
}
