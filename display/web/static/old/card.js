/*
 * The gallery for old browsers: what stands there while no clock does, or in place of the
 * debate, as gallery/calm-card.js has it.
 */
"use strict";

/**
 * @typedef {object} OldPane
 * @property {string} label
 * @property {string} name
 * @property {string} more
 * @property {string} figures
 *
 * @typedef {object} OldCard
 * @property {string} kind
 * @property {string} state
 * @property {string} title
 * @property {string} more
 * @property {OldPane|null} last
 * @property {OldPane|null} next
 * @property {boolean} names it names the first of those who wait
 */

/**
 * @param {string} kind
 * @param {string} state
 * @param {string} [title]
 * @param {string} [more]
 * @returns {OldCard}
 */
function plainCard(kind, state, title, more) {
  return { kind: kind, state: state, title: title || "", more: more || "", last: null, next: null, names: false };
}

/**
 * @param {any} state
 * @param {any} screens
 * @param {Date} now
 * @returns {OldCard}
 */
function cardOf(state, screens, now) {
  var meeting = state.meeting;
  if (screens.card) return noticeCard(screens.card);
  if (meeting.closed) {
    var at = meeting.closed_at ? t("closed.at", { when: whenText(new Date(meeting.closed_at), now) }) : "";
    return plainCard("closed", t("meeting.closed"), "", at);
  }
  var card;
  if (meeting.suspended) {
    var until = meeting.until ? t("until.when", { when: whenText(new Date(meeting.until), now) }) : "";
    card = plainCard("suspended", t("meeting.suspended"), until);
    card.next = state.floor ? keptPane(state.floor, screens) : nextPane(state, screens, t("calm.then"));
    card.names = !state.floor && card.next !== null;
    return card;
  }
  card = plainCard("nobody", state.waiting > 0 ? t("floor.nobody") : t("floor.nobody.waiting"));
  card.last = lastPane(state.last, screens);
  card.next = nextPane(state, screens, t("floor.next"));
  card.names = card.next !== null;
  return card;
}

/** @param {any} card what the room says in place of the debate */
function noticeCard(card) {
  if (card.says === "blank") return plainCard("blank", "");
  var key = "card." + card.says;
  return plainCard("notice", card.says === "text" ? card.text || "" : t(key, { time: card.time || "" }));
}

/**
 * Whoever keeps the floor while the meeting is suspended.
 * @param {any} floor
 * @param {any} screens
 * @returns {OldPane}
 */
function keptPane(floor, screens) {
  var used = lengthText(floor.elapsed_ms);
  if (floor.limit_ms !== null) used = t("length.of", { used: used, limit: lengthText(floor.limit_ms) });
  var told = screens.overtime || withinLimit(floor.elapsed_ms, floor.limit_ms);
  var more = told ? t("suspended.floor", { standing: used }) : "";
  return { label: t("calm.then"), name: nameOf(floor), more: more, figures: "" };
}

/**
 * @param {any} state
 * @param {any} screens
 * @param {string} label
 * @returns {OldPane|null}
 */
function nextPane(state, screens, label) {
  var next = screens.next > 0 ? (state.next || [])[0] : null;
  if (!next) return null;
  var who = [];
  if (screens.speaker && next.speaker) who.push(embedded(next.speaker));
  if (next.on_behalf_of) who.push(t("behalf", { group: next.on_behalf_of }));
  return { label: label, name: next.seq + "\u00a0" + nameOf(next), more: who.join(" · "), figures: "" };
}

/**
 * The final time stays until the next statement begins.
 * @param {any} last
 * @param {any} screens
 * @returns {OldPane|null}
 */
function lastPane(last, screens) {
  if (!last) return null;
  var pane = { label: t("last.heading"), name: nameOf(last), more: "", figures: "" };
  if (!screens.overtime && !withinLimit(last.used_ms, last.limit_ms)) return pane;
  pane.figures = lengthText(last.used_ms);
  if (typeof last.limit_ms === "number") pane.more = t("limit.of", { limit: lengthText(last.limit_ms) });
  return pane;
}

/** @param {OldCard} card */
function drawCard(card) {
  var calm = part("calm");
  mark(calm, "data-card", card.kind);
  write("calm-state", card.state);
  write("calm-title", card.title);
  write("calm-more", card.more);
  drawPane("last", card.last);
  drawPane("next", card.next);
  shrink(calm, far(), function () {
    return calm.scrollHeight <= part("main").clientHeight && calm.scrollWidth <= calm.clientWidth + 1;
  });
}

/**
 * @param {string} name
 * @param {OldPane|null} pane
 */
function drawPane(name, pane) {
  show("calm-" + name, pane !== null);
  if (!pane) return;
  write(name + "-label", pane.label);
  writeName(name + "-name", pane.name);
  write(name + "-more", pane.more);
  if (name === "last") write("last-figures", pane.figures);
}
