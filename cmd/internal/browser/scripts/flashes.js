/**
 * Count for a while how often anything on the page changes its colours: the most for one
 * thing, and what that is.
 * @param {number} length in milliseconds
 * @returns {Promise<{most: number, what: string}>}
 */
export function flashes(length) {
  const all = [...document.body.querySelectorAll("*")];
  /** @type {Map<Element, string>} */
  const before = new Map();
  /** @type {Map<Element, number>} */
  const changes = new Map();
  const end = performance.now() + length;
  const changed = () => {
    const [thing, most] = [...changes].sort(([, a], [, b]) => b - a)[0] ?? [null, 0];
    return { most, what: thing?.outerHTML.slice(0, 200) ?? "" };
  };
  return new Promise((done) => {
    const look = () => {
      for (const e of all) {
        const s = getComputedStyle(e);
        const now = s.color + s.backgroundColor + s.borderTopColor + s.opacity + s.boxShadow;
        if (before.has(e) && before.get(e) !== now) changes.set(e, (changes.get(e) ?? 0) + 1);
        before.set(e, now);
      }
      if (performance.now() < end) requestAnimationFrame(look);
      else done(changed());
    };
    look();
  });
}
