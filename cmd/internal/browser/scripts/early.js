/**
 * Tap an element in the moment in which it takes no tap, and say whether it is open then.
 * @param {string} selector
 */
export function early(selector) {
  const e = /** @type {HTMLElement} */ (document.querySelector(selector));
  e.dataset.settled = "false";
  e.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
  delete e.dataset.settled;
  return e.ariaExpanded;
}
