/**
 * Write into a field as somebody who types.
 * @param {string} selector
 * @param {string} text
 */
export function fill(selector, text) {
  const field = /** @type {HTMLInputElement} */ (document.querySelector(selector));
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
