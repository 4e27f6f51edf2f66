/**
 * The texts of all that is like an element: of the shown ones, or of those that are cut
 * off.
 * @param {string} selector
 * @param {"shown"|"cut"} which
 */
export function texts(selector, which) {
  const shown = (/** @type {Element} */ e) => e.getClientRects().length > 0;
  const cut = (/** @type {Element} */ e) => e.scrollHeight > e.clientHeight + 2;
  return [...document.querySelectorAll(selector)].filter(which === "cut" ? cut : shown).map((e) => e.textContent ?? "");
}
