/**
 * What axe-core, which is on the page already, finds there: by the rules of WCAG 2.2 A and
 * AA, and what is usual besides.
 * @returns {Promise<string[]>}
 */
export async function axe() {
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const core = /** @type {any} */ (window).axe;
  const { violations } = await core.run(document, { runOnly: { type: "tag", values } });
  return violations.flatMap((/** @type {any} */ v) =>
    v.nodes.map((/** @type {any} */ n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`),
  );
}
