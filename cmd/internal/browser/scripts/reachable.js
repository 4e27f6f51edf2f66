/**
 * Everything on the page that the tab key is to come to, each with a number of its own.
 * Of a list of lines, and of a row of choices, the arrow keys reach the others.
 * @returns {string[]}
 */
export function reachable() {
  /** @type {HTMLButtonElement[]} */
  const all = [
    ...document.querySelectorAll(/** @type {"button"} */ ("a[href], button, select, input, [tabindex='0']")),
  ];
  /** @type {HTMLElement} */ (document.activeElement).blur();
  return all
    .filter((e) => e.getClientRects().length > 0 && !e.disabled && e.tabIndex === 0)
    .map((e, i) => {
      e.dataset.tabbed = String(i);
      return e.dataset.tabbed;
    });
}
