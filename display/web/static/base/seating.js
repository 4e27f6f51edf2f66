/**
 * Seats: where a statement is made, how the light there does, and whether somebody
 * should look after it.
 *
 * @import { Entry, Seat, State } from "./types.js"
 * @typedef {"well"|"away"|"failing"|"unsynchronised"|"differs"|"unknown"} Health
 */
import { t } from "./i18n.js";

/** A shape for each, so that no meaning hangs on colour. */
export const SHAPES = {
  well: "heard",
  away: "not-heard",
  failing: "warning",
  unsynchronised: "earlier",
  differs: "warning",
  unknown: "absent",
};

/**
 * @param {Seat} seat
 * @returns {Health}
 */
export function healthOf(seat) {
  if (!seat.connected) return "away";
  if (seat.failing) return "failing";
  if (seat.synchronised === false) return "unsynchronised";
  return seat.acknowledged === false ? "differs" : "well";
}

/**
 * The health of the light at a named seat. Where no light is known anywhere,
 * nobody expects one.
 * @param {State} state
 * @param {string|undefined} name
 * @returns {Health}
 */
export function healthAt(state, name) {
  const seats = state.seats ?? [];
  if (!name || seats.length === 0) return "well";
  const seat = seats.find((s) => s.seat === name);
  return seat ? healthOf(seat) : "unknown";
}

/**
 * How many lights are known to do what they should.
 * @param {State} state
 */
export function countText({ seats = [] }) {
  const count = seats.length;
  const well = seats.filter((s) => healthOf(s) === "well").length;
  return t("seats.some-well", { well, count });
}

/**
 * The seats whose lights somebody should look after: those of the debate, and
 * those that may show what nobody can take back.
 * @param {State} state
 * @param {number} now steady instant
 * @returns {Seat[]}
 */
export function needy(state, now) {
  const debated = seatsOfDebate(state);
  return (state.seats ?? []).filter((seat) => {
    if (seat.rival) return true;
    if (healthOf(seat) === "well") return false;
    return debated.size === 0 || debated.has(seat.seat) || mayShow(seat, now);
  });
}

/**
 * True while a light that is not reached may still show something.
 * @param {Seat} seat
 * @param {number} now steady instant
 */
export function mayShow(seat, now) {
  return !seat.connected && typeof seat.may_show_ms === "number" && seat.may_show_ms > now;
}

/**
 * The seats of whoever has the floor or will have it. None where the list names
 * no seats: then it may be any.
 * @param {State} state
 */
function seatsOfDebate({ floor, interrupted, list }) {
  const waiting = list.filter((row) => row.status === "waiting" && row.seat);
  const names = waiting.length > 0 ? [floor, interrupted, ...waiting].map((row) => row?.seat) : [];
  return new Set(names.filter(Boolean));
}

/**
 * The seat that goes without saying: the entry's own, or the only one with a
 * light. Empty when it must be asked, or when there are no lights.
 * @param {{seat?: string}} row
 * @param {Seat[]} seats
 */
export function plainSeat(row, seats) {
  if (row.seat) return row.seat;
  return seats.length === 1 ? (seats[0]?.seat ?? "") : "";
}

/**
 * The seat that a delegation has on the list, by any of its lines; none where it has none.
 * @param {Entry[]} list
 * @param {string} delegation as the list has it
 */
export function ownSeat(list, delegation) {
  return list.find((row) => row.seat && (row.listed ?? row.delegation) === delegation)?.seat;
}

/**
 * A seat by its name, with what is wrong with its light.
 * @param {State} state
 * @param {string} seat
 */
export function seatText(state, seat) {
  const health = healthAt(state, seat);
  const text = t("seat.numbered", { seat });
  return health === "well" ? text : `${text} · ${t(`health.${health}`)}`;
}
