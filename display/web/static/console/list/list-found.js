/**
 * What a search or a filter found, and whom it hides: who has the floor and who
 * is next are never out of sight unsaid.
 *
 * @import { Entry } from "../../base/types.js"
 */
import { t } from "../../base/i18n.js";
import { h, setText, show } from "../../kit/dom.js";

export class ListFound {
  /** @param {() => void} showAll */
  constructor(showAll) {
    this.count = h("p", { class: "found-count" });
    this.floor = h("p", { class: "found-hidden", dir: "auto" });
    this.next = h("p", { class: "found-hidden", dir: "auto" });
    this.all = h("button", { type: "button", class: "button", id: "list-all" }, t("search.all"));
    this.all.addEventListener("click", showAll);
    this.element = h(
      "div",
      { class: "list-found" },
      h("div", { class: "found-text", id: "list-found", role: "status" }, this.count, this.floor, this.next),
      this.all,
    );
    this.element.hidden = true;
  }

  /**
   * @param {{query: string, narrows: boolean}} looking what is looked for, and whether it may hide somebody
   * @param {Entry[]} list
   * @param {Set<string>} shown
   * @param {number} found how many, as from shownOf
   */
  render({ query, narrows }, list, shown, found) {
    const hidden = (/** @type {Entry|undefined} */ row) => (row && !shown.has(row.entry) ? row : undefined);
    const floor = hidden(list.find((row) => row.status === "speaking"));
    const next = hidden(list.find((row) => row.status === "waiting"));
    let count = query ? t("search.found", { count: found }) : "";
    if (found === 0) count = query ? t("search.none", { query }) : t("filter.none");
    setText(this.count, count);
    setText(this.floor, floor ? t("search.hidden-floor", { delegation: floor.delegation }) : "");
    setText(this.next, next ? t("search.hidden-next", { delegation: next.delegation }) : "");
    for (const line of [this.count, this.floor, this.next]) show(line, line.textContent !== "");
    show(this.element, narrows && (query !== "" || found === 0 || Boolean(floor || next)));
  }
}
