/*
 * The gallery for old browsers: what holds at an instant, and what the controller's clock
 * says, as base/phase.js, base/format.js and link/clock.js compute it for all others. The
 * files of this room are no modules; each has what stands above it in the page.
 */
"use strict";

var SECOND = 1000;
var LONGEST_S = 99 * 3600 + 59 * 60 + 59;

/**
 * @typedef {object} OldMoment
 * @property {number} elapsed milliseconds used, pauses left out
 * @property {number|null} remaining negative past the limit, null without one
 * @property {string} phase
 * @property {boolean} paused
 * @property {boolean} running
 */

/** @param {any} floor */
function overrunMark(floor) {
  return floor.limit_ms === null ? null : floor.limit_ms + (floor.grace_ms || 0);
}

/** @param {any} floor */
function warningMark(floor) {
  if (floor.limit_ms === null) return null;
  return floor.warning_ms === null ? floor.limit_ms : Math.min(floor.warning_ms, floor.limit_ms);
}

/**
 * @param {any} floor
 * @param {number} elapsed
 */
function phaseAt(floor, elapsed) {
  if (floor.phase === "ready") return "ready";
  if (floor.limit_ms === null) return "speaking";
  if (elapsed >= Number(overrunMark(floor))) return "overrun";
  if (elapsed >= floor.limit_ms) return "over";
  if (floor.warning_ms !== null && elapsed >= floor.warning_ms) return "warning";
  return "speaking";
}

/**
 * @param {any} floor
 * @param {number} now steady instant of the controller
 * @returns {OldMoment}
 */
function momentAt(floor, now) {
  var running = floor.zero_ms !== null;
  var elapsed = running ? Math.max(0, now - floor.zero_ms) : floor.elapsed_ms;
  return {
    elapsed: elapsed,
    remaining: floor.limit_ms === null ? null : floor.limit_ms - elapsed,
    phase: phaseAt(floor, elapsed),
    paused: floor.paused,
    running: running,
  };
}

/**
 * A moment as a room shows it that does not count past the limit in public.
 * @param {any} floor
 * @param {OldMoment} moment
 * @returns {OldMoment}
 */
function uncounted(floor, moment) {
  if (floor.limit_ms === null || moment.elapsed < floor.limit_ms) return moment;
  return {
    elapsed: floor.limit_ms,
    remaining: 0,
    phase: moment.phase === "overrun" ? "over" : moment.phase,
    paused: moment.paused,
    running: moment.running,
  };
}

/**
 * @param {number} used
 * @param {number|null|undefined} limit
 */
function withinLimit(used, limit) {
  return typeof limit !== "number" || used <= limit;
}

/** @param {number} n */
function two(n) {
  return n < 10 ? "0" + n : String(n);
}

/**
 * m:ss below an hour, h:mm:ss from there.
 * @param {number} seconds whole seconds
 */
function clockText(seconds) {
  var s = Math.min(Math.max(0, seconds), LONGEST_S);
  var hours = Math.floor(s / 3600);
  var minutes = Math.floor(s / 60) % 60;
  return hours > 0 ? hours + ":" + two(minutes) + ":" + two(s % 60) : minutes + ":" + two(s % 60);
}

/** @param {number} ms */
function lengthText(ms) {
  return clockText(Math.floor(ms / SECOND));
}

/**
 * The big digits: what remains is rounded up and what lies past the limit down, so that
 * 0:00 stands there exactly at the limit.
 * @param {OldMoment} moment
 */
function bigTime(moment) {
  if (moment.remaining === null) return { sign: "", digits: lengthText(moment.elapsed) };
  if (moment.remaining > 0) return { sign: "", digits: clockText(Math.ceil(moment.remaining / SECOND)) };
  var over = Math.floor(-moment.remaining / SECOND);
  return { sign: over > 0 ? "+" : "", digits: clockText(over) };
}

/** Milliseconds of this browser's own clock, by one that nobody sets where it has one. */
function ownClock() {
  return window.performance && performance.now ? performance.now() : Date.now();
}

var KEPT = 12; // answers that the estimate rests on
var STALE_MS = 3000; // by which an answer may be older than it looks, whoever kept it

/**
 * The controller's steady clock, from stamps of answers. A stamp is never later than that
 * clock, so the one that lies furthest ahead is the best; what was kept on the way lies
 * behind and does no harm.
 *
 * @typedef {object} OldClock
 * @property {number[]} samples by how much stamps lay ahead of this browser's clock
 * @property {number} offset
 * @property {number} last stamp
 */

/** @returns {OldClock} */
function newClock() {
  return { samples: [], offset: 0, last: -1 };
}

/**
 * Take the stamp of an answer; false for one that was here before: it was kept on the way
 * and says nothing of the present.
 * @param {OldClock} clock
 * @param {number} stamp
 * @param {number} came local instant
 * @param {number} trip how long it was waited for
 */
function takeStamp(clock, stamp, came, trip) {
  if (!isFinite(stamp) || stamp === clock.last) return false;
  clock.last = stamp;
  var sample = stamp - came;
  // Too far behind for any keeping: this browser's clock was put forward.
  if (clock.samples.length > 0 && sample < clock.offset - STALE_MS - trip) clock.samples = [];
  clock.samples.push(sample);
  if (clock.samples.length > KEPT) clock.samples.shift();
  clock.offset = Math.max.apply(null, clock.samples);
  return true;
}

/**
 * The controller's steady instant at a local one.
 * @param {OldClock} clock
 * @param {number} local
 */
function steadyAt(clock, local) {
  return local + clock.offset;
}
