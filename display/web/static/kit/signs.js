/**
 * What stands in a phase or for the link, as a shape: no meaning hangs on colour alone, and
 * nothing is fetched. Each is one path in a box of 24 by 24. These are all that a page needs
 * on which nobody acts.
 */

const SVG = "http://www.w3.org/2000/svg";

/** @type {Record<string, string>} */
export const SIGNS = {
  // phases
  ready: "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16zm0 2.6a5.4 5.4 0 1 0 0 10.8a5.4 5.4 0 0 0 0-10.8z",
  speaking: "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16z",
  warning: "M12 3.2L22 20.5H2z",
  over: "M12 2.2L21.8 12L12 21.8L2.2 12z",
  overrun: "M8 3h8l5 5v8l-5 5H8l-5-5V8zM7.5 10.6v2.8h9v-2.8z",
  paused: "M6 4.5h4.2v15H6zM13.8 4.5H18v15h-4.2z",
  // the link
  "link-connecting":
    "M12 4.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 0 1 0-15zm0 2.4a5.1 5.1 0 1 0 0 10.2a5.1 5.1 0 0 0 0-10.2zM10.9 8.5h2.2v4.3h-2.2z",
  "link-live": "M12 5.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z",
  "link-reconnecting":
    "M12 4a8 8 0 0 1 7.4 5l1.9-.7l-.8 5.4l-4.8-2.6l1.5-.6A5.5 5.5 0 0 0 7.3 9L5.1 7.9A8 8 0 0 1 12 4zM3.5 10.3l4.8 2.6l-1.5 .6A5.5 5.5 0 0 0 16.7 15l2.2 1.1A8 8 0 0 1 4.6 15l-1.9 .7z",
  "link-holdover": "M12 3.5L20.5 12L12 20.5L3.5 12zM10.9 7.5v5.5l3.6 2.1l1.1-1.9l-2.5-1.5V7.5z",
  "link-stale": "M12 2.5L21.5 12L12 21.5L2.5 12zM10.7 7v6.5h2.6V7zM10.7 15v2.5h2.6V15z",
  "link-refused": "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM6.8 10.6v2.8h10.400v-2.8z",
  "link-signed-out": "M4 3.5h9v2.6H6.6v11.8H13v2.6H4zM14.6 7.2L20.400 12l-5.8 4.8v-3.400H9.5v-2.8h5.1z",
  "link-other-version": "M4 4h11v11H4zM6.5 6.5v6h6v-6zM17 9h3v11H9v-3h8z",
  "link-standby":
    "M5 4h14v6H5zM7.4 6.4v1.2h9.2V6.4zM5 14h3v2H5zM10.5 14h3v2h-3zM16 14h3v2h-3zM5 18h3v2H5zM10.5 18h3v2h-3zM16 18h3v2h-3z",
};

/**
 * @param {string} name of one of the signs
 */
export function sign(name) {
  const svg = drawing();
  setSign(svg, name);
  return svg;
}

/**
 * Change the shape of a sign in place.
 * @param {SVGSVGElement} svg
 * @param {string} name
 */
export function setSign(svg, name) {
  draw(svg, name, SIGNS[name]);
}

/** A drawing with nothing in it yet. */
export function drawing() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "path"));
  return svg;
}

/**
 * @param {SVGSVGElement} svg
 * @param {string} name
 * @param {string} [path] nothing where there is none of that name
 */
export function draw(svg, name, path = "") {
  if (svg.dataset.icon === name) return;
  svg.dataset.icon = name;
  svg.firstElementChild?.setAttribute("d", path);
  svg.firstElementChild?.setAttribute("fill-rule", "evenodd");
}
