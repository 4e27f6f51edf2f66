/**
 * Load the page again because the controller has another edition of it. Once for
 * each edition: if that brings the old one again, something between the two keeps
 * it, and loading in circles would help nobody.
 */

const REMEMBERED = "rostrum.loaded-for";
const SPREAD_MS = 3000;

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
  setTimeout(() => location.reload(), Math.random() * SPREAD_MS);
}
