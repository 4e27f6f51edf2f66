/**
 * What a forecast says to the President, in words and in places of the list: arithmetic.
 *
 * @import { Entry, Forecast, Rule } from "../../base/types.js"
 *
 * @typedef {(at: Date) => string} Clock a time of day as the page writes it
 *
 * @typedef {object} Zone of the list, by entries
 * @property {string|null} line before it time probably runs out
 * @property {Set<string>} grey where that is uncertain
 *
 * @typedef {object} Memory what was told of last
 * @property {string} ends the end of interpretation that it was about
 * @property {number} place of the line in the list then; −1 where none was
 * @property {boolean} hour the hour before the end was told
 */
import { t } from "../../base/i18n.js";

const FIVE_MINUTES = 5 * 60_000;
const HOUR = 60 * 60_000;
const MOVED = 5; // speakers
const FEW = 3; // heard: before that nobody has a pace
const OFFERED = 2; // limits that a sentence can bear
const USUAL_WARNING = 30_000; // before the limit, where there was none

/**
 * Rounded to five minutes, and never past.
 * @param {string} at
 * @param {number} now
 */
export function rounded(at, now) {
  const near = Math.round(Date.parse(at) / FIVE_MINUTES) * FIVE_MINUTES;
  return new Date(near < now ? Math.ceil(now / FIVE_MINUTES) * FIVE_MINUTES : near);
}

/**
 * When the list ends: at shorter limits, and at the pace so far.
 * @param {Forecast} forecast
 * @param {Clock} clock
 */
export function endsText(forecast, clock) {
  if (forecast.left === 0) return "";
  const now = Date.parse(forecast.now);
  const time = (/** @type {string} */ at) => clock(rounded(at, now));
  const { p10, p50, p90 } = forecast.list_ends;
  const at = { at: time(p50), from: time(p10), to: time(p90) };
  const known = forecast.basis.statements >= FEW;
  const [first, second] = shorter(forecast).slice(0, OFFERED);
  if (!first?.limit_ms) return known ? t("forecast.pace", at) : t("forecast.usual", at);
  const one = t("forecast.limit", { limit: minutesText(first.limit_ms), at: time(first.list_ends_p50) });
  const two = second?.limit_ms
    ? t("forecast.limit.then", { limit: minutesText(second.limit_ms), at: time(second.list_ends_p50) })
    : "";
  const all = { ...at, limits: one + two };
  return known ? t("forecast.limits.pace", all) : t("forecast.limits.usual", all);
}

/** @param {number} ms */
function minutesText(ms) {
  return t("forecast.minutes", { count: Math.round(ms / 6000) / 10 });
}

/**
 * The limits below the one in force, the longest first.
 * @param {Forecast} forecast
 */
export function shorter(forecast) {
  return forecast.if_limit.slice(1).filter((one) => one.limit_ms !== null);
}

/**
 * When interpretation ends, and how many are heard by then.
 * @param {Forecast} forecast
 * @param {Clock} clock
 */
export function byEndText(forecast, clock) {
  const { ends_by: ends, heard_by_end: heard, left } = forecast;
  if (!ends) return "";
  const end = clock(new Date(ends));
  if (Date.parse(ends) <= Date.parse(forecast.now)) return t("forecast.ended", { end });
  if (!heard || left === 0) return t("forecast.end", { end });
  if (forecast.line_before === null) return t("forecast.end.all", { end });
  return t("forecast.end.some", { end, heard: heard.p50, left, least: heard.p10, most: heard.p90 });
}

/**
 * Both in a few words: when the list probably ends, and when interpretation does.
 * @param {Forecast} forecast
 * @param {Clock} clock
 */
export function sumText({ ends_by: ends, list_ends: list, left, now }, clock) {
  const parts = [];
  if (left > 0) parts.push(t("day.list-ends", { at: clock(rounded(list.p50, Date.parse(now))) }));
  if (ends && Date.parse(ends) > Date.parse(now)) parts.push(t("day.until", { end: clock(new Date(ends)) }));
  return parts.join(" · ");
}

/**
 * Where in the list the time runs out.
 * @param {Forecast|null} forecast
 * @param {Entry[]} list
 * @returns {Zone}
 */
export function zoneOf(forecast, list) {
  /** @type {Set<string>} */
  const grey = new Set();
  const heard = forecast?.heard_by_end;
  const over = Date.parse(forecast?.ends_by ?? "") <= Date.parse(forecast?.now ?? "");
  if (!forecast || !heard || over) return { line: null, grey };
  const waiting = list.filter((row) => row.status === "waiting");
  for (const row of waiting.slice(heard.p10, heard.p90)) grey.add(row.entry);
  const line = waiting.some((row) => row.entry === forecast.line_before) ? (forecast.line_before ?? null) : null;
  return { line, grey };
}

/**
 * Whether there is something to be told now, while something can still be done: an hour
 * before the end, and when the line has moved by more than five speakers.
 * @param {Memory|null} memory
 * @param {Forecast} forecast
 * @param {Entry[]} list
 * @returns {{memory: Memory, tells: boolean}}
 */
export function noticed(memory, forecast, list) {
  const ends = forecast.ends_by ?? "";
  const found = list.findIndex((row) => row.entry === forecast.line_before);
  const left = Date.parse(ends) - Date.parse(forecast.now);
  const place = found < 0 ? list.length : found; // all are heard: the line is below the last
  const before = memory?.ends === ends ? memory : { ends, place, hour: false };
  if (!(left > 0) || found < 0 || shorter(forecast).length === 0) {
    return { memory: { ...before, place: ends ? place : -1 }, tells: false };
  }
  const hour = left <= HOUR;
  const tells = (hour && !before.hour) || Math.abs(place - before.place) > MOVED;
  return { memory: tells ? { ends, place, hour: before.hour || hour } : before, tells };
}

/**
 * The limit for all that lets the list end in time, else the shortest there is.
 * @param {Forecast} forecast
 */
export function limitToOffer(forecast) {
  const limits = shorter(forecast);
  const ends = Date.parse(forecast.ends_by ?? "");
  return (limits.find((one) => Date.parse(one.list_ends_p50) <= ends) ?? limits.at(-1))?.limit_ms ?? null;
}

/**
 * The rules that give nobody more than a limit: the light comes on as long before it as it
 * did, but not in the first half. Points of order stay as they are.
 * @param {Rule[]} kinds
 * @param {number} limit
 */
export function limitForAll(kinds, limit) {
  return kinds
    .filter((rule) => rule.kind !== "point-of-order" && (rule.limit_ms === null || rule.limit_ms > limit))
    .map((rule) => {
      const before = rule.limit_ms === null ? USUAL_WARNING : rule.limit_ms - (rule.warning_ms ?? rule.limit_ms);
      const warning = Math.max(limit - before, limit / 2);
      return { kind: rule.kind, limit_ms: limit, warning_ms: warning, grace_ms: rule.grace_ms ?? USUAL_WARNING };
    });
}
