/** Touch the page somewhere, as somebody does who comes to it. */
export function handComes() {
  document.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
}
