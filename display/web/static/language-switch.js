/** <language-switch>: the languages, each by its own name. */
import { h, setAttr } from "./dom.js";
import { LANGUAGES, language, t } from "./i18n.js";

export class LanguageSwitch extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const select = h("select", { "aria-label": t("language.choose") });
    for (const [code, name] of Object.entries(LANGUAGES)) {
      select.append(h("option", { value: code, lang: code, selected: code === language() }, name));
    }
    select.addEventListener("change", () => {
      const address = new URL(location.href);
      address.searchParams.set("lang", select.value);
      location.assign(address.href);
    });
    setAttr(this, "role", "navigation");
    setAttr(this, "aria-label", t("language.choose"));
    this.append(select);
  }
}
