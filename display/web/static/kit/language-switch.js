/**
 * <language-switch>: the languages, each by its own name. First the one that nobody
 * chose on this device: the room's on a public screen, else the browser's. Its text
 * begins with the language's name, too, for who reads nothing else of the page.
 */
import { chosenLanguage, languageAddress, LANGUAGES, t } from "../base/i18n.js";
import { h, setAttr, setText } from "./dom.js";

const PUBLIC = ["gallery", "seat"];

export class LanguageSwitch extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const chosen = chosenLanguage();
    const inRoom = PUBLIC.includes(document.body.dataset.page ?? "");
    const left = h("option", {
      value: "",
      selected: chosen === null,
      "data-t": `language.${inRoom ? "room" : "device"}`,
    });
    setText(left, inRoom ? t("language.room") : t("language.device"));
    const select = h("select", { "aria-label": t("language.choose"), "data-t-label": "language.choose" });
    select.append(left);
    for (const [code, name] of Object.entries(LANGUAGES)) {
      select.append(h("option", { value: code, lang: code, selected: code === chosen }, name));
    }
    select.addEventListener("change", () => {
      const { value } = select;
      select.value = chosenLanguage() ?? ""; // whoever is asked whether to leave the page may stay
      location.assign(languageAddress(value));
    });
    setAttr(this, "role", "navigation");
    setAttr(this, "aria-label", t("language.choose"));
    setAttr(this, "data-t-label", "language.choose");
    this.append(select);
  }
}
