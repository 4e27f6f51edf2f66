/**
 * Finding somebody in the list: words to look for, and one status to show.
 * Where the screen is small both are behind one button; they are shut by
 * showing everybody again, so that nothing is ever hidden by what is not seen.
 *
 * @import { Filter } from "./list-match.js"
 */
import { t } from "../../base/i18n.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { FILTERS } from "./list-match.js";

export class ListTools {
  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    /** @type {Filter} */
    this.filter = "all";
    this.input = h("input", {
      type: "search",
      id: "list-search",
      class: "search-input",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      dir: "auto",
      "aria-label": t("search.label"),
      placeholder: t("search.short"),
      "aria-describedby": "list-found",
    });
    this.clear = h(
      "button",
      { type: "button", class: "search-clear", "aria-label": t("search.clear") },
      icon("withdrawn"),
    );
    this.clear.addEventListener("click", () => {
      this.look("");
      this.input.focus();
    });
    this.search = h("div", { class: "search", role: "search" }, icon("search"), this.input, this.clear);
    this.input.addEventListener("input", () => this.changed());
    this.input.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      e.preventDefault();
      e.stopPropagation();
      if (this.input.value) this.look("");
      else this.input.blur();
    });
    /** @type {Map<Filter, {button: HTMLButtonElement, count: HTMLElement}>} */
    this.filters = new Map();
    for (const filter of FILTERS) {
      const count = h("span", { class: "filter-count" });
      const own = filter === "all" || filter === "look";
      const word = h("span", {}, own ? t(`filter.${filter}`) : t(`status.${filter}`));
      const button = h(
        "button",
        { type: "button", class: "filter", "data-filter": filter, "aria-pressed": "false" },
        word,
        count,
      );
      button.addEventListener("click", () => this.choose(filter));
      this.filters.set(filter, { button, count });
    }
    this.segments = h(
      "div",
      { class: "filters", role: "group", "aria-label": t("filter.label") },
      ...[...this.filters.values()].map(({ button }) => button),
    );
    this.toggle = h(
      "button",
      {
        type: "button",
        id: "list-find",
        class: "button quiet",
        "aria-expanded": "false",
        "aria-label": t("search.label"),
      },
      icon("search"),
    );
    this.toggle.addEventListener("click", () => {
      const open = this.toggle.getAttribute("aria-expanded") !== "true";
      this.reveal(open);
      if (open) this.input.focus();
      else this.showAll();
    });
    this.reveal(false);
    this.render({ all: 0, waiting: 0, heard: 0, absent: 0, "not-heard": 0, look: 0 });
  }

  get query() {
    return this.input.value.trim();
  }

  /** True while somebody may be hidden. */
  get narrows() {
    return this.query !== "" || this.filter !== "all";
  }

  /** @param {boolean} open where they are behind a button */
  reveal(open) {
    setAttr(this.toggle, "aria-expanded", String(open));
    for (const part of [this.search, this.segments]) setAttr(part, "data-revealed", open);
  }

  focus() {
    this.reveal(true);
    this.input.focus();
    this.input.select();
  }

  /** @param {string} query */
  look(query) {
    this.input.value = query;
    this.changed();
  }

  /** @param {Filter} filter */
  choose(filter) {
    this.filter = filter;
    if (filter !== "all") this.reveal(true);
    this.changed();
  }

  showAll() {
    this.input.value = "";
    this.choose("all");
  }

  /** @param {Record<Filter, number>} counts */
  render(counts) {
    show(this.clear, this.input.value !== "");
    for (const [filter, { button, count }] of this.filters) {
      setText(count, String(counts[filter]));
      // Mostly there is nothing to look at, and then no place is taken.
      if (filter === "look") show(button, counts.look > 0 || this.filter === "look");
      setAttr(button, "aria-pressed", String(filter === this.filter));
    }
  }
}
