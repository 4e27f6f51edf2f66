/**
 * Move a hand over the page, or touch it somewhere, as somebody does who comes to it.
 * @param {"pointermove"|"pointerdown"} what
 */
export function hand(what) {
  document.dispatchEvent(new PointerEvent(what, { bubbles: true }));
}
