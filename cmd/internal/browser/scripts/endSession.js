/** End the session of this browser behind the page's back. */
export async function endSession() {
  const answer = await fetch("/api/v1/session", { method: "DELETE" });
  return answer.status;
}
