/**
 * The record, as the controller has it now, what notes may be about, and what putting the
 * list in order would do.
 *
 * @import { Forecast, Meetings, ProposedOrder, Recorded, Summary, Totals } from "../base/types.js"
 */

/**
 * @template T
 * @param {string} path
 * @returns {Promise<T|null>} null where nothing came
 */
async function ask(path) {
  try {
    const answer = await fetch(path, { credentials: "same-origin", headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // the link's badge says that the controller is not there
  }
}

/**
 * The record; with a number, of its statements that one.
 * @param {number} [statement]
 * @returns {Promise<Recorded|null>}
 */
export function getRecord(statement) {
  return ask(statement ? `/api/v1/record?statement=${statement}` : "/api/v1/record");
}

/** @returns {Promise<Summary|null>} */
export function getSummary() {
  return ask("/api/v1/summary.json");
}

/** @returns {Promise<Totals|null>} */
export function getTotals() {
  return ask("/api/v1/totals");
}

/**
 * The meetings of the journal, and the rules that another one may have.
 * @returns {Promise<Meetings|null>}
 */
export function getMeetings() {
  return ask("/api/v1/meetings");
}

/**
 * When the list will end, without each line of it.
 * @returns {Promise<Forecast|null>}
 */
export function getForecast() {
  return ask("/api/v1/forecast?entries=none");
}

/** The paragraphs that notes may be about, and were. */
export async function getParagraphs() {
  /** @type {{paragraphs: string[]}|null} */
  const answer = await ask("/api/v1/paragraphs");
  return answer?.paragraphs ?? [];
}

/**
 * @param {string} by
 * @returns {Promise<ProposedOrder|null>}
 */
export function getOrder(by) {
  return ask(`/api/v1/list/order?by=${by}`);
}
