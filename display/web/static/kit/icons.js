/**
 * All shapes: the signs, and those of the list and of what can be done.
 */
import { draw, drawing, SIGNS } from "./signs.js";

/** @type {Record<string, string>} */
const PATHS = {
  ...SIGNS,
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
  slower: "M11 5v14L3 12zM20.5 5v14l-8-7z",
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
  procedure: "M4 5h3v3H4zM9.5 5.3H20v2.4H9.5zM4 10.5h3v3H4zM9.5 10.8H20v2.4H9.5zM4 16h3v3H4zM9.5 16.3H20v2.4H9.5z",
  order: "M3.5 4.5h17v3.6h-6.6v12.4h-3.8V8.1H3.5z", // the hands form a T
  reply: "M10 4.5v4.2c6.6.3 10 4 10.4 10.8c-2.3-3.6-5.3-5-10.4-5v4.2L2.8 11.6z",
  "hand-over": "M15 3.5l5.5 5l-5.5 5V9.8H4V7.2h11zM9 10.5v3.7h11v2.6H9v3.7l-5.5-5z",
  restart: "M12 4.2a7.9 7.9 0 1 1-7.9 7.9h2.6A5.3 5.3 0 1 0 12 6.8v3.4L6.4 5.4L12 .8z",
  reopen: "M4 3.5h12.5v8.3h-2.6V6.1H6.6v11.8h4.2v2.6H4zM13.6 12.6v2.9h6.9v2.8h-6.9v2.9l-4.4-4.3z",
  earlier: "M12 3a9 9 0 1 1-9 9h2.4A6.6 6.6 0 1 0 12 5.4V8L7 4.2L12 .6zM10.9 8h2.2v4l3 1.9l-1.1 1.9l-4.1-2.5z",
  suspend: "M12 2.8a9.2 9.2 0 1 1 0 18.4a9.2 9.2 0 0 1 0-18.4zM8.4 8v8H11V8zM13 8v8h2.6V8z",
  closed: "M12 2.8a9.2 9.2 0 1 1 0 18.4a9.2 9.2 0 0 1 0-18.4zM8.2 8.2v7.6h7.6V8.2z",
  limits:
    "M6 2.5h12v2.4h-1.3c0 3.3-1 5.4-3 7.1c2 1.7 3 3.8 3 7.1H18v2.4H6v-2.4h1.3c0-3.3 1-5.4 3-7.1c-2-1.7-3-3.8-3-7.1H6z",
  screens: "M2.5 4h19v12.5h-8.2v1.9H17v2.4H7v-2.4h3.7v-1.9H2.5zM5 6.5v7.5h14V6.5z",
  settings:
    "M10.3 2h3.4l.5 2.6l1.7.7l2.2-1.5l2.4 2.4l-1.5 2.2l.7 1.7l2.6.5v3.4l-2.6.5l-.7 1.7l1.5 2.2l-2.4 2.4l-2.2-1.5l-1.7.7l-.5 2.6h-3.4l-.5-2.6l-1.7-.7l-2.2 1.5l-2.4-2.4l1.5-2.2l-.7-1.7l-2.6-.5v-3.4l2.6-.5l.7-1.7l-1.5-2.2l2.4-2.4l2.2 1.5l1.7-.7zM12 8.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 0 0 0-6.8z",
  keyboard:
    "M2.5 5.5h19v13h-19zM5 8v2h2V8zM9 8v2h2V8zM13 8v2h2V8zM17 8v2h2V8zM5 11.5v2h2v-2zM17 11.5v2h2v-2zM8.5 14v2h7v-2z",
  sound: "M3 9.2h4l5.5-4.7v15L7 14.8H3zM15 8.5c2 1.8 2 5.2 0 7zM17.5 5.5c4 3.6 4 9.4 0 13l-1.2-1.5c3-2.7 3-7.3 0-10z",
  vibration: "M8 3h8v18H8zM10.2 5.5v12h3.6v-12zM3 8h2.2v8H3zM18.8 8H21v8h-2.2z",
  "sign-out": "M4 3.5h9v2.6H6.6v11.8H13v2.6H4zM14.6 7.2L20.4 12l-5.8 4.8v-3.4H9.5v-2.8h5.1z",
  people:
    "M8.5 4a3.6 3.6 0 1 1 0 7.2a3.6 3.6 0 0 1 0-7.2zM8.5 12.8c3.7 0 6.5 2.2 6.5 5.2v2H2v-2c0-3 2.8-5.2 6.5-5.2zM16.5 6a2.9 2.9 0 1 1 0 5.8a2.9 2.9 0 0 1 0-5.8zM16.8 13.2c3 0 5.200 1.900 5.200 4.500V20h-5v-2c0-1.800-.7-3.400-1.900-4.600c.5-.1 1.100-.2 1.700-.2z",
  copy: "M4 3h11v2.6H6.6V16H4zM8.500 7H20v14H8.500zM11 9.500v9h6.500v-9z",
  meetings: "M6 3h2.5v2h7V3H18v2h3v15H3V5h3zM5.5 10v7.5h13V10z",
  note: "M5 3h14v12.5L13.5 21H5zM8 7v2h8V7zM8 11v2h8v-2zM8 15v2h4v-2z",
  amend: "M15.8 3.4l4.8 4.8L8.8 20H4v-4.8zM14.4 6.6L6.2 14.8v1.5l1.5 1.5h1.5l8.2-8.2z",
  import:
    "M10.7 3h2.600v8.600l3.100-3.100l1.800 1.800L12 16.500L5.800 10.300l1.800-1.800l3.100 3.100zM3.500 14.500h2.600v3.900h11.800v-3.900h2.600V21h-17z",
  grip: "M6 3h4v4H6zM14 3h4v4h-4zM6 10h4v4H6zM14 10h4v4h-4zM6 17h4v4H6zM14 17h4v4h-4z",
  search:
    "M10.5 3.5a7 7 0 0 1 5.6 11.2l4.9 4.9l-1.900 1.900l-4.900-4.900A7 7 0 1 1 10.5 3.5zm0 2.600a4.400 4.400 0 1 0 0 8.800a4.400 4.400 0 0 0 0-8.800z",
  chevron: "M5 8.5l2-2l5 5l5-5l2 2l-7 7z",
  light: "M12 2.8a9.2 9.2 0 1 1 0 18.4a9.2 9.2 0 0 1 0-18.4zm0 3.6a5.6 5.6 0 1 0 0 11.2a5.6 5.6 0 0 0 0-11.2z",
  identify:
    "M12 7.8a4.2 4.2 0 1 1 0 8.4a4.2 4.2 0 0 1 0-8.4zM10.9 1.8h2.2v4h-2.2zM10.9 18.2h2.2v4h-2.2zM1.8 10.9h4v2.2h-4zM18.2 10.9h4v2.2h-4zM5.6 4l2.8 2.8l-1.6 1.6L4 5.6zM17.2 15.6l2.8 2.8l-1.6 1.6l-2.8-2.8zM18.4 4L20 5.6l-2.8 2.8l-1.6-1.6zM6.8 15.6l1.6 1.6L5.6 20L4 18.4z",
  print: "M7 3h10v4.5H7zM4 8.5h16v8.5h-3v-2.6H7v2.6H4zM8.5 16h7v5h-7z",
  clock:
    "M12 2.5a9.5 9.5 0 1 1 0 19a9.5 9.5 0 0 1 0-19zm0 2.4a7.1 7.1 0 1 0 0 14.2a7.1 7.1 0 0 0 0-14.2zM10.8 6.6h2.4v4.9l3.4 2-1.2 2.1-4.6-2.7z",
  info: "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zm-1.3 7.8v6h2.6v-6zm0-3.6v2.4h2.6V7.2z",
};

/**
 * @param {string} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = drawing();
  setIcon(svg, name);
  return svg;
}

/**
 * Change the shape of an icon in place.
 * @param {SVGSVGElement} svg
 * @param {string} name
 */
export function setIcon(svg, name) {
  draw(svg, name, PATHS[name]);
}
