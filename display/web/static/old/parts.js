/*
 * The gallery for old browsers: how it is drawn. Sizes that newer sheets compute by
 * themselves are measured here.
 */
"use strict";

/** The shapes of the phases, as on all other screens (kit/icons.js). @type {{[name: string]: string}} */
var SHAPES = {
  ready: "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16zm0 2.6a5.4 5.4 0 1 0 0 10.8a5.4 5.4 0 0 0 0-10.8z",
  speaking: "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16z",
  warning: "M12 3.2L22 20.5H2z",
  over: "M12 2.2L21.8 12L12 21.8L2.2 12z",
  overrun: "M8 3h8l5 5v8l-5 5H8l-5-5V8zM7.5 10.6v2.8h9v-2.8z",
  paused: "M6 4.5h4.2v15H6zM13.8 4.5H18v15h-4.2z",
};

var root = document.documentElement;

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function part(id) {
  var found = document.getElementById(id);
  if (!found) throw new Error("the page has no " + id);
  return found;
}

/**
 * @param {Element} el
 * @param {string} name
 * @param {string|boolean} value false for none
 */
function mark(el, name, value) {
  if (value === false) el.removeAttribute(name);
  else if (el.getAttribute(name) !== String(value)) el.setAttribute(name, String(value));
}

/**
 * Write a text, which may be of another direction than the page; what is empty is not
 * shown.
 * @param {string} id
 * @param {string} text
 */
function write(id, text) {
  var el = part(id);
  if (el.textContent !== text) el.textContent = text;
  mark(el, "hidden", text === "" ? "hidden" : false);
}

/**
 * The same of what came from outside.
 * @param {string} id
 * @param {string} text
 */
function writeName(id, text) {
  write(id, text);
  mark(part(id), "dir", directionOf(text));
  // It begins where the page's own lines do.
  part(id).style.textAlign = root.dir === "rtl" ? "right" : "left";
}

/**
 * @param {string} id
 * @param {boolean} shown
 */
function show(id, shown) {
  mark(part(id), "hidden", shown ? false : "hidden");
}

/**
 * The time, each figure in a place of its own.
 * @param {string} sign
 * @param {string} digits
 */
function writeTime(sign, digits) {
  var box = part("digits");
  if (part("sign").textContent !== sign) part("sign").textContent = sign;
  if (box.textContent === digits) return;
  while (box.childNodes.length > digits.length) box.removeChild(/** @type {Node} */ (box.lastChild));
  while (box.childNodes.length < digits.length) box.appendChild(document.createElement("span"));
  for (var i = 0; i < digits.length; i++) {
    var figure = /** @type {HTMLElement} */ (box.childNodes[i]);
    var one = digits.charAt(i);
    figure.className = one === ":" ? "figure figure-point" : "figure";
    if (figure.textContent !== one) figure.textContent = one;
  }
}

/**
 * How far the statement is, with marks at the warning, the limit and the end of the grace.
 * @param {any} floor
 * @param {OldMoment} moment
 * @param {boolean} overtime what lies past the limit is counted
 */
function drawBar(floor, moment, overtime) {
  var limit = floor.limit_ms;
  show("bar", limit !== null);
  if (limit === null) return;
  var warning = Number(warningMark(floor));
  var grace = overtime ? Number(overrunMark(floor)) : limit;
  var whole = Math.max(grace * 1.08, moment.elapsed, 1);
  zone("zone-speaking", 0, Math.min(moment.elapsed, warning), whole);
  zone("zone-warning", warning, Math.min(moment.elapsed, limit), whole);
  zone("zone-over", limit, moment.elapsed, whole);
  zone("mark-warning", warning, null, whole);
  zone("mark-limit", limit, null, whole);
  zone("mark-grace", grace, null, whole);
}

/**
 * @param {string} id
 * @param {number} from
 * @param {number|null} to null for a mark, which is as wide as its style says
 * @param {number} whole
 */
function zone(id, from, to, whole) {
  var style = part(id).style;
  var rtl = root.dir === "rtl";
  var at = ((100 * from) / whole).toFixed(1) + "%";
  style.left = rtl ? "auto" : at;
  style.right = rtl ? at : "auto";
  if (to !== null) style.width = ((100 * Math.max(0, to - from)) / whole).toFixed(1) + "%";
}

/* How wide a figure stands, a point and the sign, in ems of the figures (old.css). */
var FIGURE = 0.63;
var POINT = 0.34;
var SIGN = 0.42;
var TALL = 1.1; // figures have nothing below their line, and may be taller than it
var STEP = 0.94;
var SMALLEST = 0.35;

/** One rem is what is read from afar. */
function setSize() {
  var unit = Math.min(window.innerWidth, window.innerHeight * 1.5) / 100;
  root.style.fontSize = Math.max(20, unit * 6.8).toFixed(1) + "px";
}

/** The size of one rem, in pixels. */
function far() {
  return parseFloat(root.style.fontSize);
}

/**
 * Give head and foot what they need and the middle the rest.
 * @param {string} shape the widest time that the statement is expected to show
 */
function place(shape) {
  var top = part("top").offsetHeight + far() * 0.34;
  var bottom = part("bottom").offsetHeight + far() * 0.3;
  var main = part("main");
  main.style.top = Math.round(top) + "px";
  main.style.height = Math.max(0, window.innerHeight - Math.round(top) - Math.round(bottom)) + "px";
  if (part("stage").hasAttribute("hidden")) return;
  var room = main.clientHeight - part("who").offsetHeight - below();
  part("time-room").style.height = Math.max(0, Math.floor(room)) + "px";
  var points = shape.split(":").length - 1;
  var wide = (shape.length - points) * FIGURE + points * POINT + 2 * SIGN;
  var size = Math.max(far(), Math.min(main.clientWidth / wide, room * TALL));
  part("time").style.fontSize = Math.floor(size) + "px";
  part("time").style.lineHeight = Math.max(1, Math.floor(room)) + "px";
}

/** What stands below the figures. */
function below() {
  var high = 0;
  var ids = ["words", "notice", "bar"];
  for (var i = 0; i < ids.length; i++) high += part(ids[i] || "").offsetHeight;
  return high + far() * 0.2;
}

/** The height that is left for the figures. */
function timeRoom() {
  return part("main").clientHeight - part("who").offsetHeight - below();
}

/**
 * Set a text smaller until it is no higher than it may be.
 * @param {HTMLElement} el
 * @param {number} size that its style asks for, in pixels
 * @param {() => boolean} fits
 */
function shrink(el, size, fits) {
  var scale = 1;
  el.style.fontSize = size + "px";
  while (scale > SMALLEST && !fits()) {
    scale *= STEP;
    el.style.fontSize = (size * scale).toFixed(1) + "px";
  }
}

/**
 * Who follows, in running lines: as many as have room, and how many wait in all.
 * @param {any[]} rows
 * @param {number} waiting
 * @param {number} lines
 */
function drawNext(rows, waiting, lines) {
  var list = part("next");
  show("next-speakers", waiting > 0);
  write("next-heading", rows.length > 0 ? t("next.heading") : "");
  write("next-waiting", t("list.waiting", { count: waiting }));
  while (list.firstChild) list.removeChild(list.firstChild);
  for (var i = 0; i < rows.length; i++) list.appendChild(nextLine(rows[i]));
  if (waiting === 0) return;
  var most = far() * 1.3 * lines + far() * 0.1;
  var fits = function () {
    return part("next-speakers").offsetHeight <= most;
  };
  while (list.lastChild && !fits()) list.removeChild(list.lastChild);
  // A name that takes all of it goes before the count.
  if (!list.firstChild && rows.length > 0) {
    list.appendChild(nextLine(rows[0]));
    write("next-waiting", "");
    if (fits()) return;
    list.removeChild(/** @type {Node} */ (list.lastChild));
    write("next-waiting", t("list.waiting", { count: waiting }));
  }
  show("next-heading", list.firstChild !== null);
}

/** @param {any} row */
function nextLine(row) {
  var line = document.createElement("li");
  var seq = document.createElement("b");
  var name = document.createElement("span");
  seq.className = "next-seq";
  name.className = "next-name";
  seq.textContent = String(row.seq);
  name.textContent = nameOf(row);
  name.setAttribute("dir", directionOf(nameOf(row)));
  line.appendChild(seq);
  line.appendChild(document.createTextNode("\u00a0"));
  line.appendChild(name);
  line.appendChild(document.createTextNode(" "));
  return line;
}
