/**
 * <toast-line>: a calm answer to a command that was not taken.
 *
 * @import { Refusal } from "../base/types.js"
 */
import { refusalText } from "../base/words.js";
import { h, setReason, setText } from "./dom.js";

const SHOWN_MS = 7000;

export class ToastLine extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.pending = 0;
    this.id = "toast";
    this.setAttribute("role", "status");
    this.main = h("p", { class: "toast-main" });
    this.more = h("p", { class: "toast-more" });
    this.append(this.main, this.more);
    this.addEventListener("click", () => this.removeAttribute("data-shown"));
  }

  /** @param {Refusal} refusal */
  refuse(refusal) {
    const { main, more, foreign } = refusalText(refusal);
    this.say(main, more, foreign);
  }

  /**
   * @param {string} main
   * @param {string} [more]
   * @param {boolean} [foreign] `more` is English
   */
  say(main, more = "", foreign = false) {
    if (!this.main || !this.more) return;
    setText(this.main, main);
    setReason(this.more, more, foreign);
    this.setAttribute("data-shown", "");
    clearTimeout(this.pending);
    this.pending = window.setTimeout(() => this.removeAttribute("data-shown"), SHOWN_MS);
  }
}
