/**
 * A line of the list is written on while others may change it too: what can be
 * taken over, and what cannot. A calculation.
 *
 * @import { Entry } from "../../base/types.js"
 * @typedef {"delegation"|"speaker"|"kind"|"on_behalf_of"|"seat"} Name
 * @typedef {Record<Name, string>} Line
 */

/** @type {Name[]} */
export const NAMES = ["delegation", "speaker", "kind", "on_behalf_of", "seat"];

/**
 * @param {Pick<Entry, "listed"|"delegation"> & Partial<Line>} row
 * @returns {Line}
 */
export function lineOf({ listed, delegation, speaker = "", kind = "", on_behalf_of = "", seat = "" }) {
  return { delegation: listed ?? delegation, speaker, kind, on_behalf_of, seat };
}

/**
 * The fields in which two differ.
 * @param {Line} one
 * @param {Line} other
 */
export function differing(one, other) {
  return NAMES.filter((name) => one[name] !== other[name]);
}

/**
 * What was changed elsewhere since `base`: a field that nobody writes on is
 * taken over, one that both changed is a clash.
 * @param {Line} base
 * @param {Line} now
 * @param {Line} written
 * @returns {{taken: Name[], clashes: Name[]}}
 */
export function mergeOf(base, now, written) {
  const others = differing(base, now).filter((name) => written[name] !== now[name]);
  return {
    taken: others.filter((name) => written[name] === base[name]),
    clashes: others.filter((name) => written[name] !== base[name]),
  };
}
