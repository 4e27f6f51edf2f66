/** Text as it is compared, however somebody writes it. */

/** Letters that no mark makes: they are found by the plain ones that people type. */
/** @type {Record<string, string>} */
const PLAIN = { ı: "i", ß: "ss", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", æ: "ae", œ: "oe", ə: "e", ى: "ي", ة: "ه" };
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");
const APOSTROPHES = /['\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02be\u02bf\u055a\uff07`\u00b4\u2032]/g;
const DASHES = /[\u2010-\u2015\u2212_-]/g;

/**
 * Text as it is compared: without marks, case, apostrophes and dashes.
 * @param {string} text
 */
export function fold(text) {
  return text
    .replace(APOSTROPHES, "")
    .replace(DASHES, " ")
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .toLowerCase()
    .replace(SPECIAL, (letter) => PLAIN[letter] ?? letter)
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * The words that were typed.
 * @param {string} query
 */
export function wordsOf(query) {
  return fold(query).split(" ").filter(Boolean);
}
