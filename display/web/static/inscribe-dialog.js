/**
 * <inscribe-dialog>: the form that puts a delegation on the speakers' list.
 *
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./commands.js").Commands} Commands
 */
import { actButton, once } from "./act-button.js";
import { h, setAttr, setText, show } from "./dom.js";
import { delegationField, field, kindField, textField } from "./fields.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { refusalText, setReason } from "./words.js";

export class InscribeDialog extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {(entry: string) => void} done what was inscribed
   */
  connect(store, commands, done) {
    this.store = store;
    this.commands = commands;
    this.done = done;
    this.fields = h("div", { class: "form" });
    this.place = h("select", { name: "before" });
    this.complaint = h("p", {});
    this.reason = h("p", { class: "form-refused-more" });
    this.refused = h("div", { class: "form-refused", role: "alert" }, this.complaint, this.reason);
    const save = h(
      "button",
      { type: "submit", id: "inscribe-save", class: "button accent" },
      icon("plus"),
      h("span", { class: "button-text" }, t("do.inscribe")),
    );
    const leave = actButton("inscribe-leave", "", t("do.leave"), () => this.dialog?.close());
    this.form = h(
      "form",
      { method: "dialog", class: "form", novalidate: true },
      this.fields,
      h("div", { class: "ask-foot" }, this.refused, h("div", { class: "form-acts" }, leave, save)),
    );
    this.form.addEventListener("submit", (e) => {
      e.preventDefault();
      once(save, () => this.submit());
    });
    this.dialog = h(
      "dialog",
      { class: "dialog", "aria-labelledby": "inscribe-heading" },
      h("h2", { id: "inscribe-heading" }, t("form.heading")),
      this.form,
    );
    this.append(this.dialog);
  }

  show() {
    const { fields, place, dialog, store } = this;
    if (!fields || !place || !dialog || !store?.state || dialog.open) return;
    place.replaceChildren(h("option", { value: "" }, t("form.place.end")));
    for (const row of store.state.list) {
      if (row.status !== "waiting") continue;
      const text = t("form.place.before", { seq: row.seq, delegation: row.delegation });
      place.append(h("option", { value: row.entry }, text));
    }
    fields.replaceChildren(
      delegationField(store.state),
      textField("speaker", t("form.speaker")),
      kindField("state"),
      textField("on_behalf_of", t("form.behalf"), { longest: 800 }),
      field(t("form.place"), place),
    );
    this.complain("", "", "");
    dialog.showModal();
    fields.querySelector("input")?.focus();
  }

  async submit() {
    const { form, dialog, commands } = this;
    if (!form || !dialog || !commands) return;
    const given = new FormData(form);
    const text = (/** @type {string} */ name) => String(given.get(name) ?? "").trim() || undefined;
    if (!text("delegation")) {
      this.complain("delegation", t("form.required"), "");
      return;
    }
    const outcome = await commands.send("inscribe", {
      delegation: text("delegation"),
      speaker: text("speaker"),
      kind: text("kind"),
      on_behalf_of: text("on_behalf_of"),
      before: text("before"),
    });
    if (outcome.ok) {
      dialog.close();
      if (outcome.receipt.entry) this.done?.(outcome.receipt.entry);
      return;
    }
    const { main, more, foreign } = refusalText(outcome.refusal);
    this.complain(outcome.refusal.field ?? "", main, more, foreign);
  }

  /**
   * @param {string} name of the field
   * @param {string} text
   * @param {string} reason
   * @param {boolean} [foreign] the reason is English
   */
  complain(name, text, reason, foreign = false) {
    const { refused, complaint, reason: more, form } = this;
    if (!refused || !complaint || !more || !form) return;
    setText(complaint, text);
    setReason(more, reason, foreign);
    show(refused, text !== "");
    for (const el of form.querySelectorAll("[aria-invalid]")) setAttr(el, "aria-invalid", null);
    const at = name ? form.querySelector(`[name="${CSS.escape(name)}"]`) : null;
    if (!(at instanceof HTMLElement)) return;
    setAttr(at, "aria-invalid", "true");
    at.focus();
  }
}
