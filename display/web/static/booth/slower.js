/**
 * How often a speaker was asked to go slower, and when the next time is. A calculation:
 * nothing here touches the page.
 *
 * @import { Floor } from "../base/types.js"
 */

const WITHIN_MS = 60_000;
const MOST = 2;

/** What this page has seen of the statement that runs, whoever asked. */
export class Asked {
  constructor() {
    this.statement = -1;
    /** @type {number[]} steady instants, in order */
    this.at = [];
  }

  /**
   * Of a snapshot.
   * @param {Floor|null} floor
   */
  see(floor) {
    const statement = floor?.statement ?? -1;
    if (statement !== this.statement) {
      this.statement = statement;
      this.at = [];
    }
    for (const { line, at_ms } of floor?.reminded ?? []) {
      if (line === "slower" && typeof at_ms === "number" && !this.at.includes(at_ms)) this.at.push(at_ms);
    }
  }

  /**
   * In how many milliseconds it is possible again; 0 where it is now.
   * @param {number} now steady instant
   */
  wait(now) {
    const lately = this.at.filter((at) => now - at < WITHIN_MS).sort((a, b) => a - b);
    const first = lately.at(-MOST);
    return first === undefined ? 0 : Math.max(0, first + WITHIN_MS - now);
  }
}
