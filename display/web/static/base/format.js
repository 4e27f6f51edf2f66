/**
 * Times as people read them. Digits are the same in every language of the
 * pages, so nothing here depends on one.
 *
 * @import { Moment } from "./phase.js"
 * @typedef {"remaining"|"over"|"elapsed"} Counting
 */

const LONGEST = 99 * 3600 + 59 * 60 + 59;

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/**
 * m:ss below an hour, h:mm:ss from there.
 * @param {number} seconds whole seconds
 */
export function clockText(seconds) {
  const s = Math.min(Math.max(0, seconds), LONGEST);
  const hours = Math.floor(s / 3600);
  const minutes = Math.floor(s / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}

/**
 * A length of time, as used or allotted.
 * @param {number} ms
 */
export function lengthText(ms) {
  return clockText(Math.floor(ms / 1000));
}

/**
 * The big digits. Remaining time is rounded up, so that the whole limit shows
 * at the start and 0:00 exactly at the limit; what lies past it is rounded
 * down, so that the two meet without a second lost.
 * @param {Moment} moment
 * @returns {{sign: string, digits: string, counting: Counting}}
 */
export function bigTime(moment) {
  if (moment.remaining === null) {
    return { sign: "", digits: lengthText(moment.elapsed), counting: "elapsed" };
  }
  if (moment.remaining > 0) {
    return { sign: "", digits: clockText(Math.ceil(moment.remaining / 1000)), counting: "remaining" };
  }
  const over = Math.floor(-moment.remaining / 1000);
  return { sign: over > 0 ? "+" : "", digits: clockText(over), counting: "over" };
}

/**
 * The signed text of a correction to the limit: +30 s, −1 min.
 * @param {number} ms
 */
export function signedText(ms) {
  return (ms < 0 ? "−" : "+") + lengthText(Math.abs(ms));
}

/**
 * Milliseconds of what was written as minutes, minutes:seconds or
 * hours:minutes:seconds; null for nothing, NaN for what is none of these.
 * @param {string} text
 */
export function parseLength(text) {
  if (text.trim() === "") return null;
  const parts = text.trim().split(/[:：.,\s]+/);
  if (parts.length > 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) return Number.NaN;
  const [first = 0, ...rest] = parts.map(Number);
  if (rest.some((part) => part > 59)) return Number.NaN;
  if (rest.length === 2) return ((first * 60 + (rest[0] ?? 0)) * 60 + (rest[1] ?? 0)) * 1000;
  return (first * 60 + (rest[0] ?? 0)) * 1000;
}
