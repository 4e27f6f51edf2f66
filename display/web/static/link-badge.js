/**
 * <link-badge>: whether the page is linked to the controller, and for how long
 * not.
 *
 * @typedef {import("./store.js").Store} Store
 */
import { h, setAttr, setText } from "./dom.js";
import { t } from "./i18n.js";

export class LinkBadge extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.id = "link";
    this.text = h("span", { class: "link-text" });
    this.append(h("span", { class: "link-dot", "aria-hidden": "true" }), this.text);
    setAttr(this, "data-link", "connecting");
  }

  /** @param {Store} store */
  draw(store) {
    if (!this.text) return;
    setAttr(this, "data-link", store.link.status);
    setAttr(this, "data-knows", String(store.knows));
    setText(this.text, sentence(store));
  }
}

/** @param {Store} store */
function sentence(store) {
  const status = store.link.status;
  if (status !== "lost") return t(`link.${status}`);
  const age = store.link.age();
  return store.knows ? t("link.lost.holdover", { age }) : t("link.lost", { age });
}
