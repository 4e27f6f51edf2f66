/**
 * The limits of a meeting that is prepared: those of a preset, with their figures, or those
 * that it has or takes over.
 *
 * @import { Rules } from "../../base/types.js"
 */
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { h, setAttr, setText } from "../../kit/dom.js";
import { field } from "../../kit/fields.js";
import { rulesText } from "./meeting-words.js";

export class RulesField {
  /** @param {Rules[]} presets */
  constructor(presets) {
    this.presets = presets;
    /** @type {Rules|undefined} */
    this.own = undefined;
    this.select = h("select", { name: "preset" });
    this.figures = h("p", { class: "field-note", id: "prepare-figures" });
    setAttr(this.select, "aria-describedby", "prepare-figures");
    this.select.addEventListener("change", () => this.draw());
    this.elements = [field(t("act.set-rules"), this.select), this.figures];
  }

  /**
   * Offer limits that are in no preset, or no others.
   * @param {string} text what they are called; empty for none
   * @param {Rules} [own] where their figures are known
   */
  offer(text, own) {
    const { value } = this.select;
    this.own = own;
    const options = this.presets.map((one) => h("option", { value: one.name }, rulesText(one.name)));
    if (text) options.unshift(h("option", { value: "" }, text));
    this.select.replaceChildren(...options);
    // What was chosen stays; who chooses another meeting gets its limits.
    if (!text && value) this.select.value = value;
    this.draw();
  }

  draw() {
    const rules = this.presets.find(({ name }) => name === this.select.value) ?? this.own;
    setText(this.figures, rules ? figuresText(rules) : "");
  }
}

/**
 * What a State has, and each kind that has something else.
 * @param {Rules} rules
 */
function figuresText({ kinds }) {
  const state = kinds.find(({ kind }) => kind === "state");
  if (!state) return "";
  const marks =
    state.limit_ms === null
      ? t("limit.none")
      : t("prompt.marks", { warning: lengthText(state.warning_ms ?? 0), limit: lengthText(state.limit_ms) });
  const others = kinds.filter(({ limit_ms }) => limit_ms !== state.limit_ms);
  const parts = others.map(({ kind, limit_ms }) =>
    t("pair", { what: t(`kind.${kind}`), about: limit_ms === null ? t("limit.none") : lengthText(limit_ms) }),
  );
  return [t("pair", { what: t("kind.state"), about: marks }), ...parts].join(" · ");
}
