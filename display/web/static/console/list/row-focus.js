/**
 * The keyboard in the list: one line of it can be reached with Tab, and the
 * arrows, Home and End go on from there; Enter opens it.
 *
 * @import { ListView } from "./list-view.js"
 */
import { setAttr } from "../../kit/dom.js";

export class RowFocus {
  /**
   * @param {HTMLElement} items
   * @param {ListView} view
   */
  constructor(items, view) {
    this.view = view;
    /** @type {HTMLElement|null} */
    this.line = null;
    items.addEventListener("focusin", (e) => {
      const line = part(e)?.closest(".row");
      if (line instanceof HTMLElement) this.reach(line);
    });
    items.addEventListener("keydown", (e) => this.key(e));
  }

  /**
   * Let Tab reach this line and no other.
   * @param {HTMLElement|null} line
   */
  reach(line) {
    if (line === this.line) return;
    for (const button of buttons(this.line)) setAttr(button, "tabindex", -1);
    for (const button of buttons(line)) setAttr(button, "tabindex", 0);
    this.line = line;
  }

  /**
   * After the list was drawn there is one that can be reached.
   * @param {HTMLElement|null} otherwise where the one before is gone
   */
  keep(otherwise) {
    if (!this.line?.isConnected || this.line.hidden) this.reach(otherwise ?? this.view.lines()[0] ?? null);
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const from = part(e);
    if (e.defaultPrevented || !from || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const lines = this.view.lines();
    const at = lines.findIndex((line) => line.contains(from));
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: lines.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    const line = lines[Math.max(0, Math.min(lines.length - 1, to))];
    const [handle, head] = buttons(line ?? null);
    const same = from.matches(".row-handle") && handle && !handle.hidden && !handle.disabled;
    (same ? handle : head)?.focus();
  }
}

/** @param {Element|null} line */
function buttons(line) {
  const found = [".row-handle", ".row-head"].map((name) => line?.querySelector(name));
  return /** @type {HTMLButtonElement[]} */ (found.filter(Boolean));
}

/** @param {Event} e */
function part(e) {
  return e.target instanceof Element ? e.target.closest(".row-handle, .row-head") : null;
}
