/**
 * What notices and doubts say, in the page's language. What it does not know is as the
 * controller put it, in English.
 *
 * @import { DoubtGroup, DoubtLine, Notice } from "../../base/types.js"
 *
 * @typedef {{text: string, foreign: boolean}} Said
 */
import { hasText, t } from "../../base/i18n.js";

/**
 * @param {Notice} notice
 * @returns {Said}
 */
export function noticeText({ code, message, about = "" }) {
  const known = hasText(`notice.${code}`);
  return { text: known ? t(`notice.${code}`, { about }) : message, foreign: !known };
}

/** What is doubted of a column and not of a line. */
const COLUMNS = new Set(["no-heading", "ignored-column", "other-language"]);

/**
 * How many lines or columns it is about.
 * @param {DoubtGroup} group
 */
export function countText({ code, count }) {
  return COLUMNS.has(code) ? t("doubts.columns", { count }) : t("doubts.lines", { count });
}

/**
 * What is doubted of all lines of a group: about the same thing, or each about its own.
 * @param {DoubtGroup} group
 * @returns {Said}
 */
export function groupText({ code, about, message, count }) {
  const alike = about || count === 1 || !hasText(`doubt.${code}.many`);
  const key = alike ? `doubt.${code}` : `doubt.${code}.many`;
  if (!hasText(key)) return { text: message, foreign: true };
  return { text: t(key, filled(about ?? [])), foreign: false };
}

/**
 * Where one of them stands, and what it is about where that is its own.
 * @param {DoubtLine} line
 * @param {DoubtGroup} group
 * @returns {{place: string, own: Said|null}}
 */
export function lineText({ line, column, cell, about = [], message }, group) {
  const place = cell ? t("doubts.cell", { cell }) : t("doubts.line", { line, column });
  if (group.about || group.count === 1) return { place, own: null };
  const key = `doubt.${group.code}`;
  if (!hasText(key)) return { place, own: message ? { text: message, foreign: true } : null };
  return { place, own: about.length > 0 ? { text: t(key, filled(about)), foreign: false } : null };
}

/** @param {string[]} about */
function filled(about) {
  return Object.fromEntries(about.map((value, i) => [i, value]));
}
