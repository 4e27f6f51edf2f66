/**
 * What a file would change, said in words.
 *
 * @import { FileChange, ListColumn, ListDoubt, Refusal } from "../../base/types.js"
 */
import { enumerated, hasText, isolated, language, languageTag, t } from "../../base/i18n.js";
import { refusalText } from "../../base/words.js";

const NAMES = "delegation_";

/**
 * What a column can be taken as.
 * @param {string} field
 */
export function fieldText(field) {
  if (field.startsWith(NAMES)) return t("import-field.name-in", { language: languageText(field.slice(NAMES.length)) });
  const key = field.replaceAll("_", "-");
  return hasText(`import-field.${key}`) ? t(`import-field.${key}`) : field;
}

/** @param {string} code */
function languageText(code) {
  try {
    return new Intl.DisplayNames([languageTag()], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** The fields whose values are words of the controller's own. */
const WORDS = new Set(["kind", "capacity", "level", "letter", "status"]);

/**
 * @param {string} field
 * @param {string} value
 */
export function valueText(field, value) {
  const key = `${field}.${value}`;
  if (WORDS.has(field) && hasText(key)) return t(key);
  return value === "" ? t("import.nothing") : isolated(value);
}

/**
 * One field of a line that is there already.
 * @param {string} field
 * @param {string} was
 * @param {string} now
 */
export function fieldChangeText(field, was, now) {
  if (field === "on_behalf_of") {
    if (!now) return t("import.behalf.gone", { was });
    return was ? t("import.behalf.other", { now, was }) : t("import.behalf", { now });
  }
  if (field === "delegation") return t("import.renamed", { was });
  const words = { field: fieldText(field), was: valueText(field, was), now: valueText(field, now) };
  if (!was) return t("import.value.new", words);
  return now ? t("import.value", words) : t("import.value.gone", words);
}

/**
 * Who is meant, under the name that the list has now or, of what is added, the file's.
 * @param {FileChange} change
 * @param {(entry: string) => string} nameOf of a line of the list
 */
export function whoText({ entry, was, now }, nameOf) {
  return (entry && nameOf(entry)) || now?.delegation || was?.delegation || "";
}

/**
 * What becomes of a line, in short sentences.
 * @param {FileChange} change
 * @returns {string[]}
 */
export function changeTexts({ change, was = {}, now = {} }) {
  if (change === "moved") return [movedText(was.after ?? "", now.after ?? "")];
  if (change === "changed") {
    return Object.keys(now).map((field) => fieldChangeText(field, was[field] ?? "", now[field] ?? ""));
  }
  const line = change === "added" ? now : was;
  // A post says more than the level that is read of it.
  const said = ["capacity", line.title ? "title" : "level", "speaker"]
    .filter((field) => line[field])
    .map((field) => valueText(field, line[field] ?? ""));
  if (line.kind && line.kind !== "state") said.unshift(valueText("kind", line.kind));
  if (line.on_behalf_of) said.push(t("behalf", { group: line.on_behalf_of }));
  return said.length > 0 ? [said.join(" · ")] : [];
}

/**
 * @param {string} was the delegation that it followed; empty is the first
 * @param {string} now
 */
function movedText(was, now) {
  if (!now) return t("import.moved.first", { was });
  return was ? t("import.moved", { was, now }) : t("import.moved.from-first", { now });
}

/**
 * The two sides of what file and hand have changed.
 * @param {FileChange} change
 * @returns {{what: string, file: string, hand: string}[]}
 */
export function sidesOf({ change, was = {}, now = {} }) {
  if (change === "withdrawn") return [{ what: "", file: t("import.side.left-out"), hand: t("import.side.changed") }];
  if (change === "moved") {
    const place = (/** @type {string} */ after) =>
      after ? t("import.after", { delegation: after }) : t("import.first");
    return [{ what: t("import.place"), file: place(now.after ?? ""), hand: place(was.after ?? "") }];
  }
  return Object.keys(now).map((field) => ({
    what: fieldText(field),
    file: valueText(field, now[field] ?? ""),
    hand: valueText(field, was[field] ?? ""),
  }));
}

/** @param {ListColumn} column */
export function columnText({ heading, letter }) {
  return heading ? isolated(heading) : t("import.unheaded", { letter });
}

/**
 * What is in doubt. Where the page has no words for it, the controller's.
 * @param {ListDoubt} doubt
 * @returns {{text: string, foreign: boolean}}
 */
export function doubtText({ code, about, message }) {
  const text = hasText(`import-doubt.${code}`) ? t(`import-doubt.${code}`, named(about)) : "";
  // Where the sentence wants to name what was not told, the controller's own is better.
  return text && !/\{\d/.test(text) ? { text, foreign: false } : { text: message, foreign: true };
}

/**
 * Where it stands in the file.
 * @param {ListDoubt} doubt
 */
export function placesText({ lines, cells = [], count }) {
  const places = cells.length > 0 ? cells : lines.filter((line) => line > 0).map(String);
  if (places.length === 0) return "";
  const list = isolated(enumerated(places));
  const said = cells.length > 0 ? t("import.cells", { list }) : t("import.lines", { list });
  const more = count - places.length;
  return more > 0 ? `${said} ${t("import.more", { count: more })}` : said;
}

/**
 * Why a file was not read. The controller's own sentence says where in the file; a page in
 * another language says its own first.
 * @param {Refusal} refusal
 * @returns {{main: string, more: string}} more is English
 */
export function fileRefusalText(refusal) {
  const code = refusal.why?.startsWith("file.") ? refusal.why.slice("file.".length) : "";
  if (!code) {
    const { main, more, foreign } = refusalText(refusal);
    return { main: foreign || !more ? main : more, more: foreign ? more : "" };
  }
  const known = hasText(`import-refused.${code}`);
  if (refusal.message && (language() === "en" || !known)) return { main: refusal.message, more: "" };
  return { main: t(`import-refused.${code}`, named(refusal.about)), more: refusal.message };
}

/**
 * What stands in a sentence, by its place in it.
 * @param {(string|number)[]} [about]
 */
function named(about = []) {
  return Object.fromEntries(about.entries());
}
