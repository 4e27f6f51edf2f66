/**
 * Who is signed in, who is invited, and who is no more. A link is told once, to the page
 * that asked for it.
 *
 * @import { Invitation, Person, Refusal } from "../base/types.js"
 * @typedef {{ok: true, told: Invitation|null}|{ok: false, refusal: Refusal}} Done
 */

const ANSWER_MS = 5000;

/** @returns {Promise<Person[]|null>} null where nothing came */
export async function getPeople() {
  try {
    const answer = await ask("GET", "people");
    return answer.ok ? (await answer.json()).people : null;
  } catch {
    return null; // the link's badge says that the controller is not there
  }
}

/**
 * Make a one-time link for a tablet.
 * @param {string} role
 * @param {string} name
 */
export function invite(role, name) {
  return done("POST", "invitations", { role, name });
}

/** @param {string} id of a link that nobody has opened */
export function takeBack(id) {
  return done("DELETE", `invitations/${id}`);
}

/** @param {string} id of a session */
export function endSession(id) {
  return done("DELETE", `people/${id}`);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<Done>}
 */
async function done(method, path, body) {
  try {
    const answer = await ask(method, path, body);
    const told = answer.status === 204 ? null : await answer.json();
    return answer.ok ? { ok: true, told } : { ok: false, refusal: told.error };
  } catch {
    return { ok: false, refusal: { code: "no-answer", message: "" } };
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
async function ask(method, path, body) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), ANSWER_MS);
  try {
    return await fetch(`/api/v1/${path}`, {
      method,
      headers: { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) },
      credentials: "same-origin",
      cache: "no-store",
      signal: stop.signal,
      body: body && JSON.stringify(body),
    });
  } finally {
    clearTimeout(late);
  }
}
