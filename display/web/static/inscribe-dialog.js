/**
 * <inscribe-dialog>: the form that puts a delegation on the speakers' list.
 *
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./commands.js").Commands} Commands
 */
import { actButton } from "./act-button.js";
import { h, setText, show } from "./dom.js";
import { KINDS, field } from "./fields.js";
import { t } from "./i18n.js";
import { refusalText } from "./words.js";

const LONGEST = 200;

export class InscribeDialog extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   */
  connect(store, commands) {
    this.store = store;
    this.commands = commands;
    this.delegation = h("input", {
      name: "delegation",
      required: true,
      maxlength: LONGEST,
      autocomplete: "off",
      dir: "auto",
    });
    this.speaker = h("input", { name: "speaker", maxlength: LONGEST, autocomplete: "off", dir: "auto" });
    this.behalf = h("input", { name: "on_behalf_of", maxlength: 4 * LONGEST, autocomplete: "off", dir: "auto" });
    this.kind = h("select", { name: "kind" });
    for (const kind of KINDS) this.kind.append(h("option", { value: kind }, t(`kind.${kind}`)));
    this.place = h("select", { name: "before" });
    this.refused = h("p", { class: "form-refused", role: "alert" });
    this.refused.hidden = true;
    this.save = actButton("inscribe-save", "plus", t("do.inscribe"), () => this.submit(), "accent");
    const leave = actButton("inscribe-leave", "", t("do.leave"), () => this.dialog?.close());
    const form = h(
      "form",
      { method: "dialog", class: "form" },
      field(t("form.delegation"), this.delegation),
      field(t("form.speaker"), this.speaker),
      field(t("form.kind"), this.kind),
      field(t("form.behalf"), this.behalf),
      field(t("form.place"), this.place),
      this.refused,
      h("div", { class: "form-acts" }, leave, this.save),
    );
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.save?.click();
    });
    this.form = form;
    this.dialog = h(
      "dialog",
      { class: "dialog", "aria-labelledby": "inscribe-heading" },
      h("h2", { id: "inscribe-heading" }, t("form.heading")),
      form,
    );
    this.append(this.dialog);
  }

  show() {
    const { form, place, refused, dialog, store } = this;
    if (!form || !place || !refused || !dialog || dialog.open) return;
    form.reset();
    show(refused, false);
    place.replaceChildren(h("option", { value: "" }, t("form.place.end")));
    for (const row of store?.state?.list ?? []) {
      if (row.status !== "waiting") continue;
      const text = t("form.place.before", { seq: row.seq, delegation: row.delegation });
      place.append(h("option", { value: row.entry }, text));
    }
    dialog.showModal();
    this.delegation?.focus();
  }

  async submit() {
    const { form, refused, dialog, commands } = this;
    if (!form || !refused || !dialog || !commands || !form.reportValidity()) return;
    const given = new FormData(form);
    const text = (/** @type {string} */ name) => String(given.get(name) ?? "").trim() || undefined;
    const outcome = await commands.send("inscribe", {
      delegation: text("delegation"),
      speaker: text("speaker"),
      kind: text("kind"),
      on_behalf_of: text("on_behalf_of"),
      before: text("before"),
    });
    show(refused, !outcome.ok);
    if (outcome.ok) dialog.close();
    else {
      const { main, more } = refusalText(outcome.refusal);
      setText(refused, `${main} ${more}`);
    }
  }
}
