/**
 * Which delegation was chosen: in the address, which can be handed on, else on this phone.
 */

const KEPT = "rostrum.when.";
const ASKED = "delegation";

/** The delegation that the address asks for, or that was chosen here before; "" for none. */
export function chosenBefore() {
  return new URLSearchParams(location.search).get(ASKED)?.trim() || recall(ASKED);
}

/**
 * Keep what was chosen, here and in the address.
 * @param {string} chosen "" for none any more
 */
export function keepChosen(chosen) {
  remember(ASKED, chosen);
  const address = new URL(location.href);
  if (chosen) address.searchParams.set(ASKED, chosen);
  else address.searchParams.delete(ASKED);
  history.replaceState(history.state, "", address);
}

/**
 * @param {string} what
 * @returns {string} "" for what was not kept
 */
export function recall(what) {
  try {
    return localStorage.getItem(KEPT + what) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} what
 * @param {string} value "" is kept no more
 */
export function remember(what, value) {
  try {
    if (value) localStorage.setItem(KEPT + what, value);
    else localStorage.removeItem(KEPT + what);
  } catch {
    // A private window may refuse to remember; the address still says it.
  }
}
