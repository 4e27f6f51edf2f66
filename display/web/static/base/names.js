/**
 * Delegations by the names that the list gives them in the language of the page; where
 * it has none and is in another language, States by what they are called in this one.
 * All others keep the list's own name.
 *
 * @import { Merged, State } from "./types.js"
 * @typedef {{delegation?: string, listed?: string, names?: Record<string, string>, state?: string}} Named
 */
import { language } from "./i18n.js";
import { stateName } from "./states.js";

/** The language of the list, as far as it is known. */
let listLanguage = "";

/**
 * @param {Named} row
 * @param {string} [written] the language of what it is from, where that is not the list
 */
export function nameOf(row, written = listLanguage) {
  const own = row.listed ?? row.delegation ?? "";
  const inList = row.names?.[language()];
  if (inList || !row.state || written === language()) return inList ?? own;
  return stateName(row.state) || own;
}

/**
 * The list's own name of a delegation that somebody wrote by any of its names; what was
 * written, where that is none or names two.
 * @param {Named[]} list
 * @param {string} written
 */
export function listedAs(list, written) {
  const found = new Set();
  for (const row of list) {
    const listed = row.listed ?? row.delegation;
    if ([row.delegation, listed, ...Object.values(row.names ?? {})].includes(written)) found.add(listed);
  }
  const [only = written] = found;
  return found.size === 1 ? only : written;
}

/**
 * The snapshot in the language in use; `listed` keeps the name that the controller
 * knows.
 * @param {Merged} state
 * @returns {State}
 */
export function named(state) {
  listLanguage = state.meeting.list_language;
  /** @type {Map<string, string>} */
  const known = new Map();
  /** @template {Named} T @param {T} row @returns {T & {listed: string, delegation: string}} */
  const one = (row) => {
    const listed = row.listed ?? row.delegation ?? "";
    const delegation = nameOf(row);
    if (delegation !== listed) known.set(listed, delegation);
    return { ...row, listed, delegation };
  };
  const list = state.list.map(one);
  const next = state.next.map(one);
  /** @template {{about?: string}} T @param {T} done @returns {T} */
  const about = (done) => ({ ...done, about: known.get(done.about ?? "") ?? done.about });
  return {
    ...state,
    list,
    next,
    floor: state.floor && one(state.floor),
    interrupted: state.interrupted && one(state.interrupted),
    last: state.last && one(state.last),
    ended: state.ended?.map(one),
    undo: state.undo && about(state.undo),
    undoable: state.undoable?.map(about),
  };
}
