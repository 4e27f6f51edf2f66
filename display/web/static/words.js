/**
 * Sentences that several elements say.
 *
 * @typedef {import("./types.js").Last} Last
 * @typedef {import("./types.js").Entry} Entry
 */
import { lengthText } from "./format.js";
import { t } from "./i18n.js";

/**
 * The final time of the statement that ended last.
 * @param {Last} last
 */
export function lastText(last) {
  const used = lengthText(last.used_ms);
  if (last.limit_ms === null || last.limit_ms === undefined) {
    return t("last.unlimited", { delegation: last.delegation, used });
  }
  return t("last.limited", { delegation: last.delegation, used, limit: lengthText(last.limit_ms) });
}

/**
 * Who speaks, in one line: the speaker, and on whose behalf.
 * @param {{speaker?: string, on_behalf_of?: string}} row
 */
export function speakerText(row) {
  const parts = [];
  if (row.speaker) parts.push(row.speaker);
  if (row.on_behalf_of) parts.push(t("behalf", { group: row.on_behalf_of }));
  return parts.join(" · ");
}
