/**
 * <delegation-choice>: a field in which somebody writes the beginning of a name, in any
 * spelling, and those who may be meant.
 *
 * @import { Entry } from "../base/types.js"
 * @import { Suggestion } from "../base/suggest.js"
 */
import { language, t } from "../base/i18n.js";
import { suggestionsFor } from "../base/suggest.js";
import { h, setText, show } from "../kit/dom.js";
import { getStates } from "../link/states.js";

export class DelegationChoice extends HTMLElement {
  /**
   * @param {() => Entry[]} list the speakers' list as it is now
   * @param {(chosen: string) => void} choose a State's code, or a name as the list has it
   */
  connect(list, choose) {
    this.list = list;
    this.choose = choose;
    this.input = h("input", {
      id: "delegation-name",
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
    });
    this.found = h("ul", { class: "found", id: "found" });
    this.none = h("p", { class: "muted", id: "found-none", role: "status", hidden: true });
    const form = h(
      "form",
      { role: "search" },
      h("label", { class: "field" }, h("span", {}, t("when.choose")), this.input),
    );
    this.append(form, this.none, this.found);
    this.input.addEventListener("input", () => void this.look());
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.found?.querySelector("button")?.click();
    });
  }

  async look() {
    const { input, found, none } = this;
    if (!input || !found || !none || !this.list) return;
    const written = input.value;
    const table = await getStates(language());
    if (written !== input.value) return; // more was written meanwhile
    const all = suggestionsFor(written, this.list(), table ?? { names: {} });
    found.replaceChildren(...all.map((one) => h("li", {}, this.button(one))));
    setText(none, t("when.none"));
    show(none, written.trim() !== "" && all.length === 0);
  }

  /** @param {Suggestion} one */
  button({ name, code, listed }) {
    const button = h("button", { type: "button", class: "button found-one", dir: "auto" }, name);
    button.addEventListener("click", () => this.choose?.(code || listed));
    return button;
  }

  /** Nothing is written in it any more. */
  clear() {
    if (this.input) this.input.value = "";
    this.found?.replaceChildren();
    if (this.none) show(this.none, false);
  }
}
