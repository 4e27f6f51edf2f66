/**
 * A file with a speakers' list: sent to be looked at, and looked at again in another way.
 * Nothing changes by it.
 *
 * @import { ListPreview, Refusal } from "../base/types.js"
 *
 * @typedef {object} ListFile
 * @property {string} name
 * @property {Blob} body
 *
 * @typedef {object} AskedOf how a file is to be read, where somebody has said so
 * @property {string} [sheet]
 * @property {Record<string, string>} [columns] by their keys; empty is nothing
 *
 * @typedef {{ok: true, preview: ListPreview}|{ok: false, refusal: Refusal}} Previewed
 */

/** The controller takes no larger one. */
const MOST_BYTES = 16 * 1024 * 1024;

/** A large file over a slow network. */
const ANSWER_MS = 120_000;

const KINDS = new Map([
  ["csv", "text/csv"],
  ["tsv", "text/csv"],
  ["txt", "text/plain"],
  ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
]);

/**
 * Keep what a file says now: it may be saved anew, or be gone, when it is sent again.
 * @param {File} file
 * @returns {Promise<ListFile|null>} null where it cannot be read
 */
export async function keepFile(file) {
  if (file.size > MOST_BYTES) return { name: file.name, body: file }; // it will not be sent
  try {
    return { name: file.name, body: new Blob([await file.arrayBuffer()]) };
  } catch {
    return null;
  }
}

/**
 * Send a file.
 * @param {ListFile} file
 * @param {AskedOf} asked
 * @param {boolean} next for a meeting that is to be prepared
 * @returns {Promise<Previewed>}
 */
export async function sendFile({ name, body }, { sheet, columns }, next) {
  if (body.size > MOST_BYTES) {
    return { ok: false, refusal: { code: "too-large", why: "file.too-large", message: "" } };
  }
  const query = new URLSearchParams({ name });
  if (sheet) query.set("sheet", sheet);
  if (columns) query.set("columns", JSON.stringify(columns));
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return preview(query, next, KINDS.get(ending) ?? "application/octet-stream", body);
}

/**
 * Ask again for a file that the controller holds.
 * @param {string} digest
 * @param {AskedOf} asked
 * @param {boolean} next
 */
export function askAgain(digest, asked, next) {
  return preview(new URLSearchParams(), next, "application/json", JSON.stringify({ digest, ...asked }));
}

/**
 * @param {URLSearchParams} query
 * @param {boolean} next
 * @param {string} kind
 * @param {BodyInit} body
 * @returns {Promise<Previewed>}
 */
async function preview(query, next, kind, body) {
  if (next) query.set("for", "next");
  try {
    const answer = await fetch(`/api/v1/list/preview?${query}`, {
      method: "POST",
      headers: { "Content-Type": kind },
      credentials: "same-origin",
      signal: AbortSignal.timeout(ANSWER_MS),
      body,
    });
    const told = await answer.json();
    if (answer.ok) return { ok: true, preview: told };
    // One that is refused may still be read in another way.
    return told.preview ? { ok: true, preview: told.preview } : { ok: false, refusal: told.error };
  } catch {
    return { ok: false, refusal: { code: "no-answer", message: "" } };
  }
}
