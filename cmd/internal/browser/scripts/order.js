/**
 * The entries of lines, in their order.
 * @param {string} lines
 */
export function order(lines) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(lines))]
    .map((line) => line.dataset.entry)
    .join(" ");
}
