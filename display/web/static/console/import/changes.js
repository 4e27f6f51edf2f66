/**
 * What a file would change, in groups, and what of it is ticked.
 *
 * @import { FileChange } from "../../base/types.js"
 * @typedef {"added"|"changed"|"moved"|"withdrawn"|"conflict"|"refused"} Group
 */

/**
 * In the order in which they are told. What only a tap of its own takes, and what cannot
 * be taken, come last.
 * @type {Group[]}
 */
export const GROUPS = ["added", "changed", "moved", "withdrawn", "conflict", "refused"];

/**
 * @param {FileChange} change
 * @returns {Group}
 */
export function groupOf(change) {
  if (change.refused) return "refused";
  return change.conflict ? "conflict" : change.change;
}

/**
 * Indices of the changes, by group; a group without any is not there.
 * @param {FileChange[]} changes
 * @returns {Map<Group, number[]>}
 */
export function grouped(changes) {
  /** @type {Map<Group, number[]>} */
  const found = new Map();
  for (const group of GROUPS) {
    const of = [...changes.keys()].filter((i) => groupOf(/** @type {FileChange} */ (changes[i])) === group);
    if (of.length > 0) found.set(group, of);
  }
  return found;
}

/**
 * What is ticked before anybody has tapped: whatever the file adds, changes and moves.
 * Whom it leaves out, and what a hand has changed too, nobody loses unasked; but a list to
 * rehearse with gives way to the first one that comes.
 * @param {FileChange[]} changes
 * @param {boolean} replaces
 * @returns {Set<number>}
 */
export function tickedAtFirst(changes, replaces) {
  const ticked = new Set();
  for (const [i, change] of changes.entries()) {
    const group = groupOf(change);
    if (group !== "refused" && (replaces || (group !== "withdrawn" && group !== "conflict"))) ticked.add(i);
  }
  return ticked;
}

/**
 * The ticks of before, on what has been read or compared anew. What was there is as it was
 * left; what has come is as it would be at first.
 * @param {FileChange[]} before
 * @param {Set<number>} ticked
 * @param {FileChange[]} after
 * @param {boolean} replaces
 * @returns {Set<number>}
 */
export function carriedOver(before, ticked, after, replaces) {
  const known = new Map(before.map((change, i) => [JSON.stringify(change), ticked.has(i)]));
  const fresh = tickedAtFirst(after, replaces);
  const kept = new Set();
  for (const [i, change] of after.entries()) {
    if (known.get(JSON.stringify(change)) ?? fresh.has(i)) kept.add(i);
  }
  return kept;
}

/**
 * What is sent: indices, in their order.
 * @param {FileChange[]} changes
 * @param {Set<number>} ticked
 */
export function onlyOf(changes, ticked) {
  return [...changes.keys()].filter((i) => ticked.has(i) && !changes[i]?.refused);
}

/**
 * How a tick for several stands.
 * @param {number[]} of
 * @param {Set<number>} ticked
 * @returns {"all"|"some"|"none"}
 */
export function tickOf(of, ticked) {
  const count = of.filter((i) => ticked.has(i)).length;
  if (count === 0) return "none";
  return count === of.length ? "all" : "some";
}

/**
 * @param {FileChange[]} a
 * @param {FileChange[]} b
 */
export function sameChanges(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
