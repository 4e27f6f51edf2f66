/**
 * The machines of the room: how they do, what makes one of them, and what updates them. A
 * line is told once, to the page that asked for it.
 *
 * @import { Enrolment, MachineNow, Machines, Refusal } from "../base/types.js"
 * @typedef {Pick<MachineNow, "id"|"host">} Called what a machine is called by
 */

const ANSWER_MS = 5000;

/**
 * How they do.
 * @param {AbortSignal} ended nobody looks any more
 * @returns {Promise<Machines|null>} null where nothing came
 */
export async function getMachines(ended) {
  const stop = new AbortController();
  const end = () => stop.abort();
  const late = setTimeout(end, ANSWER_MS);
  ended.addEventListener("abort", end);
  try {
    const answer = await fetch("/api/v1/machines", {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      cache: "no-store",
      signal: stop.signal,
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(late);
    ended.removeEventListener("abort", end);
  }
}

/**
 * Make a line for a machine that is to join.
 * @param {{role: string, seat?: string, pin?: string, page?: string}} asked
 * @returns {Promise<{ok: true, told: Enrolment}|{ok: false, refusal: Refusal}>}
 */
export function enrol(asked) {
  return post("enrolments", asked);
}

/**
 * Ask machines to update themselves from this controller.
 * @param {{machines: Called[]}|{all: true}} asked
 * @returns {Promise<{ok: true, told: {asked: Called[]}}|{ok: false, refusal: Refusal}>}
 */
export function update(asked) {
  return post("machines/update", asked);
}

/**
 * @param {string} path
 * @param {object} body
 * @returns {Promise<{ok: true, told: any}|{ok: false, refusal: Refusal}>}
 */
async function post(path, body) {
  try {
    const answer = await fetch(`/api/v1/${path}`, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MS),
      body: JSON.stringify(body),
    });
    const told = await answer.json();
    return answer.ok ? { ok: true, told } : { ok: false, refusal: told.error };
  } catch {
    return { ok: false, refusal: { code: "no-answer", message: "" } };
  }
}
