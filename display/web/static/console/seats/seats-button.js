/**
 * <seats-button>: opens the sheet of seats, and says how many of them somebody
 * should look after.
 *
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { needy } from "../../base/seating.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";

export class SeatsButton extends HTMLElement {
  /** @param {() => void} open */
  connect(open) {
    this.number = h("span", { class: "seats-number" });
    this.count = h("span", { class: "seats-count", "aria-hidden": "true" }, icon("warning"), this.number);
    this.button = h(
      "button",
      { type: "button", id: "seats-open", class: "button quiet", "aria-haspopup": "dialog" },
      icon("light"),
      h("span", { class: "button-text" }, t("seats.open")),
      this.count,
    );
    this.button.addEventListener("click", open);
    this.append(this.button);
  }

  /** @param {Store} store */
  render(store) {
    const { button, count, number } = this;
    if (!button || !count || !number || !store.state) return;
    const some = needy(store.state, store.clock.now()).length;
    setAttr(button, "data-needy", some > 0);
    setAttr(
      button,
      "aria-label",
      // Where the screen is small its words are not shown.
      some > 0 ? t("pair", { what: t("seats.open"), about: t("seats.needy", { count: some }) }) : t("seats.open"),
    );
    setText(number, String(some));
    show(count, some > 0);
  }
}
