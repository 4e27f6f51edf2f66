/**
 * Shapes, drawn here so that nothing is fetched and no meaning hangs on colour
 * alone. Each is one path in a box of 24 by 24.
 */

const SVG = "http://www.w3.org/2000/svg";

/** @type {Record<string, string>} */
const PATHS = {
  // phases
  ready: "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16zm0 2.6a5.4 5.4 0 1 0 0 10.8a5.4 5.4 0 0 0 0-10.8z",
  speaking: "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16z",
  warning: "M12 3.2L22 20.5H2z",
  over: "M12 2.2L21.8 12L12 21.8L2.2 12z",
  overrun: "M8 3h8l5 5v8l-5 5H8l-5-5V8zM7.5 10.6v2.8h9v-2.8z",
  paused: "M6 4.5h4.2v15H6zM13.8 4.5H18v15h-4.2z",
  // the list
  waiting: "M12 5.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zm0 2a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9z",
  next: "M8 4.5L17 12L8 19.5z",
  heard: "M9.6 18.6L3.4 12.4l2.2-2.2l4 4L18.4 5.4l2.2 2.2z",
  absent: "M4 10.6h16v2.8H4z",
  withdrawn: "M6.4 4.4L12 10l5.6-5.6l2 2L14 12l5.6 5.6l-2 2L12 14l-5.6 5.6l-2-2L10 12L4.4 6.4z",
  "not-heard":
    "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM5.9 7.6a7.2 7.2 0 0 0 10.4 10.4zM7.6 5.9l10.5 10.5A7.2 7.2 0 0 0 7.6 5.9z",
  // actions
  floor:
    "M12 2.5a3.4 3.4 0 0 1 3.4 3.4v5.6a3.4 3.4 0 0 1-6.8 0V5.9a3.4 3.4 0 0 1 3.4-3.4zM5.5 11h2.2a4.3 4.3 0 0 0 8.6 0h2.2a6.5 6.5 0 0 1-5.4 6.4v1.9h2.9v2.2H8v-2.2h2.9v-1.9A6.5 6.5 0 0 1 5.5 11z",
  start: "M7 4l13 8l-13 8z",
  end: "M5.5 5.5h13v13h-13z",
  undo: "M9.5 4v4H14a6 6 0 0 1 0 12H8v-2.6h6a3.4 3.4 0 0 0 0-6.8H9.5v4L3 9.3z",
  up: "M12 5l7 7.5h-4.6V19H9.6v-6.5H5z",
  down: "M12 19l-7-7.5h4.6V5h4.8v6.5H19z",
  first: "M4 3.5h16v2.6H4zM12 7.8l6.6 7h-4.4v5.7H9.8v-5.7H5.4z",
  last: "M4 17.9h16v2.6H4zM12 16.2l-6.6-7h4.4V3.5h4.4v5.7h4.4z",
  plus: "M10.6 4.5h2.8v6.1h6.1v2.8h-6.1v6.1h-2.8v-6.1H4.5v-2.8h6.1z",
  conclude: "M3.5 4h17v12.5H11L6 21v-4.5H3.5zM7 8v2h10V8zM7 11.5v2h6.5v-2z",
  lock: "M12 2.5A4.5 4.5 0 0 1 16.5 7v3H19v11H5V10h2.5V7A4.5 4.5 0 0 1 12 2.5zm0 2.4A2.1 2.1 0 0 0 9.9 7v3h4.2V7A2.1 2.1 0 0 0 12 4.9z",
  unlock: "M12 2.5A4.5 4.5 0 0 1 16.4 6l-2.3.6A2.1 2.1 0 0 0 9.9 7v3H19v11H5V10h2.5V7A4.5 4.5 0 0 1 12 2.5z",
  chevron: "M5 8.5l2-2l5 5l5-5l2 2l-7 7z",
  info: "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zm-1.3 7.8v6h2.6v-6zm0-3.6v2.4h2.6V7.2z",
};

/**
 * @param {string} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "path"));
  setIcon(svg, name);
  return svg;
}

/**
 * Change the shape of an icon in place.
 * @param {SVGSVGElement} svg
 * @param {string} name
 */
export function setIcon(svg, name) {
  if (svg.dataset.icon === name) return;
  svg.dataset.icon = name;
  const path = svg.firstElementChild;
  path?.setAttribute("d", PATHS[name] ?? "");
  path?.setAttribute("fill-rule", "evenodd");
}
