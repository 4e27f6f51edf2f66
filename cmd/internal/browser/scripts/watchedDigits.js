/** What watchDigits has seen, and whether the machine gave nearly all frames in time. */
export function watchedDigits() {
  const { trip, offset, flips, gaps: all } = /** @type {any} */ (window).watched;
  const gaps = all
    .filter((/** @type {number} */ g) => g > 1)
    .sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
  const frame = gaps[gaps.length >> 1];
  return { trip, offset, flips, frame, steady: gaps[Math.floor(gaps.length * 0.98)] < 1.5 * frame };
}
