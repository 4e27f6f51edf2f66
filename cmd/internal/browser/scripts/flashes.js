/**
 * Count for a while how often anything on the page changes its colours: the most for one
 * thing, and how many things did.
 * @param {number} length in milliseconds
 * @returns {Promise<{most: number, things: number}>}
 */
export function flashes(length) {
  const all = [...document.body.querySelectorAll("*")];
  /** @type {Map<Element, string>} */
  const before = new Map();
  /** @type {Map<Element, number>} */
  const changes = new Map();
  const end = performance.now() + length;
  return new Promise((done) => {
    const look = () => {
      for (const e of all) {
        const s = getComputedStyle(e);
        const now = s.color + s.backgroundColor + s.borderTopColor + s.opacity + s.boxShadow;
        if (before.has(e) && before.get(e) !== now) changes.set(e, (changes.get(e) ?? 0) + 1);
        before.set(e, now);
      }
      if (performance.now() < end) requestAnimationFrame(look);
      else done({ most: Math.max(0, ...changes.values()), things: changes.size });
    };
    look();
  });
}
