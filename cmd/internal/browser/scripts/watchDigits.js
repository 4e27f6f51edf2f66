/**
 * Estimate the controller's clock by exchanges of this script's own, and note when a digit
 * was written. What the page itself believes is not asked.
 *
 * @typedef {{text: string, at: number, before: number, gap: number}} Flip
 * @typedef {{trip: number, offset: number, flips: Flip[], gaps: number[]}} Watched
 *
 * @param {boolean} alone whether the page is to have no frames but its own, once it is known
 *   how long they are
 */
export function watchDigits(alone) {
  /** @type {Watched} */
  const w = { trip: Infinity, offset: 0, flips: [], gaps: [] };
  Object.assign(window, { watched: w });
  const { skewed = (/** @type {number} */ at) => at } = /** @type {any} */ (window);
  const socket = new WebSocket(`${location.origin.replace("http", "ws")}/ws`, "rostrum.v1");
  const ask = () => {
    if (socket.readyState === 1) socket.send(JSON.stringify({ type: "sync", t0: performance.now() }));
  };
  let left = 80;
  socket.onmessage = (e) => {
    const m = JSON.parse(e.data);
    if (m.type === "hello") ask();
    if (m.type !== "sync") return;
    const t3 = performance.now();
    const trip = t3 - m.t0 - (m.t2 - m.t1);
    if (trip < w.trip) Object.assign(w, { trip, offset: (m.t1 - m.t0 + m.t2 - t3) / 2 });
    if (left-- > 0) setTimeout(ask, 100);
  };
  const box = /** @type {HTMLElement} */ (document.querySelector("#time"));
  let shown = box.textContent;
  let last = 0;
  new MutationObserver(() => {
    const at = performance.now();
    const text = box.textContent ?? "";
    if (text === shown) return;
    shown = text;
    w.flips.push({ text, at, before: alone ? 0 : last, gap: w.gaps.at(-1) ?? 0 });
  }).observe(box, { subtree: true, childList: true, characterData: true });
  const beat = (/** @type {number} */ began) => {
    const at = skewed(began);
    if (last) w.gaps.push(at - last);
    last = at;
    if (!alone || w.gaps.length < 60) requestAnimationFrame(beat);
  };
  requestAnimationFrame(beat);
}
