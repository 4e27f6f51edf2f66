/**
 * <ask-dialog>: one question at a time: a few fields or choices, one button
 * that does it, and one that leaves. A refusal is told in place, by the field
 * where it names one, and nothing that was written is lost.
 *
 * @import { Receipt, State } from "../base/types.js"
 * @import { Settled } from "../link/commands.js"
 * @typedef {Record<string, string>} Values what was written, by the fields' names
 *
 * @typedef {object} Choice a button that does it at once
 * @property {string} text
 * @property {string} [note]
 * @property {string} [shape] an icon's name
 * @property {string} [look]
 * @property {Record<string, string>} [data] its data attributes
 * @property {() => Promise<Settled>} send
 *
 * @typedef {object} Question
 * @property {string} name the command's name
 * @property {string} heading
 * @property {string} [lead]
 * @property {HTMLElement[]} [body] fields, see fields.js
 * @property {Choice[]} [choices]
 * @property {string} [submit] the text of the button that does it; none with choices alone
 * @property {string} [shape]
 * @property {string} [leave] the text of the button that leaves, where it says something of its own
 * @property {(state: State) => string} [about] what it is about: once that is something else, by
 *   what somebody else did, the question is no more
 * @property {(values: Values) => Promise<Settled>} [send]
 * @property {(receipt: Receipt|undefined) => void} [done] once it has closed
 * @property {(values: Values) => {field: string, text: string}|null} [check] what is wrong with it
 * @property {(values: Values) => {text: string, submit: string}|null} [again] what to ask about once
 *   more, in place, before it is done
 */
import { t } from "../base/i18n.js";
import { refusalText } from "../base/words.js";
import { actButton, once } from "./act-button.js";
import { h, need, setAttr, setReason, setText, show } from "./dom.js";
import { icon } from "./icons.js";

export class AskDialog extends HTMLElement {
  /** @param {() => State|null} state as it is now */
  connect(state) {
    this.state = state;
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.heading = h("h2", { id: "ask-heading" });
    this.lead = h("p", { class: "dialog-lead" });
    this.body = h("div", { class: "form" });
    this.complaint = h("p", {});
    this.reason = h("p", { class: "form-refused-more" });
    this.refused = h("div", { class: "form-refused", role: "alert" }, this.complaint, this.reason);
    this.acts = h("div", { class: "form-acts" });
    const foot = h("div", { class: "ask-foot" }, this.refused, this.acts);
    this.form = h("form", { method: "dialog", class: "form", novalidate: true }, this.body, foot);
    this.form.addEventListener("submit", (e) => {
      e.preventDefault();
      if (this.does) once(this.does, () => this.submit());
    });
    this.dialog = h(
      "dialog",
      { class: "dialog", "aria-labelledby": "ask-heading" },
      this.heading,
      this.lead,
      this.form,
    );
    this.append(this.dialog);
  }

  /** @param {Question} question */
  ask(question) {
    const { heading, lead, body, acts, dialog } = this;
    if (!heading || !lead || !body || !acts || !dialog || dialog.open) return;
    this.question = question;
    const state = this.state?.();
    this.about = state ? question.about?.(state) : undefined;
    setAttr(dialog, "data-ask", question.name);
    setText(heading, question.heading);
    setText(lead, question.lead ?? "");
    show(lead, Boolean(question.lead));
    const choices = (question.choices ?? []).map((choice) => this.build(choice));
    const rows = choices.length > 0 ? [h("div", { class: "ask-choices" }, ...choices)] : [];
    body.replaceChildren(...rows, ...(question.body ?? []));
    show(body, body.firstChild !== null);
    this.complain("", "", "");
    this.asked = "";
    const leave = actButton("ask-leave", "", question.leave ?? t("do.leave"), () => dialog.close());
    acts.replaceChildren(leave);
    /** @type {HTMLButtonElement|null} */
    this.does = null;
    if (question.submit) {
      this.does = h(
        "button",
        { type: "submit", class: "button accent" },
        h("span", { class: "button-text" }, question.submit),
      );
      if (question.shape) this.does.prepend(icon(question.shape));
      acts.append(this.does);
    }
    dialog.showModal();
    const first = body.querySelector("input, select, textarea, button");
    (first instanceof HTMLElement ? first : leave).focus();
  }

  /**
   * After every snapshot.
   * @returns {boolean} true where somebody else has answered, and so it was closed
   */
  render() {
    const { question, dialog } = this;
    const state = this.state?.();
    if (!dialog?.open || !question?.about || !state) return false;
    if (question.about(state) === this.about || dialog.querySelector('[aria-busy="true"]')) return false;
    dialog.close();
    return true;
  }

  /** @param {Choice} choice */
  build(choice) {
    const button = actButton("", choice.shape ?? "", choice.text, () => this.settle(choice.send()), choice.look);
    if (choice.note) button.append(h("span", { class: "choice-note" }, choice.note));
    Object.assign(button.dataset, choice.data);
    return button;
  }

  async submit() {
    const { question, form } = this;
    if (!question?.send || !form) return;
    /** @type {Values} */
    const values = {};
    for (const [name, value] of new FormData(form)) values[name] = String(value).trim();
    const wrong = this.missing() ?? question.check?.(values);
    if (wrong) this.complain(wrong.field, wrong.text, "");
    else if (!this.doubts(values)) await this.settle(question.send(values));
  }

  /**
   * True where it is asked about first; the same once more is not.
   * @param {Values} values
   */
  doubts(values) {
    const { question, does } = this;
    const doubt = question?.again?.(values) ?? null;
    const asked = this.asked;
    this.asked = doubt ? JSON.stringify(values) : "";
    if (does) setText(need(".button-text", does), doubt?.submit ?? question?.submit ?? "");
    if (!doubt || asked === this.asked) return false;
    this.complain("", doubt.text, "");
    return true;
  }

  /** @returns {{field: string, text: string}|null} */
  missing() {
    for (const el of this.form?.querySelectorAll("[required]") ?? []) {
      const field = /** @type {HTMLInputElement} */ (el);
      if (field.value.trim() === "") return { field: field.name, text: t("form.required") };
    }
    return null;
  }

  /** @param {Promise<Settled>} answer */
  async settle(answer) {
    const { question } = this;
    const outcome = await answer;
    // It was left meanwhile: another question is none of this answer's business.
    const left = this.question !== question || !this.dialog?.open;
    if (outcome.ok) {
      if (!left) this.dialog?.close();
      question?.done?.(outcome.receipt);
      return;
    }
    if (left) {
      this.dispatchEvent(new CustomEvent("untold", { detail: outcome.refusal }));
      return;
    }
    const { main, more, foreign } = refusalText(outcome.refusal);
    this.complain(outcome.refusal.field ?? "", main, more, foreign);
  }

  /**
   * @param {string} field
   * @param {string} text
   * @param {string} reason
   * @param {boolean} [foreign] the reason is English
   */
  complain(field, text, reason, foreign = false) {
    const { refused, complaint, reason: more, form } = this;
    if (!refused || !complaint || !more || !form) return;
    setText(complaint, text);
    setReason(more, reason, foreign);
    show(refused, text !== "");
    for (const el of form.querySelectorAll("[aria-invalid]")) setAttr(el, "aria-invalid", null);
    const at = field ? form.querySelector(`[name="${CSS.escape(field)}"]`) : null;
    if (!(at instanceof HTMLElement)) return;
    setAttr(at, "aria-invalid", "true");
    at.focus();
  }
}
