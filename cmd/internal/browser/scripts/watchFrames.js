/**
 * Count the frames, and keep, of each time at which the page becomes visible, the first
 * frame's instant and text.
 *
 * @typedef {{count: number, woke: {at: number, text: string}|null}} Frames
 */
export function watchFrames() {
  const own = /** @type {{drawn?: Frames}} */ (window);
  if (own.drawn) {
    own.drawn.woke = null;
    return;
  }
  /** @type {Frames} */
  const frames = { count: 0, woke: null };
  Object.assign(window, { drawn: frames });
  const count = () => {
    requestAnimationFrame(count);
    frames.count++;
  };
  requestAnimationFrame(count);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    requestAnimationFrame(() => {
      const time = /** @type {HTMLElement} */ (document.querySelector("#time"));
      frames.woke = { at: performance.now(), text: time.innerText.trim() };
    });
  });
}
