/**
 * Sentences that several elements say.
 *
 * @import { Entry, Floor, Last, Meeting, News, Refusal, State } from "./types.js"
 */
import { lengthText } from "./format.js";
import { hasText, isolated, languageTag, t } from "./i18n.js";
import { nameOf } from "./names.js";
import { withinLimit } from "./phase.js";
import { untilText } from "./when.js";

/**
 * The final time of the statement that ended last.
 * @param {Last} last
 */
export function lastText(last) {
  const used = lengthText(last.used_ms);
  const delegation = nameOf(last);
  if (last.limit_ms === null || last.limit_ms === undefined) return t("last.unlimited", { delegation, used });
  return t("last.limited", { delegation, used, limit: lengthText(last.limit_ms) });
}

/**
 * Who has the floor, or why nobody has it.
 * @param {State} state
 * @param {Date|null} now
 * @param {boolean} [overtime] what exceeds a limit is told here
 */
export function floorText({ floor, meeting, last }, now, overtime = true) {
  const stopped = stoppedText(meeting, now);
  if (stopped) return stopped;
  if (floor?.unnamed) return t("kind.point-of-order");
  if (floor?.kind === "point-of-order") return t("pair", { what: t("kind.point-of-order"), about: nameOf(floor) });
  if (floor) return t("floor.has.name", { delegation: nameOf(floor) });
  const told = last && (overtime || withinLimit(last.used_ms, last.limit_ms));
  return told ? lastText(last) : t("floor.nobody");
}

/**
 * How many wait, and how many were heard.
 * @param {number} waiting
 * @param {number} heard
 */
export function countText(waiting, heard) {
  return `${t("list.waiting", { count: waiting })} · ${t("list.heard", { count: heard })}`;
}

/**
 * Where a line stands, or would stand, among those who wait.
 * @param {Entry[]} others
 * @param {number} at 0 is in front of all of them
 */
export function placeText(others, at) {
  const before = others[at];
  const place = at + 1;
  return before ? t("drag.before", { place, delegation: before.delegation }) : t("drag.end", { place });
}

/**
 * Who speaks, in one line: the speaker, and on whose behalf.
 * @param {{speaker?: string, on_behalf_of?: string}} row
 */
export function speakerText(row) {
  const parts = [];
  if (row.speaker) parts.push(isolated(row.speaker));
  if (row.on_behalf_of) parts.push(t("behalf", { group: row.on_behalf_of }));
  return parts.join(" · ");
}

/**
 * A statement whose clock stands, with what it had used.
 * @param {Floor} floor
 */
export function standingText(floor) {
  return `${isolated(nameOf(floor))} · ${usedText(floor.elapsed_ms, floor.limit_ms)}`;
}

/**
 * What was used, of how much.
 * @param {number} ms
 * @param {number|null|undefined} limit
 */
export function usedText(ms, limit) {
  const used = lengthText(ms);
  return typeof limit === "number" ? t("length.of", { used, limit: lengthText(limit) }) : used;
}

/**
 * What was done, by the name of its event.
 * @param {string} what
 */
export function didText(what) {
  return hasText(`did.${what}`) ? t(`did.${what}`) : what;
}

/**
 * Who did it.
 * @param {string} by a role, maybe with the name of its key or of its tablet: "chair (left of the President)"
 */
export function byText(by) {
  const [, known = by, name] = /^(\S+) \((.*)\)$/s.exec(by) ?? [];
  const role = hasText(`role.${known}`) ? t(`role.${known}`) : known;
  return name ? t("by.named", { role, name }) : role;
}

/**
 * What somebody else did, in two parts: what, and who and when.
 * @param {News} news
 * @param {Date|null} now
 */
export function newsWords({ what, by, at }, now) {
  const did = didText(what);
  const age = now ? Math.max(0, now.getTime() - Date.parse(at)) : 0;
  const whom = { by: byText(by) };
  let who = t("news.by.now", whom);
  if (age >= 60000) who = t("news.by.long", { ...whom, age: lengthText(age) });
  else if (age >= 1000) who = t("news.by", { ...whom, age: Math.floor(age / 1000) });
  return { what: did.charAt(0).toLocaleUpperCase(languageTag()) + did.slice(1), who };
}

/**
 * The same in one sentence, with whom it concerns.
 * @param {News} news
 * @param {Date|null} now
 */
export function newsText(news, now) {
  const { what, who } = newsWords(news, now);
  return `${news.about ? t("pair", { what, about: news.about }) : what} · ${who}`;
}

/**
 * Why a clock was stopped, as it was chosen or written.
 * @param {string} reason
 */
export function reasonText(reason) {
  return hasText(`reason.${reason}`) ? t(`reason.${reason}`) : reason;
}

/**
 * What stands in a refusal: a delegation that is not yet known has no name there.
 * @param {string|number} about
 */
function calledHere(about) {
  return about === "" ? t("delegation.unnamed") : about;
}

/**
 * A refusal in two sentences: what it means here, and why. The second one is as the
 * controller put it, in English, where this page does not know the reason. Where somebody
 * else was first it is no refusal for a person, but what happened.
 * @param {Refusal} refusal
 * @returns {{main: string, more: string, foreign: boolean}}
 */
export function refusalText(refusal) {
  const { instead, heard = null } = refusal;
  if (instead) return { main: newsText(instead, heard), more: "", foreign: false };
  const main = hasText(`refusal.${refusal.code}`) ? t(`refusal.${refusal.code}`) : t("refusal.other");
  const by = refusal.by ? ` ${t("refusal-by", { by: byText(refusal.by) })}` : "";
  const known = refusal.why !== undefined && hasText(`refused.${refusal.why}`);
  const more = known
    ? t(`refused.${refusal.why}`, Object.fromEntries((refusal.about ?? []).map(calledHere).entries()))
    : refusal.message;
  return { main: main + by, more, foreign: !known };
}

/**
 * Why the meeting stands, and until when; empty while it sits.
 * @param {Meeting} meeting
 * @param {Date|null} now
 */
export function stoppedText(meeting, now) {
  if (meeting.closed) return t("meeting.closed");
  if (!meeting.suspended) return "";
  const until = untilText(meeting.until, now);
  return until ? t("meeting.suspended.until", { until }) : t("meeting.suspended");
}
