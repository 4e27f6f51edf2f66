/**
 * <totals-sheet>: who has spoken how often and for how long, over all meetings that the
 * controller has, beside each speaker of the list. A tap on a heading sorts by it.
 *
 * @import { Totals, TotalledDelegation } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 *
 * @typedef {"delegation"|"statements"|"used_ms"|"median_used_ms"} Column
 * @typedef {Pick<TotalledDelegation, Column>} Line
 */
import { lengthText } from "../../base/format.js";
import { languageTag, t } from "../../base/i18n.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { buildSheet, openSheet } from "../../kit/sheet.js";
import { getTotals } from "../../link/record.js";

/** @type {Column[]} */
const COLUMNS = ["delegation", "statements", "used_ms", "median_used_ms"];

export class TotalsSheet extends HTMLElement {
  /** @param {Store} store */
  connect(store) {
    this.store = store;
    /** @type {Column} */
    this.by = "used_ms";
    this.down = true;
    /** @type {Totals|null} */
    this.totals = null;
    this.over = h("p", { class: "muted" });
    this.body = h("tbody");
    this.heads = new Map(COLUMNS.map((column) => [column, this.head(column)]));
    this.table = h("table", { class: "totals" }, h("thead", {}, h("tr", {}, ...this.heads.values())), this.body);
    this.sheet = buildSheet("totals", t("act.totals"), this.over, this.table);
    this.append(this.sheet);
  }

  /** @param {Column} column */
  head(column) {
    const button = h(
      "button",
      { type: "button", class: "button quiet", "data-sort": column },
      t(`totals.${column.replaceAll("_", "-")}`),
    );
    button.addEventListener("click", () => {
      // Names rise at first, figures fall.
      this.down = this.by === column ? !this.down : column !== "delegation";
      this.by = column;
      this.draw();
    });
    return h("th", { scope: "col" }, button);
  }

  async show() {
    if (!this.sheet) return;
    openSheet(this.sheet);
    this.totals = await getTotals();
    this.draw();
  }

  /** Those of the list, and all others who were heard. */
  get lines() {
    const known = new Map((this.totals?.delegations ?? []).map((one) => [one.delegation, one]));
    /** @type {Map<string, Line>} */
    const lines = new Map();
    for (const row of this.store?.state?.list ?? []) {
      const one = known.get(row.listed ?? row.delegation);
      lines.set(row.listed ?? row.delegation, {
        delegation: row.delegation,
        statements: one?.statements ?? 0,
        used_ms: one?.used_ms ?? 0,
        median_used_ms: one?.median_used_ms ?? 0,
      });
    }
    for (const [name, one] of known) if (!lines.has(name)) lines.set(name, one);
    return [...lines.values()];
  }

  draw() {
    const { body, over, table, totals, by, down } = this;
    if (!body || !over || !table || !this.heads) return;
    setText(over, totals ? t("totals.over", { count: totals.meetings.length }) : t("why.link"));
    show(table, totals !== null);
    const order = new Intl.Collator(languageTag());
    const sorted = this.lines.sort((a, b) => {
      const first = order.compare(a.delegation, b.delegation);
      if (by === "delegation") return down ? -first : first;
      return (down ? b[by] - a[by] : a[by] - b[by]) || first;
    });
    for (const [column, head] of this.heads) {
      setAttr(head, "aria-sort", column === by ? (down ? "descending" : "ascending") : null);
    }
    body.replaceChildren(
      ...sorted.map((line) =>
        h(
          "tr",
          {},
          h("td", { dir: "auto" }, line.delegation),
          h("td", {}, String(line.statements)),
          h("td", {}, lengthText(line.used_ms)),
          h("td", {}, lengthText(line.median_used_ms)),
        ),
      ),
    );
  }
}
