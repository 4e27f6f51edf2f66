/**
 * A line of the list is written on while others may change it too: what can be
 * taken over, and what cannot. A calculation.
 *
 * @import { Entry } from "../../base/types.js"
 * @typedef {"delegation"|"speaker"|"kind"|"on_behalf_of"|"seat"} Spoken
 * @typedef {"capacity"|"level"|"title"|"registered_at"|"letter"|"language"|"allowance_ms"} Registered
 * @typedef {Spoken|Registered} Name
 * @typedef {Record<Name, string>} Line as it is written: a time as its field has it, a length as m:ss
 */
import { lengthText, parseLength } from "../../base/format.js";
import { fieldTime } from "../../base/when.js";

/** @type {Spoken[]} */
export const SPOKEN = ["delegation", "speaker", "kind", "on_behalf_of", "seat"];
/** @type {Registered[]} */
export const REGISTERED = ["capacity", "level", "title", "registered_at", "letter", "language", "allowance_ms"];
/** @type {Name[]} */
export const NAMES = [...SPOKEN, ...REGISTERED];

/**
 * @param {Pick<Entry, "listed"|"delegation"> & Partial<Entry>} row
 * @returns {Line}
 */
export function lineOf(row) {
  const { listed, delegation, speaker = "", kind = "", on_behalf_of = "", seat = "" } = row;
  const { capacity = "", level = "", title = "", registered_at, letter = "", language = "", allowance_ms } = row;
  return {
    delegation: listed ?? delegation,
    speaker,
    kind,
    on_behalf_of,
    seat,
    capacity,
    level,
    title,
    registered_at: registered_at ? fieldTime(new Date(registered_at)) : "",
    letter,
    language,
    allowance_ms: allowance_ms ? lengthText(allowance_ms) : "",
  };
}

/**
 * What is sent of what is written; NaN for a length that is none.
 * @param {Name} name
 * @param {string} written
 * @returns {string|number}
 */
export function sentAs(name, written) {
  if (name === "allowance_ms") return parseLength(written) ?? 0;
  if (name === "registered_at" && written) return new Date(written).toISOString();
  return written;
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
