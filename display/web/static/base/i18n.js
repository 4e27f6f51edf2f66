/**
 * Texts. Every word on a page comes from a language file, so that a language
 * is added by adding a file and its name here.
 */

/**
 * Each language by its own name, as its file says too.
 * @type {Record<string, string>}
 */
export const LANGUAGES = { ar: "العربية", zh: "中文", en: "English", fr: "Français", ru: "Русский", es: "Español" };

const REMEMBERED = "rostrum.language";

/**
 * A text, or its forms by the plural categories of its language (Unicode CLDR).
 * @typedef {string|Partial<Record<Intl.LDMLPluralRule, string>>} Text
 *
 * @typedef {object} Tongue a language with all that is said in it
 * @property {string} code a key of LANGUAGES
 * @property {string} tag for the browser's own formatting
 * @property {string} dir
 * @property {Record<string, Text>} texts
 * @property {Intl.PluralRules} plurals
 * @property {Intl.NumberFormat} numbers
 */

/** @type {Tongue} */
let tongue = tongueOf("en", {});

/** @type {Map<string, Promise<Tongue>>} */
const loaded = new Map();

/**
 * @param {string} code
 * @param {Record<string, Text>} texts
 * @returns {Tongue}
 */
function tongueOf(code, texts) {
  const tag = String(texts["language.tag"] ?? code);
  return {
    code,
    tag,
    dir: String(texts["language.dir"] ?? "ltr"),
    texts,
    plurals: new Intl.PluralRules(tag),
    // One kind of digits on a screen: those of the clock and of the name plates.
    numbers: new Intl.NumberFormat(`${tag}-u-nu-latn`),
  };
}

/** The language in use: a key of LANGUAGES. */
export function language() {
  return tongue.code;
}

/** The tag of that language for the browser's own formatting. */
export function languageTag() {
  return tongue.tag;
}

/**
 * Load a language, once.
 * @param {string} code
 * @returns {Promise<Tongue>}
 */
export function loadTongue(code) {
  let loading = loaded.get(code);
  if (!loading) {
    loading = Promise.all(files(code).map(fetchTexts)).then((all) => tongueOf(code, Object.assign({}, ...all)));
    loading.catch(() => loaded.delete(code)); // the next time may succeed
    loaded.set(code, loading);
  }
  return loading;
}

/** The pages that say what no other does, and where that is: a hall need not load it. @type {Record<string, string>} */
const OWN = { chair: "console", when: "when", booth: "booth", lobby: "lobby", overflow: "lobby" };

/**
 * What all pages say, and what only this one does.
 * @param {string} code
 */
function files(code) {
  const own = OWN[document.body?.dataset.page ?? ""];
  return own ? [`${code}.json`, `${own}/${code}.json`] : [`${code}.json`];
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, Text>>}
 */
async function fetchTexts(file) {
  const answer = await fetch(new URL(`../../lang/${file}`, import.meta.url));
  if (!answer.ok) throw new Error(`language file ${file}: ${answer.status}`);
  return answer.json();
}

/** Load the language that was asked for, remembered, or is the browser's. */
export async function loadLanguage() {
  speak(await loadTongue(choose()));
}

/**
 * Say everything in another language from now on. What stands there is to be drawn
 * anew.
 * @param {Tongue} other
 */
export function speak(other) {
  tongue = other;
  document.documentElement.lang = tongue.tag;
  document.documentElement.dir = tongue.dir;
}

/**
 * What `say` says in a language.
 * @template T
 * @param {Tongue} other
 * @param {() => T} say
 * @returns {T}
 */
export function speaking(other, say) {
  const own = tongue;
  tongue = other;
  try {
    return say();
  } finally {
    tongue = own;
  }
}

/** The language that the page's address asks for, if it does. */
export function askedLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  return asked && asked in LANGUAGES ? asked : null;
}

/** The language that was chosen on this device, by an address or on a page. */
export function chosenLanguage() {
  const chosen = askedLanguage() ?? recall();
  return chosen && chosen in LANGUAGES ? chosen : null;
}

/**
 * The address of this page in a language.
 * @param {string} code empty for what the room or the device asks for
 */
export function languageAddress(code) {
  const address = new URL(location.href);
  address.searchParams.set("lang", code);
  return address.href;
}

/** @returns {string} */
function choose() {
  leaveChoice();
  const asked = askedLanguage();
  if (asked) remember(asked);
  for (const tag of [chosenLanguage(), ...(navigator.languages ?? [])]) {
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

/** The address asks for no language in particular: what was chosen before is forgotten. */
function leaveChoice() {
  const address = new URL(location.href);
  if (address.searchParams.get("lang") !== "") return;
  try {
    localStorage.removeItem(REMEMBERED);
  } catch {
    // Then nothing was remembered.
  }
  address.searchParams.delete("lang");
  history.replaceState(history.state, "", address);
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
  const { texts, plurals, numbers } = tongue;
  const text = texts[key] ?? key;
  const form = typeof text === "string" ? text : (text[plurals.select(Number(values.count))] ?? text.other ?? key);
  return form.replace(/\{(\w+)(?::([a-z-]+))?\}/g, (whole, name, family) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (typeof value === "number") return numbers.format(value);
    return family && hasText(`${family}.${value}`) ? t(`${family}.${value}`) : isolated(value);
  });
}

/**
 * Several things in a row, as the language writes them. (As units Chinese and Russian
 * write them with nothing between: lines 4 and 7 would be 47.)
 * @param {string[]} things
 */
export function enumerated(things) {
  return new Intl.ListFormat(tongue.tag, { type: "conjunction", style: "narrow" }).format(things);
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/**
 * A text that came from outside, so that what stands round it keeps its place where
 * the two are not of one direction.
 * @param {string} text
 */
export function isolated(text) {
  return tongue.dir === "rtl" || RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/**
 * True if the language file has a text for a key that came from outside.
 * @param {string} key
 */
export function hasText(key) {
  return key in tongue.texts;
}

/**
 * Fill the texts that the HTML names: data-t is the content, data-t-title and
 * data-t-label are attributes.
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
