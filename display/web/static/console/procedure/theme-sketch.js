/**
 * A sketch of each look of the public screens, and of what is shown on it: the
 * drawing follows the switches beside it through its style.
 *
 * @typedef {Screens["theme"]} Theme
 * @import { Screens } from "../../base/types.js"
 */

const SVG = "http://www.w3.org/2000/svg";

/** @type {Theme[]} */
export const THEMES = ["default", "contrast", "hourglass"];

/**
 * @param {string} tag
 * @param {Record<string, string|number>} attrs
 * @param {...Element} children
 */
function draw(tag, attrs, ...children) {
  const el = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attrs)) el.setAttribute(name, String(value));
  el.append(...children);
  return el;
}

/**
 * A line of writing.
 * @param {string} name
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
const line = (name, x, y, width, height) =>
  draw("rect", { class: `sketch-${name}`, x, y, width, height, rx: height / 2 });

/** @param {string} text @param {string} name @param {number} x @param {number} y */
function word(text, name, x, y) {
  const el = draw("text", { class: `sketch-${name}`, x, y, "text-anchor": "middle" });
  el.textContent = text;
  return el;
}

/** Two bulbs, the sand of a third of the time below. */
function hourglass() {
  return draw(
    "g",
    { class: "sketch-glass" },
    draw("path", {
      class: "sketch-frame",
      d: "M24 26h32M24 78h32M28 26c0 16 12 18 12 26s-12 10-12 26M52 26c0 16-12 18-12 26s12 10 12 26",
    }),
    draw("path", {
      class: "sketch-sand",
      d: "M33 38h14c-2 6-6 9-7 13c-1-4-5-7-7-13zM30 76c1-7 5-8 10-9c5 1 9 2 10 9z",
    }),
  );
}

/** @param {Theme} theme */
export function themeSketch(theme) {
  const glass = theme === "hourglass";
  const middle = glass ? 104 : 80;
  const next = [0, 1, 2].map((i) => line(`next${i + 1}`, 12 + i * 48, 90, 40, 4));
  return draw(
    "svg",
    { class: "sketch", viewBox: "0 0 160 100", "aria-hidden": "true", "data-theme": theme },
    draw("rect", { class: "sketch-ground", width: 160, height: 100 }),
    line("name", 12, 8, 78, 7),
    line("speaker", 12, 19, 44, 4),
    word("14:05", "clock", 138, 15),
    word("1:35", "digits", middle, glass ? 64 : 67),
    glass ? hourglass() : line("bar", 12, 77, 136, 4),
    ...next,
  );
}
