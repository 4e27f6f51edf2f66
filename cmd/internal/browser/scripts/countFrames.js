/**
 * Count the frames that the page itself asks for, from its first one on.
 */
export function countFrames() {
  const ask = requestAnimationFrame.bind(window);
  const frames = { count: 0, woke: null };
  let last = -1;
  window.requestAnimationFrame = (act) =>
    ask((at) => {
      if (at !== last) frames.count++;
      last = at;
      act(at);
    });
  Object.assign(window, { drawn: frames });
}
