/**
 * The first frame since the page became visible: its instant on the controller's clock, by
 * exchanges of this script's own, how far that may be off, and what it showed.
 * @returns {Promise<{at: number, trip: number, text: string}>}
 */
export function firstFrame() {
  const frames = /** @type {any} */ (window).drawn;
  return new Promise((done) => {
    let best = Infinity;
    let offset = 0;
    let left = 12;
    const socket = new WebSocket(`ws://${location.host}/ws`, "rostrum.v1");
    const ask = () => socket.send(JSON.stringify({ type: "sync", t0: performance.now() }));
    const tell = () => {
      if (!frames.woke) setTimeout(tell, 16);
      else done({ at: frames.woke.at + offset, trip: Math.ceil(best), text: frames.woke.text });
    };
    socket.onopen = ask;
    socket.onmessage = (e) => {
      const m = JSON.parse(e.data);
      if (m.type !== "sync") return;
      const t3 = performance.now();
      const trip = t3 - m.t0;
      if (trip < best) {
        best = trip;
        offset = (m.t1 - m.t0 + m.t2 - t3) / 2;
      }
      if (--left > 0) ask();
      else {
        socket.close();
        tell();
      }
    };
  });
}
