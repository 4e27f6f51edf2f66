/**
 * Where a statement is made.
 *
 * @import { Seat, State } from "./types.js"
 */
import { t } from "./i18n.js";
import { healthAt } from "./lights-health.js";

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
 * A seat by its name, with what is wrong with its light.
 * @param {State} state
 * @param {string} seat
 */
export function seatText(state, seat) {
  const health = healthAt(state, seat);
  const text = t("seat.numbered", { seat });
  return health === "well" ? text : `${text} · ${t(`health.${health}`)}`;
}
