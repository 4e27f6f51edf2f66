/**
 * Give the page a device whose clock began elsewhere and runs 200 parts in a million
 * fast, which is more than a quartz does.
 */
export function skewClock() {
  const now = performance.now.bind(performance);
  const skewed = (/** @type {number} */ at) => 86461737.25 + 1.0002 * at;
  Object.assign(window, { skewed });
  performance.now = () => skewed(now());
}
