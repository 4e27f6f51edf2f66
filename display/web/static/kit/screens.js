/**
 * How the room wants its public screens. Until the controller has said so they
 * show what they show where nobody chose.
 *
 * @import { Screens } from "../base/types.js"
 * @import { Store } from "../link/store.js"
 */
import { setAttr } from "./dom.js";

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
