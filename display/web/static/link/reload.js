/**
 * Load the page again because the controller has another edition of it. Once for
 * each edition: if that brings the old one again, something between the two keeps
 * it, and loading in circles would help nobody.
 */

const REMEMBERED = "rostrum.loaded-for";
const SPREAD_MS = 3000;
const AGAIN_MS = 2000;

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
  setTimeout(load, Math.random() * SPREAD_MS);
}

/** The controller may be just being started: a browser's own page of errors would stay. */
async function load() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    location.reload();
  } catch {
    setTimeout(load, AGAIN_MS);
  }
}
