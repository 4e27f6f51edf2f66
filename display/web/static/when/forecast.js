/**
 * When a delegation speaks, asked of the controller: only while somebody looks, at most
 * each ten seconds, and never in step with other phones.
 *
 * @import { Forecast } from "../base/wire.js"
 *
 * @typedef {object} Time
 * @property {() => number} now
 * @property {(act: () => void, ms: number) => number} later
 * @property {(pending: number) => void} forget
 */

const EACH_MS = 10_000;
const JITTER_MS = 5_000;
/** So long nobody asks again who was told that the public is told nothing. */
const REFUSED_MS = 60_000;

/** @type {Time} */
const CLOCK = {
  now: () => performance.now(),
  later: (act, ms) => window.setTimeout(act, ms),
  forget: (pending) => clearTimeout(pending),
};

export class Forecasts extends EventTarget {
  /**
   * @param {(address: string) => Promise<{ok: boolean, status: number, json: () => Promise<Forecast>}>} ask
   * @param {() => boolean} visible somebody can look
   * @param {() => number} chance from 0 to 1
   * @param {Time} time
   */
  constructor(ask, visible, chance = Math.random, time = CLOCK) {
    super();
    this.ask = ask;
    this.visible = visible;
    this.chance = chance;
    this.time = time;
    /** @type {Forecast|null} */
    this.newest = null;
    this.chosen = "";
    /** Nobody is to be asked before. */
    this.due = 0;
    this.pending = 0;
  }

  /**
   * Ask for this delegation from now on; empty for none.
   * @param {string} chosen
   */
  follow(chosen) {
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    this.newest = null;
    this.look();
  }

  /** Somebody looks again, or another delegation was chosen: ask as soon as may be. */
  look() {
    this.time.forget(this.pending);
    if (!this.chosen || !this.visible()) return;
    const wait = this.due - this.time.now();
    if (wait > 0) this.pending = this.time.later(() => this.look(), wait);
    else void this.fetch();
  }

  async fetch() {
    const { chosen } = this;
    this.due = this.time.now() + EACH_MS + JITTER_MS * this.chance();
    try {
      const answer = await this.ask(`/api/v1/forecast?delegation=${encodeURIComponent(chosen)}`);
      if (chosen === this.chosen) this.heed(answer.ok ? await answer.json() : null);
      if (!answer.ok && answer.status < 500) this.due = this.time.now() + REFUSED_MS * (1 + this.chance());
    } catch {
      // The link's badge says that the controller is not there; what was said last stays.
    }
    this.look();
  }

  /** @param {Forecast|null} newest null where nobody says */
  heed(newest) {
    this.newest = newest;
    this.dispatchEvent(new Event("forecast"));
  }
}
