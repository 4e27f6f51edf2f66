/**
 * Several languages on one public screen, as the room has set: in turn, all screens
 * of the room together, or side by side. A language that the page's own address asks
 * for goes before.
 *
 * @import { Due } from "../base/due.js"
 * @import { Tongue } from "../base/i18n.js"
 * @import { Screens } from "../base/types.js"
 * @import { LanguageSwitch } from "../kit/language-switch.js"
 */
import { stepAfter } from "../base/due.js";
import { applyTexts, askedLanguage, chosenLanguage, language, loadTongue, speak, speaking } from "../base/i18n.js";
import { h, setText } from "../kit/dom.js";

/** How long a language stays: long enough to read a name and a sentence twice. */
const TURN_MS = 8000;
const AGAIN_MS = 2000;

/**
 * Which of so many languages has its turn, by the controller's clock.
 * @param {number} count
 * @param {number} now steady instant
 */
function turnAt(count, now) {
  return count > 0 ? Math.floor(now / TURN_MS) % count : 0;
}

/** @type {Tongue[]} those that speak side by side; fewer than two for one at a time */
let together = [];

/** The codes of the languages that speak side by side; empty where one speaks at a time. */
export function sideBySide() {
  return together.map(({ code }) => code).join();
}

export class Chorus {
  constructor() {
    this.own = language();
    /** @type {Tongue[]} */
    this.tongues = [];
    this.chosen = "";
    /** @type {string|null} the language that was chosen here, unless the room's goes before */
    this.here = chosenLanguage();
  }

  /**
   * Speak as the room has set.
   * @param {Screens} screens
   * @param {() => void} redraw when what has to be loaded is here
   */
  async follow(screens, redraw) {
    const asked = askedLanguage();
    const codes = asked ? [asked] : screens.languages.length > 0 ? screens.languages : [this.own];
    const chosen = `${codes.join()} ${screens.together}`;
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    this.here = asked ?? (screens.languages.length > 0 ? null : chosenLanguage());
    /** @type {Tongue[]} */
    let tongues;
    try {
      tongues = await Promise.all(codes.map(loadTongue));
    } catch {
      // Until it comes the page speaks as before.
      if (this.chosen === chosen) this.chosen = "";
      setTimeout(redraw, AGAIN_MS);
      return;
    }
    if (chosen !== this.chosen) return; // set anew meanwhile
    this.tongues = tongues;
    together = screens.together ? tongues : [];
    this.use(tongues[0]);
    redraw();
  }

  /**
   * Let the next language have its turn; true if one has taken it.
   * @param {number} now steady instant
   * @param {Due} due
   */
  turn(now, due) {
    if (together.length > 1 || this.tongues.length < 2) return false;
    due.in(stepAfter(now, 0, TURN_MS) - now);
    const next = this.tongues[turnAt(this.tongues.length, now)];
    if (!next || next.code === language()) return false;
    this.use(next);
    return true;
  }

  /** @param {Tongue|undefined} tongue */
  use(tongue) {
    if (!tongue) return;
    speak(tongue);
    applyTexts(document);
    for (const choice of document.querySelectorAll("language-switch")) {
      /** @type {LanguageSwitch} */ (choice).draw(this.here);
    }
  }
}

/**
 * Write what `text` says into an element, in each language that speaks. What is the
 * same in two of them, as a name may be, stands there once.
 * @param {Element} el
 * @param {() => string} text
 */
export function say(el, text) {
  if (together.length < 2) {
    setText(el, text());
    return;
  }
  /** @type {Map<string, Tongue>} */
  const said = new Map();
  for (const tongue of together) {
    const words = speaking(tongue, text);
    if (words && !said.has(words)) said.set(words, tongue);
  }
  const key = [...said.keys()].join("\n");
  if (el instanceof HTMLElement && el.dataset.said === key && el.childElementCount === 2 * said.size - 1) return;
  const versions = [...said].flatMap(([words, { tag, dir }]) => [
    h("span", { class: "tongue-gap", "aria-hidden": "true" }, " · "),
    h("span", { class: "tongue", lang: tag, dir }, words),
  ]);
  el.replaceChildren(...versions.slice(1));
  if (el instanceof HTMLElement) el.dataset.said = key;
}
