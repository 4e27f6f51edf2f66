/**
 * Signing in and out, and what a person compares before trusting the controller. The
 * link's key travels in the fragment, which no server and no log ever sees, and is gone
 * from the address at once.
 */

/** @typedef {"none"|"taken"|"refused"|"unreachable"} SignIn */

/**
 * Use the invitation in the address, if there is one.
 * @returns {Promise<SignIn>}
 */
export async function signIn() {
  const invite = new URLSearchParams(location.hash.slice(1)).get("invite");
  if (!invite) return "none";
  history.replaceState(null, "", location.pathname + location.search);
  try {
    const answer = await fetch("/api/v1/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      credentials: "same-origin",
      body: JSON.stringify({ invite }),
    });
    return answer.ok ? "taken" : "refused";
  } catch {
    return "unreachable";
  }
}

export async function signOut() {
  await fetch("/api/v1/session", { method: "DELETE", credentials: "same-origin" });
}

/**
 * The fingerprint of the certificate that vouches for the controller: nothing
 * where it serves without TLS, null where it did not answer.
 * @returns {Promise<string | null>}
 */
export async function fingerprint() {
  try {
    const answer = await fetch("/api/v1/trust", { cache: "no-store" });
    if (!answer.ok) return null;
    /** @type {{fingerprint: string}} */
    const trust = await answer.json();
    return trust.fingerprint;
  } catch {
    return null; // the link's badge says that the controller is not there
  }
}
