/**
 * The acts on the list and on the meeting as a whole.
 *
 * @import { Act } from "./procedure.js"
 */
import { t } from "../../base/i18n.js";
import { fieldTime, whenText } from "../../base/when.js";
import { h } from "../../kit/dom.js";
import { delegationField, field, seatField, seatFollows, textField } from "../../kit/fields.js";
import { cardQuestion } from "./card-question.js";
import { limitsQuestion } from "./limits.js";
import { openingQuestion, orderQuestion } from "./order.js";
import { resumptions } from "./resumptions.js";
import { screensQuestion } from "./screens-question.js";

/** @type {Act} */
const rightOfReply = {
  name: "right-of-reply",
  shape: "reply",
  why: (store) => (store.state?.meeting.closed ? t("meeting.closed") : ""),
  ask: (state, commands) => {
    const delegation = delegationField(state);
    const seat = seatField(state);
    seatFollows(delegation, seat, state.list);
    return {
      name: "right-of-reply",
      heading: t("act.right-of-reply"),
      lead: t("ask.reply.lead"),
      body: [delegation, textField("speaker", t("form.speaker")), seat],
      submit: t("do.inscribe"),
      shape: "reply",
      send: (given) =>
        commands.send("right-of-reply", {
          delegation: given.delegation,
          speaker: given.speaker || undefined,
          seat: given.seat || undefined,
        }),
    };
  },
};

/**
 * The end of a suspension, with times that need no typing.
 * @param {Date} now
 */
function untilField(now) {
  const input = h("input", { type: "datetime-local", name: "until", min: fieldTime(now) });
  const quick = resumptions(now).map((day) => {
    const button = h("button", { type: "button", class: "button quiet" }, whenText(day, now));
    button.addEventListener("click", () => {
      input.value = fieldTime(day);
    });
    return button;
  });
  return [field(t("form.until"), input), h("div", { class: "quick" }, ...quick)];
}

/** @type {Act} */
const suspend = {
  name: "suspend",
  shape: "suspend",
  shown: (state) => !state.meeting.suspended,
  why: () => "",
  ask: (state, commands, store) => ({
    name: "suspend",
    heading: t("act.suspend"),
    lead: state.floor ? t("ask.suspend.floor", { delegation: state.floor.delegation }) : t("ask.suspend"),
    body: untilField(store.wall() ?? new Date()),
    submit: t("act.suspend"),
    shape: "suspend",
    check: ({ until }) => {
      const past = until && new Date(until) <= (store.wall() ?? new Date());
      return past ? { field: "until", text: t("form.until.past") } : null;
    },
    send: ({ until }) =>
      commands.send(
        "suspend",
        { until: until ? new Date(until).toISOString() : undefined },
        () => store.state?.floor?.statement === state.floor?.statement,
      ),
  }),
};

/** @type {Act} */
const reconvene = {
  name: "reconvene",
  shape: "start",
  shown: (state) => state.meeting.suspended,
  why: () => "",
  // Not what somebody else has suspended since.
  send: (commands, store) => commands.send("reconvene", {}, () => store.state?.meeting.suspended ?? false),
};

/** @type {Act} */
const closeDebate = {
  name: "close-debate",
  shape: "closed",
  shown: (state) => !state.meeting.closed,
  why: (store) => {
    const floor = store.state?.floor;
    return floor ? t("why.floor-held", { delegation: floor.delegation }) : "";
  },
  ask: (state, commands) => {
    const count = state.list.filter((row) => row.status === "waiting" || row.status === "absent").length;
    return {
      name: "close-debate",
      heading: t("ask.close"),
      lead: count > 0 ? t("ask.close.lead", { count }) : t("ask.close.none"),
      submit: t("act.close-debate"),
      shape: "closed",
      // What was asked about is what is closed: not a list that has changed since.
      send: () => commands.send("close-debate", { rev: state.rev }),
    };
  },
};

/** @type {Act} */
const reopenDebate = {
  name: "reopen-debate",
  shape: "reopen",
  shown: (state) => state.meeting.closed,
  why: () => "",
  ask: (state, commands) => {
    const count = state.meeting.not_heard ?? 0;
    return {
      name: "reopen-debate",
      heading: t("ask.reopen-debate"),
      lead: count > 0 ? t("ask.reopen-debate.lead", { count }) : "",
      submit: t("act.reopen-debate"),
      shape: "reopen",
      send: () => commands.send("reopen-debate"),
    };
  },
};

/** @type {Act} */
const setRules = {
  name: "set-rules",
  shape: "limits",
  why: () => "",
  ask: limitsQuestion,
};

/** @type {Act} */
const screens = {
  name: "screens",
  shape: "screens",
  why: () => "",
  ask: (_state, _commands, store) => screensQuestion(store),
};

/** @type {Act} */
const card = {
  name: "card",
  shape: "info",
  why: () => "",
  ask: (_state, _commands, store) => cardQuestion(store),
};

/** @type {Act} */
const people = {
  name: "people",
  shape: "people",
  why: () => "",
  opens: "people",
};

/** @type {Act} */
const notes = {
  name: "notes",
  shape: "note",
  why: () => "",
  opens: "notes",
};

/** @type {Act} */
const notices = {
  name: "notices",
  shape: "info",
  why: () => "",
  opens: "notices",
};

/** @type {Act} */
const totals = {
  name: "totals",
  shape: "heard",
  why: () => "",
  opens: "totals",
};

/** @type {Act} */
const statements = {
  name: "statements",
  shape: "amend",
  why: () => "",
  opens: "statements",
};

/** @type {Act} */
const orderList = {
  name: "order-list",
  shape: "procedure",
  why: (store) => (store.state?.meeting.closed ? t("meeting.closed") : ""),
  ask: (_state, commands) => orderQuestion(commands),
};

/** @type {Act} */
const setListOpening = {
  name: "set-list-opening",
  shape: "unlock",
  why: () => "",
  ask: openingQuestion,
};

/** @type {Act} */
const meetings = {
  name: "meetings",
  shape: "meetings",
  why: () => "",
  opens: "meetings",
};

/** @type {Act} */
const printList = {
  name: "print-list",
  shape: "print",
  why: () => "",
  opens: "print",
};

export const listActs = [rightOfReply, orderList, setListOpening, statements, notes, totals, printList, notices];
export const meetingActs = [suspend, reconvene, closeDebate, reopenDebate, setRules, screens, card, meetings, people];
