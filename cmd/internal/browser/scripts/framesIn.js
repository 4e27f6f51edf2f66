/**
 * How many frames are drawn in a time, on a page that watchFrames or countFrames counts
 * them of.
 * @param {number} length in milliseconds
 * @returns {Promise<number>}
 */
export function framesIn(length) {
  const frames = /** @type {any} */ (window).drawn;
  const before = frames.count;
  const end = performance.now() + length;
  return new Promise((done) => {
    const look = () => {
      if (performance.now() < end) setTimeout(look, 16);
      else done(frames.count - before);
    };
    look();
  });
}
