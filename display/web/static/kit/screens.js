/**
 * What the public screens share. They show what the room wants; until the controller has
 * said so, what they show where nobody chose.
 *
 * @import { Screens } from "../base/types.js"
 * @import { Store } from "../link/store.js"
 */
import { setAttr } from "./dom.js";

const WHILE_MS = 6000;

/** @type {Screens} */
const USUAL = {
  theme: "default",
  next: 3,
  speaker: true,
  overtime: true,
  clock: true,
  languages: [],
  together: false,
};

/** @param {Store} store */
export function screensOf(store) {
  return store.screens ?? USUAL;
}

/** @param {Screens} screens */
export function wear({ theme }) {
  setAttr(document.documentElement, "data-theme", theme);
}

/**
 * Mark the document while it is left alone, for the style to hide what is in the way: a
 * screen on a wall shows no controls and no pointer. They come back at the first touch,
 * movement or key, and go again when nobody has done anything for a while.
 */
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
