/**
 * A signal by which a question is given up after so long, its answer's text included.
 * AbortSignal.timeout is newer than some of the public's phones.
 * @param {number} ms
 */
export function within(ms) {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), ms);
  return stop.signal;
}
