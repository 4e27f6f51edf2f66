/** <sign-in-sheet>: how to sign in again without leaving the debate out of sight. */
import { t } from "../base/i18n.js";
import { h } from "../kit/dom.js";
import { buildSheet, openSheet } from "../kit/sheet.js";

export class SignInSheet extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.dialog = buildSheet(
      "sign-in-again",
      t("do.sign-in-how"),
      h("p", { class: "muted" }, t("sign-in.lapsed")),
      h("p", {}, t("sign-in.again.one")),
      h("p", {}, h("code", { class: "command", dir: "ltr" }, "rostrum invite")),
      h("p", {}, t("sign-in.open")),
      h("p", {}, t("sign-in.chair")),
    );
    this.append(this.dialog);
  }

  show() {
    if (this.dialog) openSheet(this.dialog);
  }
}
