/**
 * What a file would change, said in words.
 *
 * @import { FileChange, ListColumn, ListDoubt, Refusal } from "../../base/types.js"
 *
 * @typedef {object} Names how delegations are called
 * @property {(entry: string) => string} line of the list
 * @property {string} language of the file; empty where that is not known
 */
import { enumerated, hasText, isolated, language, languageTag, t } from "../../base/i18n.js";
import { nameOf } from "../../base/names.js";
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
 * What the file says in a field: a level that is read of a post is a guess, and the States
 * of a group are counted.
 * @param {string} field
 * @param {FileChange} change
 */
function filedText(field, { now = {}, level_guessed, now_for }) {
  const text = valueText(field, now[field] ?? "");
  if (field === "level" && level_guessed) return t("import.guess", { level: text });
  return field === "on_behalf_of" ? counted(text, now_for) : text;
}

/**
 * @param {string} text on whose behalf
 * @param {number} [count] of States; none where nobody knows
 */
function counted(text, count) {
  return count ? `${text} · ${t("import.members", { count })}` : text;
}

/**
 * One field of a line that is there already.
 * @param {string} field
 * @param {FileChange} change
 */
function fieldChangeText(field, change) {
  const { [field]: was = "" } = change.was ?? {};
  const { [field]: now = "" } = change.now ?? {};
  if (field === "on_behalf_of") {
    if (!now) return t("import.behalf.gone", { was });
    return counted(was ? t("import.behalf.other", { now, was }) : t("import.behalf", { now }), change.now_for);
  }
  if (field === "delegation") return t("import.renamed", { was, now });
  const words = { field: fieldText(field), was: valueText(field, was), now: filedText(field, change) };
  if (!was) return t("import.value.new", words);
  return now ? t("import.value", words) : t("import.value.gone", words);
}

/**
 * Who is meant, under the name that the list has now or, of what is added, the file's: in
 * the language of the page, as the list will have it.
 * @param {FileChange} change
 * @param {Names} names
 */
export function whoText({ entry, was = {}, now = {}, state }, names) {
  const listed = entry && names.line(entry);
  if (listed) return listed;
  const said = { ...was, ...now };
  const inLanguages = Object.entries(said).filter(([field]) => field.startsWith(NAMES));
  const others = Object.fromEntries(inLanguages.map(([field, name]) => [field.slice(NAMES.length), name]));
  return nameOf({ delegation: said.delegation ?? "", names: others, state }, names.language);
}

/**
 * Whom a line followed, and is to follow; empty is nobody.
 * @param {FileChange} change
 * @param {Names} names
 */
function placesOf({ was = {}, now = {}, was_after, now_after }, names) {
  return {
    was: (was_after && names.line(was_after)) || was.after || "",
    now: (now_after && names.line(now_after)) || now.after || "",
  };
}

/**
 * What becomes of a line, in short sentences.
 * @param {FileChange} one
 * @param {Names} names
 * @returns {string[]}
 */
export function changeTexts(one, names) {
  const { change, was = {}, now = {} } = one;
  if (change === "moved") return [movedText(placesOf(one, names))];
  if (change === "changed") {
    return Object.keys(now).map((field) => fieldChangeText(field, one));
  }
  const line = change === "added" ? now : was;
  // A post says more than a level, but for one that is only guessed of it.
  const said = ["capacity", "title", "level", "speaker"]
    .filter((field) => line[field] && (field !== "level" || !line.title || one.level_guessed))
    .map((field) => (change === "added" ? filedText(field, one) : valueText(field, line[field] ?? "")));
  if (line.kind && line.kind !== "state") said.unshift(valueText("kind", line.kind));
  if (line.on_behalf_of) said.push(counted(t("behalf", { group: line.on_behalf_of }), one.now_for));
  return said.length > 0 ? [said.join(" · ")] : [];
}

/** @param {{was: string, now: string}} after the delegations; empty is the first */
function movedText({ was, now }) {
  if (!now) return t("import.moved.first", { was });
  return was ? t("import.moved", { was, now }) : t("import.moved.from-first", { now });
}

/**
 * The two sides of what file and hand have changed.
 * @param {FileChange} one
 * @param {Names} names
 * @returns {{what: string, file: string, hand: string}[]}
 */
export function sidesOf(one, names) {
  const { change, was = {}, now = {} } = one;
  if (change === "withdrawn") return [{ what: "", file: t("import.side.left-out"), hand: t("import.side.changed") }];
  if (change === "moved") {
    const place = (/** @type {string} */ after) =>
      after ? t("import.after", { delegation: after }) : t("import.first");
    const after = placesOf(one, names);
    return [{ what: t("import.place"), file: place(after.now), hand: place(after.was) }];
  }
  const hand = (/** @type {string} */ field) => valueText(field, was[field] ?? "");
  return Object.keys(now).map((field) => ({
    what: fieldText(field),
    file: filedText(field, one),
    hand: field === "on_behalf_of" ? counted(hand(field), one.was_for) : hand(field),
  }));
}

/** @param {ListColumn} column */
export function columnText({ heading, letter }) {
  return heading ? isolated(heading) : t("import.unheaded", { letter });
}

/** So many different values are named in a sentence; all are where it is opened. */
const NAMED = 3;

/**
 * What is in doubt. Where the page has no words for it, the controller's.
 * @param {ListDoubt} doubt
 * @returns {{text: string, foreign: boolean}}
 */
export function doubtText({ code, column = "", about, message, values = [], different = 0 }) {
  const words = named(about);
  if (values.length > 0) {
    const first = values.slice(0, NAMED).map(({ value }) => valueText(column, value));
    words[0] = andMore(enumerated(first), different - first.length);
  }
  const text = hasText(`import-doubt.${code}`) ? t(`import-doubt.${code}`, words) : "";
  // Where the sentence wants to name what was not told, the controller's own is better.
  return text && !/\{\d/.test(text) ? { text, foreign: false } : { text: message, foreign: true };
}

/**
 * Where it stands in the file.
 * @param {{lines: number[], cells?: string[], count: number}} doubt
 */
export function placesText({ lines, cells = [], count }) {
  const places = cells.length > 0 ? cells : lines.filter((line) => line > 0).map(String);
  if (places.length === 0) return "";
  const list = isolated(enumerated(places));
  const said = cells.length > 0 ? t("import.cells", { list }) : t("import.lines", { list });
  return andMore(said, count - places.length);
}

/**
 * @param {string} said
 * @param {number} more that are not named
 */
export function andMore(said, more) {
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
  return /** @type {Record<string, string|number>} */ (Object.fromEntries(about.entries()));
}
