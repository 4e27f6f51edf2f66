/**
 * Where the focus is: the number that reachable gave it, whether it is seen to be there,
 * and what it is on.
 */
export function focus() {
  const e = /** @type {HTMLElement} */ (document.activeElement);
  const s = getComputedStyle(e);
  const r = e.getBoundingClientRect();
  const marked = (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none";
  return {
    number: e.dataset.tabbed ?? "",
    seen: (marked || e === document.body) && r.bottom > 0 && r.top < innerHeight,
    on: e.id || e.className || e.tagName,
    act: e.dataset.act ?? "",
  };
}
