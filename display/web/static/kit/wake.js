/**
 * Keep the screen awake where the browser can: only a secure context has the
 * lock, and it is lost each time the page is hidden.
 *
 * @typedef {"awake"|"insecure"|"unable"|"refused"} Wakefulness
 */

/** @param {(state: Wakefulness) => void} tell */
export function stayAwake(tell) {
  const ask = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      tell(lock.released ? "refused" : "awake");
      lock.addEventListener("release", () => tell("refused"));
    } catch {
      tell("refused"); // low battery, or not allowed: the page works all the same
    }
  };
  if (!("wakeLock" in navigator)) {
    tell(window.isSecureContext ? "unable" : "insecure");
    return;
  }
  document.addEventListener("visibilitychange", ask);
  ask();
}
