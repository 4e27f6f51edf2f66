/**
 * <next-speakers>: who follows, in the order of the list.
 *
 * @import { Entry } from "../base/types.js"
 */
import { t } from "../base/i18n.js";
import { nameOf } from "../base/names.js";
import { say } from "../clock/chorus.js";
import { h, setAttr, show } from "../kit/dom.js";

export class NextSpeakers extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.rows = h("ol", { id: "next" });
    this.heading = h("h2", { id: "next-heading" });
    this.append(this.heading, this.rows);
    setAttr(this, "role", "region");
    setAttr(this, "aria-labelledby", "next-heading");
  }

  /** @param {Entry[]} waiting as many as are to be named */
  render(waiting) {
    const { rows, heading } = this;
    if (!rows || !heading) return;
    say(heading, () => t("next.heading"));
    show(this, waiting.length > 0);
    setAttr(this, "data-many", waiting.length > 3);
    while (rows.children.length > waiting.length) rows.lastElementChild?.remove();
    for (const [i, row] of waiting.entries()) {
      const item = rows.children[i] ?? rows.appendChild(h("li", {}, h("span", { dir: "auto" })));
      if (item.firstElementChild) say(item.firstElementChild, () => nameOf(row));
    }
  }
}
