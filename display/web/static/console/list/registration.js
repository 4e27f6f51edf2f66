/**
 * What is registered of a speaker, where a line of the list is corrected: behind one
 * tap, for it is rarely looked at.
 *
 * @import { Line, Registered } from "./edit-merge.js"
 */
import { t } from "../../base/i18n.js";
import { zoneName } from "../../base/when.js";
import { actButton } from "../../kit/act-button.js";
import { h, setAttr, show } from "../../kit/dom.js";
import { choiceField, momentField, textField } from "../../kit/fields.js";
import { REGISTERED } from "./edit-merge.js";

export const CAPACITIES = ["member", "rule-37", "rule-39", "observer", "other"];
const LEVELS = [
  "head-of-state",
  "head-of-government",
  "deputy-head",
  "minister",
  "vice-minister",
  "permanent-representative",
  "charge",
  "other",
];
const LETTERS = ["on-file", "missing"];

export class Registration {
  /**
   * @param {Line} line
   * @param {() => Promise<unknown>} confirm a level that was guessed is right
   */
  constructor(line, confirm) {
    const levels = LEVELS.map((value) => ({ value, text: t(`level.${value}`) }));
    const letters = LETTERS.map((value) => ({ value, text: t(`letter.${value}`) }));
    this.confirm = actButton("", "heard", t("do.confirm-level"), confirm);
    this.confirm.dataset.act = "confirm-level";
    this.guessed = h("div", { class: "edit-guess" }, h("span", {}, t("form.level.guess")), this.confirm);
    const seen = h("span", { class: "edit-private", id: "allowance-seen" }, t("form.allowance.lead"));
    /** @type {Record<Registered, HTMLElement>} */
    this.fields = {
      capacity: capacityField(line.capacity),
      level: choiceField("level", t("form.level"), [notSaid(), ...levels], line.level),
      title: textField("title", t("form.title"), { value: line.title }),
      registered_at: momentField("registered_at", t("form.registered", { zone: zoneName() }), line.registered_at),
      letter: choiceField("letter", t("form.letter"), [notSaid(), ...letters], line.letter),
      language: textField("language", t("form.language"), { value: line.language }),
      allowance_ms: textField("allowance_ms", t("form.allowance"), { value: line.allowance_ms, longest: 8 }),
    };
    const allowance = this.fields.allowance_ms.querySelector("input");
    if (allowance) setAttr(allowance, "inputmode", "numeric");
    if (allowance) setAttr(allowance, "aria-describedby", "allowance-seen");
    this.element = h(
      "details",
      { class: "edit-registration" },
      h("summary", {}, t("form.registration")),
      h(
        "div",
        { class: "edit-fields" },
        ...REGISTERED.flatMap((name) => {
          if (name === "level") return [this.fields.level, this.guessed];
          return name === "allowance_ms" ? [this.fields.allowance_ms, seen] : [this.fields[name]];
        }),
      ),
    );
    this.guess(false);
  }

  /** @param {boolean} guessed whether nobody has said the level yet */
  guess(guessed) {
    show(this.guessed, guessed);
  }
}

/** @param {string} [value] */
export function capacityField(value = "") {
  const choices = CAPACITIES.map((one) => ({ value: one, text: t(`capacity.${one}`) }));
  return choiceField("capacity", t("form.capacity"), [notSaid(), ...choices], value);
}

function notSaid() {
  return { value: "", text: t("form.not-said") };
}
