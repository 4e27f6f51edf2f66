/**
 * <next-speakers>: who follows, in the order of the list.
 *
 * @typedef {import("./types.js").Entry} Entry
 */
import { h, setAttr, setText, show } from "./dom.js";
import { t } from "./i18n.js";

export class NextSpeakers extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.rows = h("ol", { id: "next" });
    this.append(h("h2", { id: "next-heading" }, t("next.heading")), this.rows);
    setAttr(this, "role", "region");
    setAttr(this, "aria-labelledby", "next-heading");
  }

  /** @param {Entry[]} waiting as many as are to be named */
  render(waiting) {
    const { rows } = this;
    if (!rows) return;
    show(this, waiting.length > 0);
    setAttr(this, "data-many", waiting.length > 3);
    while (rows.children.length > waiting.length) rows.lastElementChild?.remove();
    for (const [i, row] of waiting.entries()) {
      const item = rows.children[i] ?? rows.appendChild(h("li", {}, h("span", { dir: "auto" })));
      if (item.firstElementChild) setText(item.firstElementChild, row.delegation);
    }
  }
}
