/**
 * What holds at an instant, from the snapshot alone: pure arithmetic, the same
 * as the controller's. No tick is needed for any of it.
 *
 * @import { Floor, Phase, Signal } from "./types.js"
 *
 * @typedef {object} Moment
 * @property {number} elapsed milliseconds used, pauses left out
 * @property {number|null} remaining negative past the limit, null without one
 * @property {Phase} phase
 * @property {Signal} signal
 * @property {boolean} lit the level of the light at this very instant
 * @property {boolean} paused
 * @property {boolean} running
 */

export const SECOND = 1000;
/** The light is lit for so long of each second, and dark for as long. */
export const HALF_FLASH = 500;

/** @type {Record<Phase, Signal>} */
const USUAL = { ready: "dark", speaking: "dark", warning: "flash", over: "flash", overrun: "steady" };

/**
 * @param {Floor} floor
 * @param {number} now steady instant
 */
function elapsedAt(floor, now) {
  if (floor.zero_ms === null) return floor.elapsed_ms;
  return Math.max(0, now - floor.zero_ms);
}

/**
 * Elapsed time at which the President is prompted; null without a limit.
 * @param {Floor} floor
 */
export function overrunMark(floor) {
  return floor.limit_ms === null ? null : floor.limit_ms + (floor.grace_ms ?? 0);
}

/**
 * Elapsed time from which flashes are counted; null without a limit.
 * @param {Floor} floor
 */
export function warningMark(floor) {
  if (floor.limit_ms === null) return null;
  return Math.min(floor.warning_ms ?? floor.limit_ms, floor.limit_ms);
}

/**
 * @param {Floor} floor
 * @param {number} elapsed
 * @returns {Phase}
 */
function phaseAt(floor, elapsed) {
  if (floor.phase === "ready") return "ready";
  const overrun = overrunMark(floor);
  if (floor.limit_ms === null || overrun === null) return "speaking";
  if (elapsed >= overrun) return "overrun";
  if (elapsed >= floor.limit_ms) return "over";
  if (floor.warning_ms !== null && elapsed >= floor.warning_ms) return "warning";
  return "speaking";
}

/**
 * @param {Floor} floor
 * @param {Phase} phase
 * @returns {Signal}
 */
function signalAt(floor, phase) {
  if (phase === "ready" || floor.paused || floor.limit_ms === null) return "dark";
  return floor.signals?.[phase] ?? USUAL[phase];
}

/**
 * The level of the light: half a second of every second is lit, counted from
 * the warning mark, so that every light in the room flashes together.
 * @param {Floor} floor
 * @param {Signal} signal
 * @param {number} elapsed
 */
function litAt(floor, signal, elapsed) {
  if (signal !== "flash") return signal === "steady";
  const since = elapsed - (warningMark(floor) ?? 0);
  return ((since % SECOND) + SECOND) % SECOND < HALF_FLASH;
}

/**
 * @param {Floor} floor
 * @param {number} now steady instant
 * @returns {Moment}
 */
export function momentAt(floor, now) {
  const elapsed = elapsedAt(floor, now);
  const phase = phaseAt(floor, elapsed);
  const signal = signalAt(floor, phase);
  return {
    elapsed,
    remaining: floor.limit_ms === null ? null : floor.limit_ms - elapsed,
    phase,
    signal,
    lit: litAt(floor, signal, elapsed),
    paused: floor.paused,
    running: floor.zero_ms !== null,
  };
}

/**
 * What is to be drawn at an instant so that it is seen at its own: light leaves a
 * screen about a frame and a half after it was drawn. The end of the time is never
 * shown early.
 * @param {Floor} floor
 * @param {number} now steady instant
 * @param {number} lead milliseconds
 */
export function leadingAt(floor, now, lead) {
  const present = momentAt(floor, now);
  const ahead = momentAt(floor, now + lead);
  const ends = (present.remaining ?? 0) > 0 && (ahead.remaining ?? 0) <= 0;
  return ends ? present : ahead;
}

/**
 * A moment as a screen shows it that does not count past the limit: some rooms want it
 * so in public. 0:00 and the word stand there, and how long it goes on is between the
 * President and the speaker.
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
