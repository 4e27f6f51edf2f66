/**
 * <toast-line>: a calm answer to a command that was not taken.
 *
 * @import { Refusal, Undoable } from "../base/types.js"
 */
import { t } from "../base/i18n.js";
import { byText, didText, refusalText } from "../base/words.js";
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
    this.instead = h("p", { class: "toast-instead", dir: "auto" });
    this.append(this.main, this.instead, this.more);
    this.addEventListener("click", () => this.removeAttribute("data-shown"));
  }

  /**
   * @param {Refusal} refusal
   * @param {Undoable|undefined} latest what was done last, which may have come in between
   */
  refuse(refusal, latest) {
    const instead = refusal.code === "stale" && latest ? insteadText(latest) : "";
    const { main, more, foreign } = refusalText(instead ? { ...refusal, by: "" } : refusal);
    this.say(main, more, { instead, foreign });
  }

  /**
   * @param {string} main
   * @param {string} [more]
   * @param {{instead?: string, foreign?: boolean}} [beside] what happened instead; whether `more` is English
   */
  say(main, more = "", { instead = "", foreign = false } = {}) {
    if (!this.main || !this.more || !this.instead) return;
    setText(this.main, main);
    setText(this.instead, instead);
    setReason(this.more, more, foreign);
    this.setAttribute("data-shown", "");
    clearTimeout(this.pending);
    this.pending = window.setTimeout(() => this.removeAttribute("data-shown"), SHOWN_MS);
  }
}

/** @param {Undoable} latest */
function insteadText(latest) {
  const what = [didText(latest.what), latest.about].filter(Boolean).join(" · ");
  return latest.by ? t("refusal-instead.by", { what, by: byText(latest.by) }) : t("refusal-instead", { what });
}
