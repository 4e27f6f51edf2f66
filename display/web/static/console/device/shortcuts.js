/**
 * The console's keys. One table says what each does; it is used to do it and to
 * draw the sheet that explains it, so the two cannot differ. A key taps the very
 * button that a finger would: what may not be tapped, no key reaches, and what
 * asks a finger first asks a key too.
 *
 * @typedef {object} Shortcut
 * @property {string} key as keyOf names it, and as it is printed on the keyboard
 * @property {"floor"|"clock"|"procedure"|"page"} group
 * @property {string} name its text is shortcut.<name>
 * @property {string} [button] which button it taps; without one the browser does it
 *
 * @typedef {Pick<KeyboardEvent, "key"|"code"|"ctrlKey"|"altKey"|"metaKey"|"shiftKey">} Press
 */

/** @type {readonly Shortcut[]} */
export const SHORTCUTS = [
  { key: "G", group: "floor", name: "give-floor", button: '#primary[data-do="give-floor"]' },
  { key: "S", group: "floor", name: "start", button: '#primary[data-do="start"]' },
  { key: "E", group: "floor", name: "end", button: '#primary[data-do="end"]' },
  { key: "U", group: "floor", name: "undo", button: "#undo" },
  { key: "P", group: "clock", name: "pause", button: "#pause" },
  { key: "+", group: "clock", name: "longer", button: "#extend-plus30" },
  { key: "-", group: "clock", name: "shorter", button: "#extend-minus30" },
  { key: "C", group: "clock", name: "urge", button: "#urge" },
  { key: "O", group: "procedure", name: "point-of-order", button: "#point" },
  { key: "R", group: "procedure", name: "right-of-reply", button: '.tile[data-do="right-of-reply"]' },
  { key: "A", group: "procedure", name: "absent", button: "#absent" },
  { key: "N", group: "procedure", name: "procedure", button: "#procedure" },
  { key: "I", group: "page", name: "inscribe", button: "#inscribe" },
  { key: "/", group: "page", name: "search" },
  { key: "L", group: "page", name: "lights", button: "#seats-open" },
  { key: "?", group: "page", name: "help", button: "#help-open" },
  { key: "Esc", group: "page", name: "close" },
];

/** Other ways to write a key: without shift, on a number pad, on an Arabic keyboard. */
const SAME = new Map([
  ["=", "+"],
  ["−", "-"],
  ["؟", "?"],
]);

/**
 * The key that was pressed, by what is printed on it; on a keyboard without
 * Latin letters by its place. Empty where a modifier makes it another one.
 * @param {Press} press
 */
export function keyOf(press) {
  if (press.ctrlKey || press.altKey || press.metaKey) return "";
  const letter = letterOf(press);
  if (letter !== "") return press.shiftKey ? "" : letter;
  // Signs need shift on one keyboard and not on another.
  return SAME.get(press.key) ?? press.key;
}

/** @param {Press} press */
function letterOf({ key, code }) {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const place = /^Key([A-Z])$/.exec(code);
  const foreign = key === "Process" || (key.length === 1 && key > "\u007f" && !SAME.has(key));
  return place?.[1] && foreign ? place[1] : "";
}

/**
 * True where keys write or choose something.
 * @param {EventTarget|null} target
 */
function isField(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/**
 * Listen to the keys.
 * @param {object} page
 * @param {() => boolean} page.on whether a person wants them
 * @param {() => boolean} page.search looks for somebody in the list; false where it cannot
 * @param {(why: string) => void} page.refuse says why a tap is not possible now
 */
export function listen({ on, search, refuse }) {
  document.addEventListener("keydown", (e) => {
    // A key that is held down taps once, also where the browser taps for it.
    if (e.repeat && e.key === "Enter" && e.target instanceof HTMLButtonElement) e.preventDefault();
    if (!on() || e.repeat || e.isComposing || e.defaultPrevented || isField(e.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const key = keyOf(e);
    const shortcut = SHORTCUTS.find((one) => one.key === key);
    if (!shortcut) return;
    if (key === "/") {
      if (search()) e.preventDefault();
      return;
    }
    const button = shortcut.button ? document.querySelector(shortcut.button) : null;
    if (!(button instanceof HTMLButtonElement) || button.closest("[hidden]")) return;
    e.preventDefault();
    // A tile says why in plain sight, and has no title.
    if (button.disabled) refuse(button.title || (button.querySelector(".tile-note")?.textContent ?? ""));
    else button.click();
  });
}
