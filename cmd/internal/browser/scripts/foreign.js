/**
 * Type a key of a keyboard without Latin letters.
 * @param {string} key
 * @param {string} code
 */
export function foreign(key, code) {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
}
