/**
 * Some rooms do not count past the limit on their public screens: 0:00 and the
 * word stand there, and how long it goes on is between the President and the
 * speaker.
 *
 * @import { Moment } from "./phase.js"
 * @import { Floor } from "./types.js"
 */

/**
 * A moment as such a screen shows it.
 * @param {Floor} floor
 * @param {Moment} moment
 * @returns {Moment}
 */
export function uncounted(floor, moment) {
  const limit = floor.limit_ms;
  if (limit === null || moment.elapsed < limit) return moment;
  const phase = moment.phase === "overrun" ? "over" : moment.phase;
  return { ...moment, elapsed: limit, remaining: 0, phase };
}

/**
 * True if a time may be shown in figures on a screen that does not count past the
 * limit.
 * @param {number} used_ms
 * @param {number|null|undefined} limit_ms
 */
export function withinLimit(used_ms, limit_ms) {
  return typeof limit_ms !== "number" || used_ms <= limit_ms;
}
