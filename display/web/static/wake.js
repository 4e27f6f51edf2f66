/**
 * Keep the screen awake where the browser can: only a secure context has the
 * lock, and it is lost each time the page is hidden.
 */

/** @param {(awake: boolean) => void} tell */
export function stayAwake(tell) {
  const ask = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      tell(!lock.released);
      lock.addEventListener("release", () => tell(false));
    } catch {
      tell(false); // low battery, or not allowed: the page works all the same
    }
  };
  if (!("wakeLock" in navigator)) {
    tell(false);
    return;
  }
  document.addEventListener("visibilitychange", ask);
  ask();
}
