/**
 * The faults that listen has kept.
 * @returns {string[]}
 */
export function heard() {
  return /** @type {{faults?: string[]}} */ (window).faults ?? [];
}
