/**
 * What a test does to an element where no finger is meant.
 * @param {string} selector
 * @param {"focus"|"click"|"bring"|"remove"} what
 */
export function act(selector, what) {
  const e = /** @type {HTMLElement|null} */ (document.querySelector(selector));
  if (!e) throw new Error(`there is no ${selector}`);
  if (what === "focus") e.focus();
  else if (what === "click") e.click();
  else if (what === "remove") e.remove();
  else e.scrollIntoView({ block: "center" });
}
