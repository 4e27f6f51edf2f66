/**
 * Correcting a line of the list where it stands. What is written stays written,
 * whatever happens to the list meanwhile.
 *
 * The guard is finer than the list's revision: another line that was moved or
 * heard does not refuse an edit of this one. A field that somebody else changed
 * and nobody writes on here is taken over; where both changed the same one it is
 * said by the field, and the first tap on save after that is not taken. Only
 * what was changed here is sent, and it is sent again when something else came
 * in between, as long as those fields still stand as they were seen.
 *
 * @import { Entry, State } from "../../base/types.js"
 * @import { Outcome } from "../../link/commands.js"
 * @import { Line, Name } from "./edit-merge.js"
 *
 * @typedef {object} Editing
 * @property {() => State|null} state
 * @property {(entry: string, fields: Record<string, string|number>, holds: () => boolean) => Promise<Outcome>} amend
 */
import { enumerated, t } from "../../base/i18n.js";
import { refusalText } from "../../base/words.js";
import { actButton, once } from "../../kit/act-button.js";
import { h, setAttr, setReason, setText, show } from "../../kit/dom.js";
import { kindField, seatField, textField } from "../../kit/fields.js";
import { icon } from "../../kit/icons.js";
import { DelegationField } from "./delegation-field.js";
import { differing, lineOf, mergeOf, NAMES, REGISTERED, SPOKEN, sentAs } from "./edit-merge.js";
import { Registration } from "./registration.js";

export class RowEditor {
  /**
   * @param {Entry} row
   * @param {State} state
   * @param {Editing} acts
   * @param {() => void} leave
   */
  constructor(row, state, acts, leave) {
    this.entry = row.entry;
    this.acts = acts;
    this.leave = leave;
    this.base = lineOf(row);
    this.unseen = false; // a clash that no tap has answered yet
    this.registration = new Registration(this.base, () => this.confirmLevel());
    this.delegation = new DelegationField(state, row);
    const fields = {
      ...this.registration.fields,
      delegation: this.delegation.element,
      speaker: textField("speaker", t("form.speaker"), { value: row.speaker }),
      kind: kindField(row.kind),
      on_behalf_of: textField("on_behalf_of", t("form.behalf"), { value: row.on_behalf_of, longest: 800 }),
      seat: seatField(state, row.seat),
    };
    /** @type {Map<Name, {control: HTMLInputElement|HTMLSelectElement, note: HTMLElement}>} */
    this.fields = new Map();
    for (const name of NAMES) {
      const control = /** @type {HTMLInputElement} */ (fields[name].querySelector("[name]"));
      const note = h("span", { class: "edit-note", role: "status", dir: "auto" });
      note.hidden = true;
      fields[name].append(note);
      this.fields.set(name, { control, note });
    }
    this.lead = h("p", { class: "edit-lead" }, t("ask.amend.held"));
    this.taken = h("p", { class: "edit-note", role: "status" });
    this.taken.hidden = true;
    this.complaint = h("p", {});
    this.reason = h("p", { class: "form-refused-more" });
    this.refused = h("div", { class: "form-refused", role: "alert" }, this.complaint, this.reason);
    this.refused.hidden = true;
    this.save = h("button", { type: "submit", class: "button accent", "data-act": "save" }, icon("amend"));
    this.save.append(h("span", { class: "button-text" }, t("do.save")));
    this.cancel = actButton("", "", t("do.leave"), leave);
    this.cancel.dataset.act = "leave";
    this.element = h(
      "form",
      { class: "row-edit", novalidate: true, "aria-label": t("ask.amend", { delegation: row.delegation }) },
      this.lead,
      h("div", { class: "edit-fields" }, ...SPOKEN.map((name) => fields[name])),
      this.registration.element,
      this.taken,
      this.refused,
      h("div", { class: "form-acts" }, this.cancel, this.save),
    );
    this.element.addEventListener("submit", (e) => {
      e.preventDefault();
      once(this.save, () => this.send());
    });
    this.element.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      e.preventDefault();
      e.stopPropagation();
      if (this.changed)
        this.cancel.focus(); // what was written is not thrown away by one key
      else leave();
    });
    this.element.addEventListener("input", (e) => {
      if (e.target instanceof HTMLElement) setAttr(e.target, "aria-invalid", null);
    });
  }

  /** @returns {Line} */
  get written() {
    const written = { ...this.base };
    for (const [name, { control }] of this.fields) written[name] = control.value.trim();
    return { ...written, delegation: this.delegation.meant.delegation };
  }

  /** True if something is written that was not saved. */
  get changed() {
    return differing(this.base, this.written).length > 0;
  }

  focus() {
    this.fields.get("delegation")?.control.focus({ preventScroll: true });
  }

  /**
   * The line as it is now, by whomever.
   * @param {Entry} row
   */
  render(row) {
    show(this.lead, row.status === "speaking");
    this.registration.guess(Boolean(row.level_guessed));
    const now = lineOf(row);
    if (differing(this.base, now).length === 0) return;
    const { taken, clashes } = mergeOf(this.base, now, this.written);
    this.base = now;
    this.delegation.given = now.delegation;
    for (const name of taken) this.fill(name, now[name]);
    if (taken.length > 0) {
      setText(this.taken, t("edit.taken", { fields: enumerated(taken.map((name) => t(LABELS[name]))) }));
      show(this.taken, true);
    }
    for (const [name, { note }] of this.fields) {
      if (!clashes.includes(name)) continue;
      setText(note, t("edit.clash", { value: shownAs(name, now[name]) }));
      show(note, true);
      this.unseen = true;
    }
  }

  /**
   * @param {Name} name
   * @param {string} value
   */
  fill(name, value) {
    const control = this.fields.get(name)?.control;
    if (!control) return;
    if (control instanceof HTMLSelectElement && ![...control.options].some((o) => o.value === value)) {
      control.append(h("option", { value }, shownAs(name, value)));
    }
    control.value = value;
  }

  async send() {
    const { written, base } = this;
    const names = differing(base, written);
    if (written.delegation === "") return this.complain("delegation", t("form.required"), "");
    if (names.length === 0) return this.complain("", t("form.unchanged"), "");
    if (Number.isNaN(sentAs("allowance_ms", written.allowance_ms)))
      return this.complain("allowance_ms", t("limits.unreadable"), "");
    if (this.unseen) {
      this.unseen = false;
      return this.complain("", t("edit.look"), "");
    }
    this.complain("", "", "");
    const same = () => {
      const row = this.acts.state()?.list.find(({ entry }) => entry === this.entry);
      return row !== undefined && !differing(base, lineOf(row)).some((name) => names.includes(name));
    };
    setAttr(this.element, "data-tells", true); // a refusal is told here
    const fields = Object.fromEntries(names.map((name) => [name, sentAs(name, written[name])]));
    const { code } = this.delegation.meant;
    if (names.includes("delegation") && code) fields.iso3 = code;
    const outcome = await this.acts.amend(this.entry, fields, same);
    setAttr(this.element, "data-tells", null);
    // Who went on writing meanwhile keeps what was written.
    if (outcome.ok) return differing(written, this.written).length === 0 ? this.leave() : undefined;
    if (outcome.refusal.code === "stale") {
      this.unseen = false; // it is said now
      return this.complain("", t("edit.look"), "");
    }
    const { main, more, foreign } = refusalText(outcome.refusal);
    return this.complain(outcome.refusal.field ?? "", main, more, foreign);
  }

  /** The level that was guessed is the right one: a person has said so. */
  confirmLevel() {
    return this.acts.amend(this.entry, { level: this.base.level }, () => false);
  }

  /**
   * @param {string} field
   * @param {string} text
   * @param {string} [reason]
   * @param {boolean} [foreign] the reason is English
   */
  complain(field, text, reason = "", foreign = false) {
    setText(this.complaint, text);
    setReason(this.reason, reason, foreign);
    show(this.refused, text !== "");
    if (REGISTERED.some((name) => name === field)) this.registration.element.open = true;
    for (const [name, { control }] of this.fields) {
      setAttr(control, "aria-invalid", name === field ? "true" : null);
      if (name === field) control.focus();
    }
    if (text) this.save.scrollIntoView({ block: "nearest" }); // and the words above it
  }
}

/** @type {Record<Name, string>} */
const LABELS = {
  delegation: "form.delegation",
  speaker: "form.speaker",
  kind: "form.kind",
  on_behalf_of: "form.behalf",
  seat: "form.seat",
  capacity: "form.capacity",
  level: "form.level",
  title: "form.title",
  registered_at: "field.registered",
  letter: "form.letter",
  language: "form.language",
  allowance_ms: "form.allowance",
};

/**
 * @param {Name} name
 * @param {string} value
 */
function shownAs(name, value) {
  if (name === "kind") return t(`kind.${value}`);
  if (name === "capacity" && value) return t(`capacity.${value}`);
  if (name === "level" && value) return t(`level.${value}`);
  if (name === "letter" && value) return t(`letter.${value}`);
  if (name === "seat") return value ? t("seat.numbered", { seat: value }) : t("seat.none");
  return value || "–";
}
