/*
 * The gallery for old browsers: asks for the public state each second, and knows how the
 * link stands.
 */
"use strict";

var ASK_MS = 1000;
var SPREAD_MS = 200; // so that a room full of screens does not ask in step
var ANSWER_MS = 4000;
var SCREENS_EACH = 3; // answers: how the screens show it is set seldom
var PATIENCE_MS = 4000; // a controller that is started again is back sooner
var HOLDOVER_MS = 60000;
var FULL_S = 15;

/** Where the files of this edition are, from the page's own scripts. */
var ASSETS = (function () {
  var script = document.getElementsByTagName("script")[0];
  return script ? script.src.replace(/\/static\/old\/.*/, "") : "";
})();

var USUAL = { theme: "default", next: 3, speaker: true, overtime: true, clock: true, languages: [] };

var page = {
  /** @type {any} */
  state: null,
  /** Nothing is drawn before it is known whether a card stands in place of the debate. @type {any} */
  screens: null,
  clock: newClock(),
  boot: "",
  /** The highest lead that was heard, where several controllers could lead. */
  lead: 0,
  /** The run of the controller that this page is known to be of. */
  run: "",
  /** When it was heard, by this browser's clock; null before. @type {number|null} */
  heard: null,
  /** When it may be asked again where there was no place; 0 otherwise. */
  full: 0,
  refused: false,
  began: ownClock(),
  asked: 0,
  /** What stands there was drawn of it. */
  drawn: "",
  said: "",
  told: "",
};

/** What was answered last, by address: its tag, so that the same need not come twice. @type {{[address: string]: string}} */
var tags = {};

/**
 * @param {string} address
 * @param {boolean} fresh only what is not here yet
 * @param {(request: XMLHttpRequest, trip: number) => void} heard also of nobody: status 0
 */
function ask(address, fresh, heard) {
  var request = new XMLHttpRequest();
  var sent = ownClock();
  var done = false;
  function finish() {
    if (done) return;
    done = true;
    clearTimeout(late);
    var tag = request.status === 200 ? request.getResponseHeader("ETag") : null;
    if (tag) tags[address] = tag;
    heard(request, ownClock() - sent);
  }
  var late = setTimeout(function () {
    request.abort();
    finish();
  }, ANSWER_MS);
  request.onreadystatechange = function () {
    if (request.readyState === 4) finish();
  };
  request.open("GET", address);
  if (fresh && tags[address]) request.setRequestHeader("If-None-Match", tags[address] || "");
  request.send();
}

/** @param {XMLHttpRequest} request */
function parsed(request) {
  try {
    return JSON.parse(request.responseText);
  } catch (_) {
    return null; // not ours: a portal's page, or half of an answer
  }
}

function askState() {
  ask("/api/v1/state?list=next", true, function (request, trip) {
    var now = ownClock();
    page.refused = request.status === 401 || request.status === 403;
    if (request.status === 503) stayAway(request);
    else page.full = 0;
    // First, so that a fault in what was answered stops nothing.
    setTimeout(askState, Math.max(ASK_MS + Math.random() * SPREAD_MS, page.full - now));
    page.asked += 1;
    if (page.asked % SCREENS_EACH === 0) askScreens();
    if (request.status !== 200 && request.status !== 304) return;
    var state = request.status === 200 ? parsed(request) : page.state;
    if (!state || state.floor === undefined) return;
    takeState(state, Number(request.getResponseHeader("Rostrum-Clock") || state.clock_ms), now, trip);
  });
}

/**
 * There is no place for a guest: it is asked for later, and not by all at once.
 * @param {XMLHttpRequest} request
 */
function stayAway(request) {
  var seconds = Number(request.getResponseHeader("Retry-After")) || FULL_S;
  page.full = ownClock() + seconds * SECOND * (1 + Math.random() / 2);
}

/**
 * @param {any} state
 * @param {number} stamp of the controller's clock, when it answered
 * @param {number} now
 * @param {number} trip
 */
function takeState(state, stamp, now, trip) {
  if (state.lead && state.lead < page.lead) return; // who led before another one that was heard
  page.lead = Math.max(page.lead, state.lead || 0);
  if (state.boot !== page.boot) {
    page.clock = newClock();
    page.boot = state.boot;
  }
  if (!takeStamp(page.clock, stamp, now, trip)) return; // kept on the way: the controller may be gone
  if (page.state && page.state.run === state.run && state.rev < page.state.rev) return;
  page.heard = now;
  page.state = state;
  written = state.meeting.list_language || "";
  if (state.run !== page.run) renew(state.run);
  draw();
}

function askScreens() {
  ask("/api/v1/screens", true, function (request) {
    var screens = request.status === 200 ? parsed(request) : null;
    page.screens = screens || page.screens || USUAL;
    draw();
  });
}

/**
 * Another run of the controller may be of another edition: then the page loads itself
 * anew. Where the same page comes again, it stays.
 * @param {string} run
 */
function renew(run) {
  var first = page.run === "";
  page.run = run;
  if (first) return;
  ask(location.href, false, function (request) {
    if (request.status !== 200)
      page.run = "?"; // asked again with the next answer
    else if (request.responseText.indexOf("/static/old/") > 0 && request.responseText.indexOf(edition()) < 0)
      location.reload();
  });
}

/** Where this edition's files are, without the host. */
function edition() {
  return ASSETS.replace(/^[a-z]+:\/\/[^/]*/, "") + "/static/old/";
}

/**
 * Have a language's texts and its names of States; true once they are here.
 * @param {string} code
 */
function has(code) {
  if (tongues[code] === undefined) fetchInto(tongues, code, ASSETS + "/lang/" + code + ".json");
  if (page.state && written !== code && states[code] === undefined) {
    fetchInto(states, code, "/api/v1/states?language=" + code);
  }
  return Boolean(tongues[code]);
}

/**
 * @param {{[code: string]: any}} table
 * @param {string} code
 * @param {string} address
 */
function fetchInto(table, code, address) {
  table[code] = null;
  ask(address, false, function (request) {
    var found = request.status === 200 ? parsed(request) : null;
    if (found) {
      table[code] = found.names || found;
      page.drawn = "";
      return;
    }
    setTimeout(function () {
      delete table[code]; // whoever needs it then asks again
    }, ASK_MS);
  });
}

/** True while the controller has not been heard for longer than a start takes. */
function isLost() {
  return page.heard === null || ownClock() - page.heard > PATIENCE_MS;
}

/**
 * True while the time is known without the controller: a statement goes on by itself
 * until a minute past the overrun mark.
 * @param {any} floor
 * @param {OldMoment|null} moment
 */
function isKnown(floor, moment) {
  if (!isLost()) return true;
  if (!floor || !moment || !moment.running || floor.limit_ms === null) return false;
  return moment.elapsed <= Number(overrunMark(floor)) + HOLDOVER_MS;
}

/** Whole seconds since the controller was heard. */
function age() {
  return page.heard === null ? 0 : Math.floor((ownClock() - page.heard) / SECOND);
}

/**
 * How the link stands, in a sentence; empty while it is well.
 * @param {boolean} knows
 */
function linkText(knows) {
  var again = Math.ceil((page.full - ownClock()) / SECOND);
  if (again > 0 && isLost()) return t("link.full", { age: again });
  if (page.refused) return t("link.refused");
  if (page.heard === null) return t("link.connecting");
  if (!isLost()) return "";
  return knows ? t("link.holdover", { age: age() }) : t("link.stale", { age: age() });
}
