/**
 * A page that comes over from another controller of the room brings along what it was
 * there. It is gone from the address before anything is drawn.
 */
import { brought } from "./over.js";

const TIMES = 4;
const AGAIN_MS = 400;

/** @returns {Promise<void>} once the page is signed in, or cannot be */
export async function arrive() {
  const came = brought(location.hash);
  if (!came) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  try {
    for (const [key, value] of Object.entries(came.kept)) localStorage.setItem(key, value);
  } catch {
    // A private window may refuse to remember.
  }
  for (let times = 0; came.twin && times < TIMES; times++) {
    if (times > 0) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    try {
      const answer = await fetch("/api/v1/session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        credentials: "same-origin",
        body: JSON.stringify({ twin: came.twin }),
      });
      if (answer.status !== 503) return; // whoever is not known here is asked to sign in
    } catch {
      // It led a moment ago.
    }
  }
}
