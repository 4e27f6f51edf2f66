/**
 * The state that a page has, of what the socket brings: the whole state once, and then
 * what has changed since. Nothing here is changed in place.
 *
 * @import { Blocking, Entry, Seat, SeatsNow, StateChange, Told } from "../base/types.js"
 */

/** How many of those who wait are told in place of the list. */
const NEXT = 10;

/** Members that are told whole where they have changed. */
const PLAIN = /** @type {const} */ ([
  "interrupted",
  "last",
  "waiting",
  "latest",
  "undo",
  "notices",
  "doubts",
  "saving",
  "proposal",
  "standby",
  "others",
  "several",
]);

/**
 * The first state names the run of the controller; a change is of the same.
 * @param {Told|StateChange} told
 * @returns {told is Told}
 */
export function isWhole(told) {
  return "run" in told;
}

/**
 * @param {Told} state
 * @param {StateChange} change
 * @returns {Told|null} null where the change begins from another state than this one
 */
export function merge(state, change) {
  const from = [
    change.list_change,
    change.next_change,
    change.undoable_change,
    change.ended_change,
    change.prepared_change,
  ];
  if (from.some((one) => one && one.from !== state.rev)) return null;
  const { rev, now, clock_ms, floor } = change;
  /** @type {Told} */
  const out = { ...state, rev, now, clock_ms, floor };
  for (const name of PLAIN) if (change[name] !== undefined) Object.assign(out, { [name]: change[name] });
  if (change.meeting) out.meeting = { ...state.meeting, ...change.meeting };
  if (change.list_change) out.list = changed(state.list ?? [], change.list_change, (row) => row.entry);
  if (change.next_change) out.next = changed(state.next ?? [], change.next_change, (row) => row.entry);
  if (change.ended_change) out.ended = changed(state.ended ?? [], change.ended_change, (row) => row.statement);
  if (change.prepared_change)
    out.prepared = changed(state.prepared ?? [], change.prepared_change, (row) => row.prepared);
  if (change.undoable_change) {
    const { blocked = [] } = change.undoable_change;
    const rows = changed(state.undoable ?? [], change.undoable_change, (row) => row.of);
    out.undoable = rows.map((row) => blocking(row, blocked));
  }
  return out;
}

/**
 * @template {{of: number, blocked_by?: number}} T
 * @param {T} row
 * @param {Blocking[]} blocked
 * @returns {T}
 */
function blocking(row, blocked) {
  const by = blocked.find(({ of }) => of.includes(row.of))?.by;
  if (by === undefined) return row;
  const { blocked_by: _, ...free } = row;
  return /** @type {T} */ (by === 0 ? free : { ...free, blocked_by: by });
}

/**
 * What is gone is taken out, then each row in turn is put behind the one that it names.
 * @template {object} T
 * @template K
 * @param {T[]} rows
 * @param {{rows: (T & {after: K|null})[], gone: K[]}} change
 * @param {(row: T) => K} key
 * @returns {T[]}
 */
function changed(rows, change, key) {
  const gone = new Set(change.gone);
  const out = rows.filter((row) => !gone.has(key(row)));
  for (const { after, ...rest } of change.rows) {
    const row = /** @type {T} */ (/** @type {unknown} */ (rest));
    const was = out.findIndex((other) => key(other) === key(row));
    if (was >= 0) out.splice(was, 1);
    const place = after === null ? 0 : out.findIndex((other) => key(other) === after) + 1;
    out.splice(place, 0, row);
  }
  return out;
}

/**
 * Seats that have changed keep their places; new ones follow the others.
 * @param {Seat[]} seats
 * @param {SeatsNow} change
 * @returns {Seat[]}
 */
export function mergeSeats(seats, { seats: told, gone = [] }) {
  const news = new Map(told.map((seat) => [seat.seat, seat]));
  const out = seats.filter(({ seat }) => !gone.includes(seat)).map((seat) => news.get(seat.seat) ?? seat);
  const known = new Set(out.map(({ seat }) => seat));
  return [...out, ...told.filter(({ seat }) => !known.has(seat))];
}

/**
 * Who waits first and how many wait, whether the list came or only that; a page that
 * was not sent the list has none of its lines.
 * @param {Told} told
 * @returns {{list: Entry[], next: Entry[], waiting: number}}
 */
export function lines({ list, next, waiting }) {
  if (!list) return { list: [], next: next ?? [], waiting: waiting ?? 0 };
  const all = list.filter((row) => row.status === "waiting");
  return { list, next: all.slice(0, NEXT), waiting: all.length };
}
