/**
 * Whom somebody means who writes the beginning of a name, by any habit: those of the list,
 * and every State. A calculation: nothing here touches the page.
 *
 * @import { Entry, NamesOfStates } from "./types.js"
 * @typedef {Pick<NamesOfStates, "names"|"habits">} Table
 * @typedef {{name: string, listed: string, code: string, seq: number}} Suggestion listed is its name as the controller
 *   knows it; seq is 0 for who is not on the list
 */
import { fold, wordsOf } from "./fold.js";

const MOST = 5;

/**
 * A name as it is compared: what stands between its letters does not count.
 * @param {string} text
 */
function plain(text) {
  return fold(text.replace(/(\p{L})\.(?=\p{L}\b)/gu, "$1").replace(/[\p{P}\p{S}]/gu, " "));
}

/**
 * The code of the State that a whole name or a habit means; empty for none.
 * @param {string} text
 * @param {Table} table
 */
export function meantBy(text, { names, habits = {} }) {
  const written = plain(text);
  if (!written) return "";
  const code = written.toUpperCase();
  if (habits[written]) return habits[written];
  if (names[code]) return code;
  return Object.keys(names).find((state) => plain(names[state] ?? "") === written) ?? "";
}

/**
 * The best of those who may be meant.
 * @param {string} text as far as it is written
 * @param {Entry[]} list
 * @param {Table} table
 * @returns {Suggestion[]}
 */
export function suggestionsFor(text, list, table) {
  const words = wordsOf(plain(text));
  if (words.length === 0) return [];
  const whole = meantBy(text, table);
  const written = plain(text);
  const begins = (/** @type {string} */ name) => {
    const parts = plain(name).split(" ");
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  };
  const rank = (/** @type {string} */ name, /** @type {string} */ code) => {
    if (code !== "" && code === whole) return 0;
    if (plain(name).startsWith(written)) return 1;
    return begins(name) ? 2 : 3;
  };
  /** @type {Map<string, Suggestion & {rank: number}>} */
  const found = new Map();
  for (const row of list) {
    if (row.status === "withdrawn") continue;
    const code = row.state || row.iso3 || "";
    const key = code || `${row.listed ?? row.delegation}`;
    const names = [row.delegation, row.listed ?? "", ...Object.values(row.names ?? {}), table.names[code] ?? ""];
    const best = Math.min(...names.map((name) => rank(name, code)));
    if (!found.has(key))
      found.set(key, { name: row.delegation, listed: row.listed ?? row.delegation, code, seq: row.seq, rank: best });
  }
  for (const [code, name] of Object.entries(table.names)) {
    if (!found.has(code)) found.set(code, { name, listed: name, code, seq: 0, rank: rank(name, code) });
  }
  return [...found.values()]
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name))
    .slice(0, MOST)
    .map(({ rank: _, ...one }) => one);
}

/**
 * The line of the same delegation in the same capacity, that was not withdrawn; who
 * replies, or speaks as somebody else, is not the same.
 * @param {Entry[]} list
 * @param {{delegation: string, code: string, kind: string, capacity: string}} given
 */
export function sameOn(list, { delegation, code, kind, capacity }) {
  if (kind.endsWith("right-of-reply")) return undefined;
  return list.find((row) => {
    const own = row.state || row.iso3 || "";
    const names = [row.delegation, row.listed ?? ""].map(plain);
    const same = (code !== "" && own === code) || names.includes(plain(delegation));
    const otherwise = capacity !== "" && row.capacity && row.capacity !== capacity;
    return same && row.kind === kind && row.status !== "withdrawn" && !otherwise;
  });
}
