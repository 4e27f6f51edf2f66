/**
 * The machines of the room: what makes one of them. A line is told once, to the page that
 * asked for it.
 *
 * @import { Enrolment, Refusal } from "../base/types.js"
 */

const ANSWER_MS = 5000;

/**
 * Make a line for a machine that is to join.
 * @param {{role: string, seat?: string, pin?: string, page?: string}} asked
 * @returns {Promise<{ok: true, told: Enrolment}|{ok: false, refusal: Refusal}>}
 */
export async function enrol(asked) {
  try {
    const answer = await fetch("/api/v1/enrolments", {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MS),
      body: JSON.stringify(asked),
    });
    const told = await answer.json();
    return answer.ok ? { ok: true, told } : { ok: false, refusal: told.error };
  } catch {
    return { ok: false, refusal: { code: "no-answer", message: "" } };
  }
}
