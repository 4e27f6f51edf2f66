/** How far the page lies below its top, in pixels. */
export function scrolled() {
  return scrollY;
}
