/**
 * The delegation of a line, with whom may be meant below it: whoever begins to write a
 * name is offered those of the list and every State, by any habit of writing them.
 *
 * @import { Entry, NamesOfStates, State } from "../../base/types.js"
 * @import { Suggestion } from "../../base/suggest.js"
 */
import { language, t } from "../../base/i18n.js";
import { listedAs } from "../../base/names.js";
import { h, need, show } from "../../kit/dom.js";
import { textField } from "../../kit/fields.js";
import { getStates } from "../../link/states.js";
import { meantBy, suggestionsFor } from "../../base/suggest.js";

export class DelegationField {
  /**
   * @param {State} state
   * @param {Entry} [row] the line that is corrected: what it was called decides nothing
   */
  constructor(state, row) {
    /** What the list says: who writes no other name means no other. */
    this.given = row?.listed ?? row?.delegation ?? "";
    this.list = state.list.filter(({ entry }) => entry !== row?.entry);
    /** @type {NamesOfStates|null} in the language of the page */
    this.table = null;
    /** @type {NamesOfStates|null} in the language of the list */
    this.listTable = null;
    const label = textField("delegation", t("form.delegation"), { value: this.given, required: true });
    this.input = need("input", label);
    this.offers = h("div", { class: "suggestions", role: "group", "aria-label": t("suggest.label") });
    this.offers.hidden = true;
    this.element = h("div", { class: "suggesting" }, label, this.offers);
    this.input.addEventListener("input", () => this.offer());
    this.load(state.meeting.list_language);
  }

  /** @param {string} listed the language of the list */
  async load(listed) {
    [this.table, this.listTable] = await Promise.all([getStates(language()), listed ? getStates(listed) : null]);
    if (this.input.isConnected && this.field.value !== this.given) this.offer();
  }

  /** @returns {HTMLInputElement} */
  get field() {
    return /** @type {HTMLInputElement} */ (this.input);
  }

  /** Whom what is written means: the list's own name where it has one. */
  get meant() {
    const written = this.field.value.trim();
    if (written === this.given) return { delegation: written, code: "" };
    const code = this.table ? meantBy(written, this.table) : "";
    const row = code && this.list.find((one) => (one.state || one.iso3) === code && one.status !== "withdrawn");
    if (row) return { delegation: row.listed ?? row.delegation, code };
    // By its name in the page's language it goes on the list in the list's.
    if (code && this.table?.names[code] === written)
      return { delegation: this.listTable?.names[code] ?? written, code };
    return { delegation: listedAs(this.list, written), code };
  }

  offer() {
    const written = this.field.value.trim();
    const found = this.table ? suggestionsFor(written, this.list, this.table) : [];
    const all = found.filter((one) => one.name !== written);
    this.offers.replaceChildren(...all.map((one) => this.button(one)));
    show(this.offers, all.length > 0);
  }

  /** @param {Suggestion} one */
  button({ name, code, seq }) {
    const text = seq > 0 ? t("suggest.listed", { delegation: name, seq }) : name;
    const button = h("button", { type: "button", class: "button quiet", "data-state": code, dir: "auto" }, text);
    button.addEventListener("click", () => {
      this.field.value = name;
      this.offer();
      this.field.focus();
    });
    return button;
  }
}
