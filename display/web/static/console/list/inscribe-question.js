/**
 * What puts a delegation on the speakers' list. Whoever begins to write a name is offered
 * those of the list and every State, by any habit of writing them; who is on the list
 * already in the same capacity is asked about.
 *
 * @import { NamesOfStates, State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { Suggestion } from "./suggest.js"
 */
import { language, t } from "../../base/i18n.js";
import { listedAs } from "../../base/names.js";
import { h, need, show } from "../../kit/dom.js";
import { field, kindField, textField } from "../../kit/fields.js";
import { getStates } from "../../link/states.js";
import { capacityField } from "./registration.js";
import { meantBy, sameOn, suggestionsFor } from "./suggest.js";

/**
 * @param {State} state
 * @param {Commands} commands
 * @param {(entry: string) => void} done what was inscribed
 * @returns {Question}
 */
export function inscribeQuestion(state, commands, done) {
  const delegation = new DelegationField(state);
  const place = h("select", { name: "before" }, h("option", { value: "" }, t("form.place.end")));
  for (const row of state.list) {
    if (row.status !== "waiting") continue;
    const text = t("form.place.before", { seq: row.seq, delegation: row.delegation });
    place.append(h("option", { value: row.entry }, text));
  }
  return {
    name: "inscribe",
    heading: t("form.heading"),
    body: [
      delegation.element,
      textField("speaker", t("form.speaker")),
      kindField("state"),
      capacityField(),
      textField("on_behalf_of", t("form.behalf"), { longest: 800 }),
      field(t("form.place"), place),
    ],
    submit: t("do.inscribe"),
    shape: "plus",
    again: ({ kind = "", capacity = "" }) => {
      const row = sameOn(commands.store.state?.list ?? [], { ...delegation.meant, kind, capacity });
      if (!row) return null;
      const as = row.capacity ? t(`capacity.${row.capacity}`) : t(`kind.${row.kind}`);
      return {
        text: t("ask.again", { delegation: row.delegation, seq: row.seq, capacity: as }),
        submit: t("do.inscribe-again"),
      };
    },
    send: ({ speaker, kind, capacity, on_behalf_of, before }) => {
      const { delegation: name, code } = delegation.meant;
      return commands.send("inscribe", {
        delegation: name,
        iso3: code || undefined,
        kind,
        speaker: speaker || undefined,
        capacity: capacity || undefined,
        on_behalf_of: on_behalf_of || undefined,
        before: before || undefined,
      });
    },
    done: (receipt) => {
      if (receipt?.entry) done(receipt.entry);
    },
  };
}

/** The delegation, with whom may be meant below it. */
class DelegationField {
  /** @param {State} state */
  constructor(state) {
    this.list = state.list;
    /** @type {NamesOfStates|null} in the language of the page */
    this.table = null;
    /** @type {NamesOfStates|null} in the language of the list */
    this.listTable = null;
    const label = textField("delegation", t("form.delegation"), { required: true });
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
    if (this.input.isConnected) this.offer();
  }

  /** @returns {HTMLInputElement} */
  get field() {
    return /** @type {HTMLInputElement} */ (this.input);
  }

  /** Whom what is written means: the list's own name where it has one. */
  get meant() {
    const written = this.field.value.trim();
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
