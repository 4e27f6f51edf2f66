/**
 * The lines of the list as elements: one for each entry, in the list's order,
 * written only where something changed. One that has just come to stand where
 * it is takes no tap.
 *
 * @import { Entry } from "../../base/types.js"
 * @import { RowActs } from "./row-drawer.js"
 * @import { RowView } from "./speaker-row.js"
 */
import { setAttr, show } from "../../kit/dom.js";
import { SpeakerRow } from "./speaker-row.js";

const LONG = 300;

export class ListLines {
  /**
   * @param {HTMLElement} items
   * @param {RowActs} acts
   * @param {(row: SpeakerRow) => void} lost
   */
  constructor(items, acts, lost) {
    this.items = items;
    this.acts = acts;
    this.lost = lost;
    /** @type {Map<string, SpeakerRow>} */
    this.rows = new Map();
    items.addEventListener("click", (e) => this.guard(e), true);
    addEventListener("beforeunload", (e) => {
      if (this.unsaved) e.preventDefault(); // the browser asks before the page is left
    });
  }

  /** True while something is written in a line that was not saved. */
  get unsaved() {
    return [...this.rows.values()].some((row) => row.editing);
  }

  /** @param {string} entry */
  row(entry) {
    return this.rows.get(entry);
  }

  /** @param {HTMLElement[]} moved the lines that have just come to stand elsewhere */
  unsettle(moved) {
    for (const element of moved) this.rows.get(element.dataset.entry ?? "")?.unsettle(this.acts.news());
  }

  /**
   * A tap on what has only just come under the finger is not meant for it. The
   * keyboard does not aim at a place.
   * @param {MouseEvent} e
   */
  guard(e) {
    const early = e.target instanceof Element ? e.target.closest('.row [data-settled="false"]') : null;
    if (!early || e.detail === 0) return;
    const line = early.closest(".row");
    const news = line instanceof HTMLElement ? this.rows.get(line.dataset.entry ?? "")?.news : null;
    e.preventDefault();
    e.stopPropagation();
    if (news) this.acts.telling.answer(news);
  }

  /**
   * True if the page shows all this already.
   * @param {Entry[]} list
   * @param {RowView[]} views
   * @param {Set<string>} shown
   */
  stand(list, views, shown) {
    if (this.rows.size !== list.length) return false;
    let at = this.items.firstElementChild;
    for (const [i, { entry }] of list.entries()) {
      const row = this.rows.get(entry);
      const view = views[i];
      if (!row || !view || row.element !== at) return false;
      if (row.element.hidden === shown.has(entry) || row.differs(view)) return false;
      at = at.nextElementSibling;
    }
    return true;
  }

  /**
   * @param {Entry[]} list
   * @param {RowView[]} views
   * @param {Set<string>} shown
   */
  write(list, views, shown) {
    setAttr(this.items, "data-long", list.length > LONG);
    this.order(list);
    for (const view of views) {
      const row = this.rows.get(view.row.entry);
      if (!row) continue;
      if (row.differs(view)) row.render(view);
      show(row.element, shown.has(row.entry));
    }
  }

  /**
   * Put the lines in the list's order, touching only those out of place.
   * @param {Entry[]} list
   */
  order(list) {
    const { rows, items, acts } = this;
    const known = new Set(list.map((row) => row.entry));
    for (const [entry, row] of rows) {
      if (known.has(entry)) continue;
      rows.delete(entry);
      row.element.remove();
      this.lost(row);
    }
    let at = items.firstElementChild;
    for (const { entry } of list) {
      let row = rows.get(entry);
      if (!row) {
        row = new SpeakerRow(entry, acts);
        rows.set(entry, row);
      }
      if (at && row.element === at.nextElementSibling) at = row.element; // the one here has moved down: its turn comes
      if (row.element === at) {
        at = at.nextElementSibling;
      } else {
        const focused = row.element.contains(document.activeElement) ? document.activeElement : null;
        items.insertBefore(row.element, at);
        if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
      }
    }
  }
}
