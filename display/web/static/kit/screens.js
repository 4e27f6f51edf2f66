/**
 * How the room wants its public screens. Until the controller has said so they
 * show what they show where nobody chose.
 *
 * @typedef {import("../base/types.js").Screens} Screens
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

/** @param {import("../link/store.js").Store} store */
export function screensOf(store) {
  return store.screens ?? USUAL;
}

/** @param {Screens} screens */
export function wear({ theme }) {
  setAttr(document.documentElement, "data-theme", theme);
}
