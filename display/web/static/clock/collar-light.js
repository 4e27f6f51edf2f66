/**
 * <collar-light>: the light at the microphone's neck as it is at this instant,
 * in step with the real one, and its state in a word.
 *
 * @import { Moment } from "../base/phase.js"
 */
import { t } from "../base/i18n.js";
import { h, setAttr, setText } from "../kit/dom.js";

export class CollarLight extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.id = "collar";
    this.word = h("span", { class: "collar-word" });
    this.append(
      h("span", { class: "collar-ring", "aria-hidden": "true" }),
      h("span", { class: "collar-name" }, t("collar.name")),
      this.word,
    );
  }

  /** @param {Moment|null} moment */
  draw(moment) {
    const signal = moment?.signal ?? "dark";
    setAttr(this, "data-signal", signal);
    setAttr(this, "data-lit", String(moment?.lit ?? false));
    if (this.word) setText(this.word, t(`signal.${signal}`));
  }
}
