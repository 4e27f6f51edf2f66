/**
 * Where a delegation stands in the list, and when it speaks. A calculation: nothing here
 * touches the page. No names of persons: who is asked for is a delegation.
 *
 * @import { Entry, State } from "../base/types.js"
 * @import { Expected, Forecast } from "../base/wire.js"
 *
 * @typedef {"speaking"|"interrupted"|"next"|"next-but-one"|"waiting"|"heard"|"absent"|"withdrawn"|"not-heard"
 *   |"not-listed"|"list-closed"|"debate-closed"} TurnKind
 *
 * @typedef {object} Turn
 * @property {TurnKind} kind
 * @property {Entry|null} entry the line that it is about; null for none
 * @property {number} place among those who wait, the first is 1; 0 for who does not wait
 * @property {number} waiting how many wait
 * @property {number[]} later the places at which the delegation speaks again
 *
 * @typedef {object} Span
 * @property {Date} from rounded down to five minutes
 * @property {Date|null} to rounded up; null where only the beginning can be said
 * @property {Date|null} end the end of interpretation, where it may come first
 */

const ROUND_MS = 5 * 60_000;

/** What has become of a line, in the order of what matters most to who asks. */
const OVER = /** @type {const} */ (["not-heard", "absent", "heard", "withdrawn"]);

/**
 * Whether a line is of the delegation that was chosen: by the code of its State, or by the
 * list's own name.
 * @param {{state?: string, iso3?: string, listed?: string, delegation?: string}} row
 * @param {string} chosen
 */
export function isOf(row, chosen) {
  return chosen !== "" && [row.state, row.iso3, row.listed ?? row.delegation].includes(chosen);
}

/**
 * @param {Pick<State, "list"|"floor"|"interrupted"|"meeting">} state with the whole list
 * @param {string} chosen
 * @returns {Turn}
 */
export function turnOf({ list, floor, interrupted, meeting }, chosen) {
  const own = list.filter((row) => isOf(row, chosen));
  const queue = list.filter((row) => row.status === "waiting");
  const places = queue.flatMap((row, i) => (isOf(row, chosen) ? [i + 1] : []));
  const turn = { entry: null, place: 0, waiting: queue.length };
  // A point of order has no line in the list.
  const speaks = floor?.entry ? own.find((row) => row.entry === floor.entry) : undefined;
  if (floor && (speaks || isOf(floor, chosen))) {
    return { ...turn, kind: "speaking", entry: speaks ?? null, later: places };
  }
  const stands = interrupted?.entry ? own.find((row) => row.entry === interrupted.entry) : undefined;
  if (stands) return { ...turn, kind: "interrupted", entry: stands, later: places };
  const [place, ...later] = places;
  if (place !== undefined) {
    const kind = place === 1 ? "next" : place === 2 ? "next-but-one" : "waiting";
    return { ...turn, kind, entry: queue[place - 1] ?? null, place, later };
  }
  for (const kind of OVER) {
    const last = own.findLast((row) => row.status === kind);
    if (last) return { ...turn, kind, entry: last, later };
  }
  const missing = meeting.closed ? "debate-closed" : meeting.list_closed ? "list-closed" : "not-listed";
  return { ...turn, kind: missing, later };
}

/**
 * When a line probably gets the floor; null where nobody says. Past the end of
 * interpretation nothing is promised: only before when it will not be.
 * @param {Forecast|null} forecast
 * @param {string|undefined} entry
 * @returns {Span|null}
 */
export function spanOf(forecast, entry) {
  const found = forecast?.entries?.find((one) => one.entry === entry);
  if (!forecast || !found) return null;
  const { p10, p90 } = instants(found);
  if (!Number.isFinite(p10) || !Number.isFinite(p90)) return null;
  const from = new Date(Math.floor(p10 / ROUND_MS) * ROUND_MS);
  const to = new Date(Math.ceil(p90 / ROUND_MS) * ROUND_MS);
  const end = Date.parse(forecast.ends_by ?? "");
  if (p90 > end) return { from, to: null, end: new Date(end) };
  return { from, to, end: null };
}

/** @param {Expected} found */
function instants({ p10, p90 }) {
  return { p10: Date.parse(p10), p90: Date.parse(p90) };
}

/**
 * What has to be told to who does not look: the kind of turn, and which place where that
 * is near.
 * @param {Turn} turn
 */
export function newsOf({ kind, entry, place }) {
  return [kind, entry?.entry ?? "", place > 0 && place <= 5 ? place : ""].join();
}
