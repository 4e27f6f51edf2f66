/**
 * What a person reads in an element; nothing where it is not there.
 * @param {string} selector
 */
export function text(selector) {
  const e = /** @type {HTMLElement|null} */ (document.querySelector(selector));
  return (e?.innerText ?? "").trim();
}
