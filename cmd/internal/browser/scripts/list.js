/**
 * What keys do to the speakers' list from anywhere on the console.
 * @param {"setFilter"|"focusSearch"|"openNext"} what
 * @param {string} [filter]
 */
export function list(what, filter) {
  /** @type {any} */ (document.querySelector("speakers-list"))[what](filter);
}
