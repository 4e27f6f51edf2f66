/**
 * What the console asks where the record of a statement is to be put right: when it began
 * and ended, what pauses took, who really spoke, as what and for whom. Only what was
 * changed is sent.
 *
 * @import { Entry, RecordedStatement, State } from "../../base/types.js"
 * @import { Question, Values } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 */
import { lengthText, parseLength } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { dayTime } from "../../base/when.js";
import { h } from "../../kit/dom.js";
import { delegationField, field, kindField, seatField, textField } from "../../kit/fields.js";

const HALF_A_DAY = 12 * 3600;

/**
 * @param {State} state
 * @param {RecordedStatement} recorded
 * @param {string} zone
 * @param {Commands} commands
 * @returns {Question}
 */
export function correctQuestion(state, recorded, zone, commands) {
  const s = { ...recorded, seat: seatInForce(state, recorded) };
  const point = s.kind === "point-of-order";
  const ended = s.ended_at ?? "";
  const before = {
    started: dayTime(new Date(s.started_at), zone),
    ended: ended && dayTime(new Date(ended), zone),
    paused: lengthText(s.paused_ms),
  };
  const times = ended
    ? [
        timeField("started", t("correct.started"), before.started, zone),
        timeField("ended", t("correct.ended"), before.ended, zone),
        textField("paused", t("correct.paused"), { value: before.paused, longest: 12 }),
      ]
    : [];
  const who = point
    ? [delegationField(state, s.delegation), seatField(state, s.seat)]
    : [whoField(state, s), kindField(s.kind)];
  return {
    name: "correct",
    heading: t("ask.correct", { delegation: s.delegation }),
    lead: t("ask.correct.lead"),
    body: [
      h("div", { class: "edit-fields" }, ...times, ...who),
      textField("speaker", t("form.speaker"), { value: s.speaker }),
      ...(point ? [] : [textField("on_behalf_of", t("form.behalf"), { value: s.on_behalf_of, longest: 800 })]),
      textField("reason", t("correct.reason"), { required: true }),
    ],
    submit: t("do.correct"),
    shape: "amend",
    check: (given) => wrongTimes(given, Boolean(ended)) ?? unchanged(changes(s, before, given)),
    send: (given) =>
      commands.send("correct", { statement: s.statement, reason: given.reason, ...changes(s, before, given) }),
  };
}

/**
 * The seat at which it is or was made, also where none was said and the room has one light.
 * @param {State} state
 * @param {RecordedStatement} s
 */
function seatInForce({ floor, ended = [] }, { statement, seat }) {
  const found = [floor, ...ended].find((one) => one?.statement === statement);
  return found?.seat ?? seat;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {string} value
 * @param {string} zone
 */
function timeField(name, text, value, zone) {
  const input = h("input", { type: "time", step: 1, name, required: true });
  input.value = value;
  return field(text, input, h("span", { class: "field-note" }, t("correct.when", { zone })));
}

/**
 * @param {State} state
 * @param {RecordedStatement} s
 */
function whoField(state, s) {
  const select = h("select", { name: "entry" }, h("option", { value: s.entry }, s.delegation));
  for (const row of state.list) {
    if (row.status === "heard" || row.status === "speaking" || row.entry === s.entry) continue;
    select.append(h("option", { value: row.entry }, `${row.seq} · ${row.delegation}`));
  }
  select.value = s.entry;
  return field(t("correct.who"), select);
}

/**
 * @param {Values} given
 * @param {boolean} over
 */
function wrongTimes(given, over) {
  if (!over) return null;
  for (const name of ["started", "ended"]) {
    if (secondsOf(given[name]) === null) return { field: name, text: t("form.required") };
  }
  const paused = parseLength(given.paused ?? "");
  return paused === null || Number.isNaN(paused) ? { field: "paused", text: t("form.required") } : null;
}

/** @param {Record<string, unknown>} changed */
function unchanged(changed) {
  return Object.keys(changed).length === 0 ? { field: "", text: t("form.unchanged") } : null;
}

/**
 * What was changed, as the command has it.
 * @param {RecordedStatement} s
 * @param {{started: string, ended: string, paused: string}} before
 * @param {Values} given
 */
function changes(s, before, given) {
  /** @type {Record<string, string|number|undefined>} */
  const out = {};
  if (given.started && given.started !== before.started)
    out.started_at = moved(s.started_at, before.started, given.started);
  if (s.ended_at && given.ended && given.ended !== before.ended)
    out.ended_at = moved(s.ended_at, before.ended, given.ended);
  if (given.paused !== undefined && given.paused !== before.paused) out.paused_ms = parseLength(given.paused) ?? 0;
  for (const name of /** @type {const} */ (["entry", "delegation", "seat", "kind", "speaker", "on_behalf_of"])) {
    if (given[name] !== undefined && given[name] !== s[name]) out[name] = given[name];
  }
  if (out.entry) {
    // What the other line says of itself goes with it, unless a finger said otherwise.
    if (given.kind === s.kind) delete out.kind;
  }
  return out;
}

/**
 * The instant of another time of day, on the nearest day to what was recorded.
 * @param {string} instant
 * @param {string} was
 * @param {string} now
 */
function moved(instant, was, now) {
  let by = (secondsOf(now) ?? 0) - (secondsOf(was) ?? 0);
  if (by > HALF_A_DAY) by -= 2 * HALF_A_DAY;
  if (by < -HALF_A_DAY) by += 2 * HALF_A_DAY;
  const at = new Date(instant);
  at.setMilliseconds(0); // what a person says is whole seconds
  return new Date(at.getTime() + by * 1000).toISOString();
}

/** @param {string|undefined} text */
function secondsOf(text) {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text ?? "");
  return parts ? (Number(parts[1]) * 60 + Number(parts[2])) * 60 + Number(parts[3] ?? 0) : null;
}
