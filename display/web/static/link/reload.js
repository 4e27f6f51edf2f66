/**
 * Load the page again because the controller has another edition of it. Once for
 * each edition: if that brings the old one again, something between the two keeps
 * it, and loading in circles would help nobody.
 */

import { within } from "../base/within.js";

const REMEMBERED = "rostrum.loaded-for";
const SPREAD_MS = 3000;
const AGAIN_MS = 2000;
const ANSWER_MS = 10_000;
const KEPT_TIMES = 8; // caches keep a page for a few seconds

let pending = false;

/** @param {string} edition */
export function reloadFor(edition) {
  if (pending) return;
  try {
    if (sessionStorage.getItem(REMEMBERED) === edition) return;
    sessionStorage.setItem(REMEMBERED, edition);
  } catch {
    return; // without a memory it could not tell a circle
  }
  pending = true;
  // Not all screens of a room at once.
  setTimeout(() => load(edition, KEPT_TIMES), Math.random() * SPREAD_MS);
}

/**
 * The controller may be just being started: a browser's own page of errors would stay. Nor
 * is a page of the old edition what was meant, as long as a cache may have kept it.
 * @param {string} edition
 * @param {number} times
 */
async function load(edition, times) {
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: within(ANSWER_MS) });
    if (!answer.ok) throw new Error(answer.statusText);
    if (times > 0 && !(await answer.text()).includes(edition)) throw new Error("kept on the way");
    location.reload();
  } catch {
    setTimeout(() => load(edition, times - 1), AGAIN_MS);
  }
}
