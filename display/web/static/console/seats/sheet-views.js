/**
 * Which half of the sheet is shown: the lights, or the machines that carry them. Of the
 * machines the button says how many somebody should look after.
 *
 * @typedef {"lights"|"machines"} View
 */
import { t } from "../../base/i18n.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";

export class SheetViews {
  /** @param {() => void} changed */
  constructor(changed) {
    /** @type {View} */
    this.shown = "lights";
    this.changed = changed;
    this.number = h("span", {});
    this.count = h("span", { class: "seats-count" }, icon("warning"), this.number);
    this.lights = this.button("lights", t("seats.open"));
    this.machines = this.button("machines", t("machines.open"), this.count);
    this.element = h(
      "div",
      { class: "seats-views", role: "group", "aria-label": t("machines.views") },
      this.lights,
      this.machines,
    );
    this.render(0);
  }

  /**
   * @param {View} view
   * @param {string} text
   * @param {...HTMLElement} more
   */
  button(view, text, ...more) {
    const button = h(
      "button",
      { type: "button", class: "seats-view", "data-view": view },
      h("span", {}, text),
      ...more,
    );
    button.addEventListener("click", () => {
      this.shown = view;
      this.changed();
    });
    return button;
  }

  /** @param {number} needy machines */
  render(needy) {
    setAttr(this.lights, "aria-pressed", String(this.shown === "lights"));
    setAttr(this.machines, "aria-pressed", String(this.shown === "machines"));
    setText(this.number, String(needy));
    show(this.count, needy > 0);
    setAttr(this.machines, "aria-description", needy > 0 ? t("machines.needy", { count: needy }) : null);
  }
}
