/**
 * What of the speakers' list is looked for: by words and by status. A
 * calculation: nothing here touches the page.
 *
 * @import { Entry } from "../../base/types.js"
 * @import { Opening } from "./concerns.js"
 * @typedef {"all"|"waiting"|"heard"|"absent"|"not-heard"|"look"} Filter
 *
 * @typedef {object} Known
 * @property {Opening} [meeting]
 * @property {string} [meant] the code of the State that the query means as a whole
 */
import { fold, wordsOf } from "../../base/fold.js";
import { concernsOf } from "./concerns.js";

/** @type {Filter[]} */
export const FILTERS = ["all", "waiting", "heard", "absent", "not-heard", "look"];

/** @type {WeakMap<Entry, {text: string, names: string}>} */
const folded = new WeakMap();

/**
 * @param {Entry} row
 * @param {(seat: string) => string} seatName
 */
function foldedOf(row, seatName) {
  let known = folded.get(row);
  if (!known) {
    const seat = row.seat ? seatName(row.seat) : "";
    // By any of its names: somebody may know only the one on the name plate.
    const names = [row.delegation, row.listed, ...Object.values(row.names ?? {}), row.speaker, row.on_behalf_of];
    known = { names: fold(names.join(" ")), text: fold([...names, seat, row.seat].join(" ")) };
    folded.set(row, known);
  }
  return known;
}

/**
 * True if each word is found. A number is the line's own or the seat's from its
 * beginning: 1 finds 1 and 12, not 21.
 * @param {Entry} row
 * @param {string[]} words as from wordsOf
 * @param {(seat: string) => string} [seatName] what a seat is called in the page's language
 */
export function matches(row, words, seatName = (seat) => seat) {
  const { text, names } = foldedOf(row, seatName);
  return words.every((word) =>
    /^\d+$/.test(word)
      ? String(row.seq).startsWith(word) || fold(row.seat ?? "").startsWith(word) || names.includes(word)
      : text.includes(word),
  );
}

/**
 * True if a line is of a filter's kind; withdrawn ones are under "all" only.
 * @param {Entry} row
 * @param {Filter} filter
 * @param {Opening} meeting
 */
function isOf(row, filter, meeting) {
  if (filter === "look") return concernsOf(row, meeting).length > 0;
  return filter === "all" || row.status === filter;
}

/**
 * How many there are under each filter.
 * @param {Entry[]} list
 * @param {Opening} [meeting]
 */
export function countsOf(list, meeting = {}) {
  /** @type {Record<Filter, number>} */
  const counts = { all: list.length, waiting: 0, heard: 0, absent: 0, "not-heard": 0, look: 0 };
  for (const row of list) {
    if (row.status in counts) counts[/** @type {Filter} */ (row.status)] += 1;
    if (isOf(row, "look", meeting)) counts.look += 1;
  }
  return counts;
}

/**
 * What is shown. Who has the floor stays in sight above those who wait.
 * @param {Entry[]} list
 * @param {Filter} filter
 * @param {string} query
 * @param {(seat: string) => string} [seatName]
 * @param {Known} [known]
 * @returns {{shown: Set<string>, found: number}} found: without the one that only stays in sight
 */
export function shownOf(list, filter, query, seatName, { meeting = {}, meant = "" } = {}) {
  const shown = new Set();
  let found = 0;
  const words = wordsOf(query);
  for (const row of list) {
    const held = filter === "waiting" && row.status === "speaking";
    const named = (meant !== "" && (row.iso3 || row.state) === meant) || matches(row, words, seatName);
    if (!(held || isOf(row, filter, meeting)) || !named) continue;
    shown.add(row.entry);
    if (!held) found += 1;
  }
  return { shown, found };
}
