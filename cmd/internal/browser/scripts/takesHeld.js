/**
 * Whether a key that is held down over an element does what it does again and again.
 * @param {string} selector
 * @param {string} key
 */
export function takesHeld(selector, key) {
  const e = /** @type {HTMLElement} */ (document.querySelector(selector));
  e.focus();
  return e.dispatchEvent(new KeyboardEvent("keydown", { key, repeat: true, bubbles: true, cancelable: true }));
}
