/**
 * Bring an element into view, wait until it stands in one place from one frame to the
 * next, and return its middle and its size. A page that is not seen draws no frames, and
 * what is animated is never still: neither is waited for long.
 * @param {string} selector
 * @returns {Promise<number[]>}
 */
export function still(selector) {
  const place = () => {
    const r = document.querySelector(selector)?.getBoundingClientRect();
    return r ? [r.x + r.width / 2, r.y + r.height / 2, r.width, r.height] : [];
  };
  document.querySelector(selector)?.scrollIntoView({ block: "nearest" });
  const end = performance.now() + 1000;
  return new Promise((done) => {
    const next = (/** @type {number[]} */ before) => {
      let seen = false;
      const once = () => {
        if (seen) return;
        seen = true;
        const at = place();
        if (String(at) === String(before) || performance.now() > end) done(at);
        else next(at);
      };
      requestAnimationFrame(() => requestAnimationFrame(once));
      setTimeout(once, 250);
    };
    next(place());
  });
}
