/**
 * The line in the list before which time probably runs out, and the grey zone around it.
 * They are marks on lines that the list has made: nothing moves for them.
 *
 * @import { Zone } from "./outlook.js"
 */
import { setAttr } from "../../kit/dom.js";

/**
 * @param {HTMLElement} rows
 * @param {Zone} zone
 * @param {string} text what the line says
 */
export function markLines(rows, zone, text) {
  for (const marked of rows.querySelectorAll("[data-forecast], [data-runs-out]")) {
    const entry = marked.getAttribute("data-entry") ?? "";
    if (!zone.grey.has(entry)) setAttr(marked, "data-forecast", null);
    if (zone.line !== entry) setAttr(marked, "data-runs-out", null);
  }
  if (zone.line === null && zone.grey.size === 0) return;
  for (const row of rows.children) {
    const entry = row.getAttribute("data-entry") ?? "";
    if (zone.grey.has(entry)) setAttr(row, "data-forecast", "uncertain");
    if (zone.line === entry) setAttr(row, "data-runs-out", text);
  }
}
