/**
 * The address of the page; with a hash, once it has gone there.
 * @param {string} [hash]
 */
export function address(hash) {
  if (hash) location.hash = hash;
  return location.href;
}
