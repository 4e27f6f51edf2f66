/**
 * <language-switch>: the languages, each by its own name. First the one that nobody
 * chose on this device: the room's on a public screen, else the browser's. Its text
 * is the language's name, for who reads nothing else of the page; why it is that one is
 * said over it, in the list that opens: the box that is closed has no room for it.
 */
import { chosenLanguage, languageAddress, LANGUAGES, t } from "../base/i18n.js";
import { h, setAttr, setText } from "./dom.js";

const PUBLIC = ["gallery", "seat"];

export class LanguageSwitch extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.left = h("option", { value: "" });
    this.why = h("optgroup", {}, this.left);
    this.select = h("select", { "aria-label": t("language.choose"), "data-t-label": "language.choose" });
    this.select.append(this.why);
    for (const [code, name] of Object.entries(LANGUAGES)) {
      this.select.append(h("option", { value: code, lang: code }, name));
    }
    const { select } = this;
    select.addEventListener("change", () => {
      const { value } = select;
      select.value = chosenLanguage() ?? ""; // whoever is asked whether to leave the page may stay
      location.assign(languageAddress(value));
    });
    setAttr(this, "role", "navigation");
    setAttr(this, "aria-label", t("language.choose"));
    setAttr(this, "data-t-label", "language.choose");
    this.append(select);
    this.draw(chosenLanguage());
  }

  /**
   * Name the first one in the language that the page speaks now.
   * @param {string|null} chosen
   */
  draw(chosen) {
    const inRoom = PUBLIC.includes(document.body.dataset.page ?? "");
    const [name = "", why = ""] = (inRoom ? t("language.room") : t("language.device")).split(" · ");
    if (!this.left || !this.why || !this.select) return;
    setText(this.left, name);
    setAttr(this.why, "label", why);
    this.select.value = chosen ?? "";
  }
}
