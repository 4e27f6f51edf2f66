/**
 * A place on the page where something is said to who does not see it. What was said
 * goes again: a screen reader would say it anew after each dialog, and by then it may
 * not be so any more.
 */
import { setAttr, setText } from "./dom.js";

const SAID_MS = 4000;

export class Announcer {
  /** @param {HTMLElement} element an empty one */
  constructor(element) {
    this.element = element;
    this.fading = 0;
    setAttr(element, "role", "status");
    element.classList.add("hidden-words");
  }

  /** @param {string} text */
  say(text) {
    setText(this.element, text);
    clearTimeout(this.fading);
    this.fading = window.setTimeout(() => setText(this.element, ""), SAID_MS);
  }
}
