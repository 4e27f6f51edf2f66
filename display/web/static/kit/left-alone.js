/**
 * A screen on a wall shows no controls and no pointer. They come back at the first
 * touch, movement or key, and go again when nobody has done anything for a while.
 */
import { setAttr } from "./dom.js";

const WHILE_MS = 6000;

/** Mark the document while it is left alone, for the style to hide what is in the way. */
export function watchOver() {
  const root = document.documentElement;
  let pending = 0;
  const touched = () => {
    setAttr(root, "data-left-alone", null);
    clearTimeout(pending);
    pending = window.setTimeout(() => setAttr(root, "data-left-alone", true), WHILE_MS);
  };
  for (const kind of ["pointermove", "pointerdown", "keydown", "focusin"]) {
    document.addEventListener(kind, touched, { passive: true });
  }
  touched();
}
