/**
 * What a line of the list should be looked at for. The chair decides: nothing happens
 * by itself. A calculation.
 *
 * @import { Entry } from "../../base/types.js"
 * @typedef {"early"|"letter"} Concern
 * @typedef {{list_opens_at?: string|null}} Opening as the meeting has it
 */

const BEFORE = ["waiting", "absent", "speaking"];

/**
 * @param {Entry} row
 * @param {Opening} meeting
 * @returns {Concern[]}
 */
export function concernsOf(row, { list_opens_at: opens }) {
  /** @type {Concern[]} */
  const concerns = [];
  if (!BEFORE.includes(row.status)) return concerns;
  if (opens && row.registered_at && Date.parse(row.registered_at) < Date.parse(opens)) concerns.push("early");
  if (row.capacity === "rule-37" && row.letter !== "on-file") concerns.push("letter");
  return concerns;
}
