/**
 * What the President decides on a point of order: whether the interrupted
 * statement goes on or has ended. The two stand where the next step stands.
 *
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { once } from "../../kit/act-button.js";
import { allow, h, setText, show } from "../../kit/dom.js";
import { fitWords, keepWords } from "../../kit/fit-words.js";
import { icon } from "../../kit/icons.js";

export class RulingButtons {
  /**
   * @param {Store} store
   * @param {(then: "resume"|"end") => Promise<unknown>} rule
   */
  constructor(store, rule) {
    this.store = store;
    this.rule = rule;
    this.resume = this.build("rule-resume", "start", t("rule.resume"), "resume");
    this.end = this.build("rule-end", "end", t("rule.end"), "end");
    this.element = h("div", { class: "ruling" }, this.resume.button, this.end.button);
  }

  /**
   * @param {string} id
   * @param {string} shape
   * @param {string} text
   * @param {"resume"|"end"} then
   */
  build(id, shape, text, then) {
    const verb = h("span", { class: "primary-verb" }, text);
    const object = h("span", { class: "primary-object", dir: "auto" });
    const button = h(
      "button",
      { type: "button", id, class: "button primary", "data-do": then === "end" ? "end" : "rule" },
      icon(shape),
      h("span", { class: "primary-text" }, verb, object),
    );
    button.addEventListener("click", () => once(button, () => this.rule(then)));
    keepWords(verb, object);
    return { button, object };
  }

  /** True while there is something to rule on. */
  get wanted() {
    return Boolean(this.store.state?.interrupted) && !this.store.state?.meeting.suspended;
  }

  /** What a tap would do, and to whom. */
  get meaning() {
    return `rule:${this.store.state?.floor?.statement}`;
  }

  /** @param {string} lost */
  render(lost) {
    const { state } = this.store;
    const waits = state?.interrupted;
    show(this.element, this.wanted);
    if (!state || !waits || !this.wanted) return;
    for (const { object } of [this.resume, this.end]) {
      setText(object, waits.delegation);
      fitWords(object);
    }
    allow(this.resume.button, lost);
    allow(this.end.button, lost);
  }
}
