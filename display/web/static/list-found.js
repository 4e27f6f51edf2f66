/**
 * What a search or a filter found, and whom it hides: who has the floor and who
 * is next are never out of sight unsaid.
 *
 * @typedef {import("./types.js").Entry} Entry
 */
import { h, setText, show } from "./dom.js";
import { t } from "./i18n.js";

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
   * @param {string} query
   * @param {number} found
   * @param {Entry|undefined} floor who has the floor and is not shown
   * @param {Entry|undefined} next who is next and is not shown
   */
  render(query, found, floor, next) {
    let count = query ? t("search.found", { count: found }) : "";
    if (found === 0) count = query ? t("search.none", { query }) : t("filter.none");
    setText(this.count, count);
    setText(this.floor, floor ? t("search.hidden-floor", { delegation: floor.delegation }) : "");
    setText(this.next, next ? t("search.hidden-next", { delegation: next.delegation }) : "");
    for (const line of [this.count, this.floor, this.next]) show(line, line.textContent !== "");
  }
}
