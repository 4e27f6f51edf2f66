/**
 * What was kept since watch, and of one list no more.
 * @param {string} list
 * @param {boolean} forget
 * @returns {string[]}
 */
export function kept(list, forget) {
  const all = /** @type {{kept: Record<string, string[]>}} */ (/** @type {unknown} */ (window)).kept;
  const now = all[list] ?? [];
  if (forget) all[list] = [];
  return now;
}
