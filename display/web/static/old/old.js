/*
 * The gallery for old browsers: draws the last state by the page's own clock, however long
 * nobody answers.
 */
"use strict";

var DRAW_MS = 50;
var WAITING_MS = 1500;

/**
 * Speak the language whose turn it is; false while nothing can be said at all.
 * @param {number} now steady instant
 */
function speak(now) {
  var codes = wanted(page.screens);
  var next = turnOf(codes, now);
  for (var i = 0; i < codes.length; i++) has(codes[i] || "");
  if (!tongues[next] && !spoken) return false;
  if (tongues[next]) spoken = next;
  if (page.said !== spoken) {
    page.said = spoken;
    page.drawn = "";
    root.lang = say("language.tag");
    root.dir = say("language.dir");
    document.title = t("page.gallery.title");
    part("heading").textContent = t("page.gallery");
  }
  return true;
}

/** Who is shown to have the floor: nobody while the meeting stands, or a card does. */
function shownFloor() {
  var state = page.state;
  if (!state || page.screens.card || state.meeting.suspended || state.meeting.closed) return null;
  return state.floor;
}

function draw() {
  if (!page.screens) return;
  var steady = steadyAt(page.clock, ownClock());
  if (!speak(steady)) return;
  var screens = page.screens;
  var floor = shownFloor();
  var moment = page.state && page.state.floor ? momentAt(page.state.floor, steady) : null;
  var knows = isKnown(floor, floor ? moment : null);
  mark(root, "data-theme", screens.theme === "contrast" ? "contrast" : false);
  mark(root, "data-old", page.state !== null && floor !== null && !knows);
  write("link", page.state ? linkText(knows) : "");
  mark(part("link"), "data-look", !page.state ? "connecting" : knows ? (isLost() ? "holdover" : "live") : "stale");
  if (!page.state) {
    drawWaiting();
    return;
  }
  drawHead(steady);
  drawNotice(floor !== null && !knows);
  drawDebate(floor);
  if (floor && moment) drawMoment(floor, screens.overtime ? moment : uncounted(floor, moment));
  mark(root, "data-ready", "1");
}

/** Before the first answer; it waits a moment before it says so. */
function drawWaiting() {
  if (ownClock() - page.began < WAITING_MS) return;
  var waits = page.refused ? t("advice.refused") : t("advice.connecting");
  redraw(linkText(false), function () {
    show("stage", false);
    show("calm", true);
    place("");
    drawCard(plainCard("lost", t("product"), linkText(false), waits));
  });
}

/**
 * Draw what takes measuring, and only where it would be another picture.
 * @param {string} of
 * @param {() => void} how
 */
function redraw(of, how) {
  var key = [window.innerWidth, window.innerHeight, spoken, of].join("\n");
  if (key === page.drawn) return;
  page.drawn = key;
  setSize();
  how();
}

/** @param {number} steady */
function drawHead(steady) {
  var meeting = page.state.meeting;
  var clock = new Date(Date.parse(page.state.now) + steady - page.state.clock_ms);
  write("clock", page.screens.clock ? two(clock.getHours()) + ":" + two(clock.getMinutes()) : "");
  mark(part("clock"), "title", t("clock.room"));
  write("rehearsal", meeting.rehearsal ? t("rehearsal.word") : "");
  write("symbol", meeting.symbol || "");
  write("title", meeting.title || "");
}

/** @param {any} floor */
function drawDebate(floor) {
  var state = page.state;
  var screens = page.screens;
  var now = new Date(Date.parse(state.now) + steadyAt(page.clock, ownClock()) - state.clock_ms);
  var card = floor ? null : cardOf(state, screens, now);
  var looks = [
    floor && [floor.statement, floor.limit_ms],
    root.hasAttribute("data-old"),
    part("link").hasAttribute("hidden"),
  ];
  redraw(JSON.stringify([looks, floor && who(floor), card, state.next, state.waiting, screens]), function () {
    mark(part("screen"), "data-floor", floor ? "held" : "empty");
    mark(root, "data-blank", Boolean(card && card.kind === "blank"));
    show("stage", floor !== null);
    show("calm", floor === null);
    var rows = screens.card || state.meeting.closed ? [] : (state.next || []).slice(0, screens.next);
    var waiting = screens.card || state.meeting.closed || screens.next === 0 ? 0 : state.waiting || 0;
    if (card && card.names) rows = rows.slice(1);
    if (floor) drawFloor(floor, rows, waiting);
    else if (card) drawCalm(card, rows, waiting);
    speakFloor(floor, state);
  });
}

/** What is said of whoever has the floor. @param {any} floor */
function who(floor) {
  return [nameOf(floor), floor.speaker, floor.on_behalf_of, floor.kind, page.state.interrupted];
}

/**
 * @param {any} floor
 * @param {any[]} rows
 * @param {number} waiting
 */
function drawFloor(floor, rows, waiting) {
  var point = floor.kind === "point-of-order";
  var kind = "kind." + floor.kind;
  var waits = point ? page.state.interrupted : null;
  part("kind").textContent = point ? "" : t(kind) + " · " + t("floor.has");
  write("point", point ? t("kind.point-of-order") : "");
  writeName("delegation", nameOf(floor));
  writeName("speaker", page.screens.speaker ? floor.speaker || "" : "");
  write("behalf", floor.on_behalf_of ? t("behalf", { group: floor.on_behalf_of }) : "");
  write("interrupted", waits ? t("interrupted.strip", { standing: nameOf(waits) }) : "");
  write("limit", floor.limit_ms === null ? t("limit.none") : t("limit.is", { limit: lengthText(floor.limit_ms) }));
  var name = part("delegation");
  shrink(name, far(), function () {
    return name.offsetHeight <= far() * 3.6 && name.scrollWidth <= name.clientWidth + 1;
  });
  var shape = floor.limit_ms === null ? "0:00" : lengthText(floor.limit_ms);
  // The time goes before those who follow.
  for (var lines = 2; lines >= 0; lines--) {
    drawNext(lines > 0 ? rows : [], lines > 0 ? waiting : 0, lines);
    place(shape);
    if (timeRoom() >= far() * 1.6) return;
  }
}

/**
 * @param {OldCard} card
 * @param {any[]} rows
 * @param {number} waiting
 */
function drawCalm(card, rows, waiting) {
  part("kind").textContent = "";
  for (var lines = 2; lines >= 0; lines--) {
    drawNext(rows, lines > 0 ? waiting : 0, lines);
    place("");
    drawCard(card);
    if (parseFloat(part("calm").style.fontSize) >= far() - 0.1) return;
  }
}

/**
 * @param {any} floor
 * @param {OldMoment} moment
 */
function drawMoment(floor, moment) {
  var time = bigTime(moment);
  var phase = "phase." + moment.phase;
  writeTime(time.sign, time.digits);
  mark(root, "data-phase", moment.phase);
  mark(root, "data-paused", moment.paused);
  mark(part("phase"), "data-phase", moment.phase);
  mark(part("phase"), "data-paused", moment.paused);
  mark(part("shape"), "d", SHAPES[moment.paused ? "paused" : moment.phase] || "");
  write("phase-word", moment.paused ? t("phase.standing") : t(phase));
  drawBar(floor, moment, page.screens.overtime);
}

/**
 * Said in place of the phase when the time is not known any more.
 * @param {boolean} old
 */
function drawNotice(old) {
  show("notice", old);
  if (!old) return;
  write("notice-what", t("old.time"));
  write("notice-why", t("lost.for", { age: lengthText(age() * SECOND) }));
}

/**
 * Who has the floor, for who does not see it: when that changes, and not at each turn of
 * the languages.
 * @param {any} floor
 * @param {any} state
 */
function speakFloor(floor, state) {
  var told = [floor ? floor.statement : "", state.meeting.suspended, state.meeting.closed].join();
  if (page.told && page.told !== told) {
    part("spoken").textContent = floor
      ? t("floor.has.name", { delegation: nameOf(floor) })
      : part("calm-state").textContent;
  }
  page.told = told;
}

askScreens();
askState();
setInterval(draw, DRAW_MS);
window.addEventListener("resize", draw);
