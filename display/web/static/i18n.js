/**
 * Texts. Every word on a page comes from a language file, so that a language
 * is added by adding a file and its name here.
 */

/**
 * Each language by its own name, as its file says too.
 * @type {Record<string, string>}
 */
export const LANGUAGES = { en: "English", zh: "中文" };

const REMEMBERED = "rostrum.language";

/**
 * A text, or its forms by the plural categories of its language (Unicode CLDR).
 * @typedef {string|Partial<Record<Intl.LDMLPluralRule, string>>} Text
 */

/** @type {Record<string, Text>} */
let texts = {};
let code = "en";
let plurals = new Intl.PluralRules("en");
let numbers = new Intl.NumberFormat("en");

/** The language in use: a key of LANGUAGES. */
export function language() {
  return code;
}

/** The tag of that language for the browser's own formatting. */
export function languageTag() {
  return t("language.tag");
}

/** Load the language that was asked for, remembered, or is the browser's. */
export async function loadLanguage() {
  code = choose();
  const answer = await fetch(new URL(`../lang/${code}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`language file ${code}: ${answer.status}`);
  texts = await answer.json();
  plurals = new Intl.PluralRules(languageTag());
  // One kind of digits on a screen: those of the clock and of the name plates.
  numbers = new Intl.NumberFormat(`${languageTag()}-u-nu-latn`);
  document.documentElement.lang = languageTag();
  document.documentElement.dir = t("language.dir");
}

/** @returns {string} */
function choose() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked && asked in LANGUAGES) {
    remember(asked);
    return asked;
  }
  for (const tag of [recall(), ...(navigator.languages ?? [])]) {
    const base = (tag ?? "").split("-")[0] ?? "";
    if (base in LANGUAGES) return base;
  }
  return "en";
}

/** @param {string} chosen */
function remember(chosen) {
  try {
    localStorage.setItem(REMEMBERED, chosen);
  } catch {
    // A private window may refuse to remember; the address still says it.
  }
}

function recall() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

/**
 * The text of a key, with its {placeholders} filled in. A {value:family} is a word
 * that came from outside and has a text of its own, as `family.value`. The form of a
 * plural follows `count`.
 * @param {string} key
 * @param {Record<string, string|number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const text = texts[key] ?? key;
  const form = typeof text === "string" ? text : (text[plurals.select(Number(values.count))] ?? text.other ?? key);
  return form.replace(/\{(\w+)(?::([a-z-]+))?\}/g, (whole, name, family) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (typeof value === "number") return numbers.format(value);
    return family && hasText(`${family}.${value}`) ? t(`${family}.${value}`) : value;
  });
}

/**
 * True if the language file has a text for a key that came from outside.
 * @param {string} key
 */
export function hasText(key) {
  return key in texts;
}

/**
 * Fill the texts that the HTML names: data-t is the content, data-t-title,
 * data-t-label and data-t-placeholder are attributes.
 * @param {ParentNode} root
 */
export function applyTexts(root) {
  for (const el of root.querySelectorAll("[data-t]")) el.textContent = t(el.getAttribute("data-t") ?? "");
  for (const el of root.querySelectorAll("[data-t-label]")) {
    el.setAttribute("aria-label", t(el.getAttribute("data-t-label") ?? ""));
  }
  for (const el of root.querySelectorAll("[data-t-title]")) {
    el.setAttribute("title", t(el.getAttribute("data-t-title") ?? ""));
  }
}
