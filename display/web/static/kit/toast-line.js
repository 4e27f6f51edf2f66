/**
 * <toast-line>: a calm answer to a command that was not taken.
 *
 * @import { Refusal } from "../base/types.js"
 *
 * @typedef {object} ToastAct what can be done about it while it is told
 * @property {string} text
 * @property {() => Promise<unknown>} does
 */
import { refusalText } from "../base/words.js";
import { once } from "./act-button.js";
import { h, setReason, setText, show } from "./dom.js";

const SHOWN_MS = 7000;

export class ToastLine extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.pending = 0;
    this.id = "toast";
    this.setAttribute("role", "status");
    this.main = h("p", { class: "toast-main" });
    this.more = h("p", { class: "toast-more" });
    this.act = h("button", { type: "button", class: "button toast-act", hidden: true });
    this.act.addEventListener("click", () => {
      if (this.act && this.does) once(this.act, this.does);
    });
    this.append(this.main, this.more, this.act);
    this.addEventListener("click", () => this.removeAttribute("data-shown"));
  }

  /** @param {Refusal} refusal */
  refuse(refusal) {
    const { main, more, foreign } = refusalText(refusal);
    this.say(main, more, { foreign });
  }

  /**
   * @param {string} main
   * @param {string} [more]
   * @param {{foreign?: boolean, act?: ToastAct}} [beside] whether `more` is English; what can be done about it
   */
  say(main, more = "", { foreign = false, act } = {}) {
    if (!this.main || !this.more || !this.act) return;
    this.does = act?.does;
    setText(this.act, act?.text ?? "");
    show(this.act, act !== undefined);
    setText(this.main, main);
    setReason(this.more, more, foreign);
    this.setAttribute("data-shown", "");
    clearTimeout(this.pending);
    this.pending = window.setTimeout(() => this.removeAttribute("data-shown"), SHOWN_MS);
  }
}
