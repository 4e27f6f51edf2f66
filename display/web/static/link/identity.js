/** By what this controller is known: what a person compares before trusting it. */

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
