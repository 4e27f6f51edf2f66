/** How high the page's window is, in pixels. */
export function height() {
  return innerHeight;
}
