/**
 * What a test reads of an element: null where it is not there.
 * @param {string} selector
 * @param {"text"|"style"|"value"|"attribute"|"top"|"middle"|"place"|"html"} what
 * @param {string} [name]
 * @returns {unknown}
 */
export function read(selector, what, name = "") {
  const e = /** @type {HTMLInputElement|null} */ (document.querySelector(selector));
  if (!e) return null;
  const { x, y, width, height } = e.getBoundingClientRect();
  switch (what) {
    case "text":
      return e.innerText.trim();
    case "style":
      return getComputedStyle(e).getPropertyValue(name);
    case "value":
      return e.value;
    case "attribute":
      return e.getAttribute(name);
    case "top":
      return Math.round(y);
    case "middle":
      return [x + width / 2, y + height / 2, height];
    case "place":
      return [x, y, width, height].join();
    default:
      return e.outerHTML.slice(0, 120);
  }
}
