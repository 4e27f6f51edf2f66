/**
 * Where a statement is made.
 *
 * @typedef {import("./types.js").Seat} Seat
 */

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
