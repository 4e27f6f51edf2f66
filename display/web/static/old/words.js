/*
 * The gallery for old browsers: the same texts as all pages have, and names of delegations,
 * without what browsers have learned since (plural rules, isolation, formats).
 */
"use strict";

var LANGUAGES = ["ar", "zh", "en", "fr", "ru", "es"];
var REMEMBERED = "rostrum.language";
var TURN_MS = 8000; // as on the other screens of the room: all turn at once

/**
 * What is said, by language; null while it is on its way.
 * @type {{[code: string]: any}}
 */
var tongues = {};

/**
 * What States are called, by language.
 * @type {{[code: string]: any}}
 */
var states = {};

/** The language in use, by the code of its file; the language of the list. */
var spoken = "";
var written = "";

/** @param {string|null|undefined} tag */
function known(tag) {
  var code = String(tag || "")
    .replace(/-.*/, "")
    .toLowerCase();
  return LANGUAGES.indexOf(code) >= 0 ? code : "";
}

/** The language that the address asks for; empty where it asks for none. */
function askedLanguage() {
  var found = /[?&]lang=([a-z]+)/.exec(location.search);
  return found ? known(found[1]) : "";
}

/** The one that was chosen on this device, or is the browser's. */
function ownLanguage() {
  var chosen = "";
  try {
    chosen = known(localStorage.getItem(REMEMBERED));
  } catch (_) {
    // Then nothing was chosen.
  }
  return chosen || known(navigator.language) || "en";
}

/**
 * The languages that the page speaks, in turn.
 * @param {any} screens
 * @returns {string[]}
 */
function wanted(screens) {
  var asked = askedLanguage();
  if (asked) return [asked];
  var room = screens.languages || [];
  return room.length > 0 ? room : [ownLanguage()];
}

/**
 * Which of several languages has its turn, by the controller's clock.
 * @param {string[]} codes
 * @param {number} now steady instant
 */
function turnOf(codes, now) {
  return codes[Math.floor(Math.max(0, now) / TURN_MS) % codes.length] || "en";
}

/**
 * The plural category of a whole number (Unicode CLDR).
 * @param {string} code
 * @param {number} n
 */
function plural(code, n) {
  var ten = n % 10;
  var hundred = n % 100;
  switch (code) {
    case "zh":
      return "other";
    case "ru":
      if (ten === 1 && hundred !== 11) return "one";
      return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? "few" : "many";
    case "ar":
      if (n < 3) return ["zero", "one", "two"][n] || "other";
      if (hundred >= 3 && hundred <= 10) return "few";
      return hundred >= 11 ? "many" : "other";
    case "fr":
      if (n < 2) return "one";
      return n % 1000000 === 0 ? "many" : "other";
    case "es":
      if (n === 1) return "one";
      return n !== 0 && n % 1000000 === 0 ? "many" : "other";
    default:
      return n === 1 ? "one" : "other";
  }
}

var RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/** @param {string} text */
function directionOf(text) {
  return RIGHT_TO_LEFT.test(text) ? "rtl" : "ltr";
}

/**
 * A text that came from outside keeps its place where it is not of the direction of what
 * stands round it: by embedding, which is as old as the matter; isolation is not.
 * @param {string} text
 */
function embedded(text) {
  var rtl = directionOf(text) === "rtl";
  if (rtl === (say("language.dir") === "rtl")) return text;
  return (rtl ? "\u202b" : "\u202a") + text + "\u202c";
}

/**
 * The text of a key; what is not there is said as it is called.
 * @param {string} key
 * @param {number} [count]
 */
function say(key, count) {
  var text = (tongues[spoken] || {})[key];
  if (text === undefined) return key;
  if (typeof text === "string") return text;
  return text[plural(spoken, Number(count))] || text.other;
}

/**
 * The text of a key with its {placeholders} filled in.
 * @param {string} key
 * @param {{[name: string]: string|number}} [values]
 */
function t(key, values) {
  var all = values || {};
  return say(key, Number(all.count)).replace(
    /\{(\w+)\}/g,
    function (/** @type {string} */ whole, /** @type {string} */ name) {
      var value = all[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? String(value) : embedded(value);
    }
  );
}

/**
 * A delegation as the list names it in the language in use, else a State as it is called
 * in it, else as the list has it.
 * @param {any} row
 */
function nameOf(row) {
  var own = row.delegation || "";
  var named = (row.names || {})[spoken];
  if (named || !row.state || written === spoken) return named || own;
  return (states[spoken] || {})[row.state] || own;
}

/**
 * The time of day, with the day where that is not today, as all can read it.
 * @param {Date} at
 * @param {Date} now
 */
function whenText(at, now) {
  var time = two(at.getHours()) + ":" + two(at.getMinutes());
  if (at.toDateString() === now.toDateString()) return time;
  return at.getFullYear() + "-" + two(at.getMonth() + 1) + "-" + two(at.getDate()) + " " + time;
}
