/** <help-sheet>: the keys of the console, from the table that handles them. */
import { t } from "../../base/i18n.js";
import { h, setText } from "../../kit/dom.js";
import { buildSheet, openSheet } from "../../kit/sheet.js";
import { SHORTCUTS } from "./shortcuts.js";

export class HelpSheet extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.state = h("p", { class: "muted" });
    const groups = [...new Set(SHORTCUTS.map((one) => one.group))];
    const sections = groups.map((group) => {
      const rows = SHORTCUTS.filter((one) => one.group === group).map(({ key, name }) =>
        h(
          "div",
          { class: "key-row", "data-key": key },
          h("dt", {}, h("kbd", {}, key)),
          h("dd", {}, t(`shortcut.${name}`)),
        ),
      );
      return h(
        "section",
        { class: "sheet-group" },
        h("h3", {}, t(`shortcuts.${group}`)),
        h("dl", { class: "keys" }, ...rows),
      );
    });
    this.dialog = buildSheet(
      "help",
      t("shortcuts.heading"),
      this.state,
      h("div", { class: "key-groups" }, ...sections),
    );
    this.append(this.dialog);
  }

  /** @param {boolean} on whether the keys are in use */
  show(on) {
    if (!this.dialog || !this.state) return;
    setText(this.state, on ? t("shortcuts.lead") : t("shortcuts.off"));
    openSheet(this.dialog);
  }
}
