/**
 * <toast-line>: a calm answer to a command that was not taken.
 *
 * @typedef {import("./types.js").Refusal} Refusal
 */
import { h, setText } from "./dom.js";
import { hasText, t } from "./i18n.js";

const SHOWN_MS = 7000;

export class ToastLine extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.pending = 0;
    this.id = "toast";
    this.setAttribute("role", "status");
    this.main = h("p", { class: "toast-main" });
    this.more = h("p", { class: "toast-more", lang: "en", dir: "ltr" });
    this.append(this.main, this.more);
    this.addEventListener("click", () => this.removeAttribute("data-shown"));
  }

  /** @param {Refusal} refusal */
  refuse(refusal) {
    const key = `refusal.${refusal.code}`;
    const by = refusal.by ? ` ${t("refusal-by", { by: refusal.by })}` : "";
    this.say((hasText(key) ? t(`refusal.${refusal.code}`) : t("refusal.other")) + by, refusal.message);
  }

  /**
   * @param {string} main
   * @param {string} [more] as the controller put it
   */
  say(main, more = "") {
    if (!this.main || !this.more) return;
    setText(this.main, main);
    setText(this.more, more);
    this.setAttribute("data-shown", "");
    clearTimeout(this.pending);
    this.pending = window.setTimeout(() => this.removeAttribute("data-shown"), SHOWN_MS);
  }
}
