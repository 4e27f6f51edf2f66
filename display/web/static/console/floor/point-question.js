/**
 * Who raises a point of order: one tap, while its clock runs already. Whoever it is may be
 * said later, or never.
 *
 * @import { Entry, State } from "../../base/types.js"
 * @import { Choice, Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { ownSeat, plainSeat } from "../../base/seating.js";
import { delegationField, seatField, seatFollows } from "../../kit/fields.js";

/** The statement on the floor where that is a point of order. @param {State|null} state */
export const pointUnderWay = (state) => (state?.floor?.kind === "point-of-order" ? state.floor.statement : 0);

/**
 * Who may have raised it, the likeliest first: who has a seat at the Council's table, then
 * who waits, each delegation once.
 * @param {Entry[]} list
 */
export function mayRaise(list) {
  const members = list.filter((row) => row.capacity === "member");
  const waiting = list.filter(
    ({ status, kind }) => (status === "waiting" || status === "absent") && kind !== "briefer",
  );
  const named = new Set();
  return [...members, ...waiting].filter((row) => {
    const fresh = !named.has(row.delegation);
    named.add(row.delegation);
    return fresh;
  });
}

/**
 * The seat at which a point of order is made, while nobody has said another: before it is
 * told, that of a room with one light.
 * @param {State} state
 */
const seatOfPoint = (state) => (pointUnderWay(state) ? (state.floor?.seat ?? "") : plainSeat({}, state.seats ?? []));

/**
 * What a tap on a delegation says. The seat in force stays, but where the list has one for
 * them: who has none there raised it at some microphone all the same.
 * @param {State} state
 * @param {string} delegation as the list has it
 */
export function tappedAs(state, delegation) {
  const seat = ownSeat(state.list, delegation);
  return seat === undefined ? { delegation } : { delegation, seat };
}

/**
 * What was written says: what still stands as it was asked about is not said anew.
 * @param {State} state
 * @param {string} delegation
 * @param {string} seat empty is none
 */
export function writtenAs(state, delegation, seat) {
  const before = pointUnderWay(state) ? state.floor?.delegation : "";
  return {
    ...(delegation === before ? {} : { delegation }),
    ...(seat === seatOfPoint(state) ? {} : { seat }),
  };
}

/**
 * @param {Store} store
 * @param {State} state
 * @param {Commands} commands
 * @returns {Question}
 */
export function pointQuestion(store, state, commands) {
  let point = pointUnderWay(state);
  const name = (/** @type {{delegation?: string, seat?: string}} */ who) =>
    commands.send("correct", { statement: point || pointUnderWay(store.state), reason: t("point.reason"), ...who });
  const delegation = delegationField(state, point ? state.floor?.delegation : "");
  const seat = seatField(state, seatOfPoint(state));
  seatFollows(delegation, seat, state.list);
  return {
    name: "point",
    heading: t("point.heading"),
    lead: t("point.lead"),
    choices: mayRaise(state.list).map((row) => {
      /** @type {Choice} */
      const choice = {
        text: row.delegation,
        data: { entry: row.entry },
        send: () => name(tappedAs(state, row.listed ?? row.delegation)),
      };
      return choice;
    }),
    body: [delegation, seat],
    submit: t("do.save"),
    shape: "order",
    leave: t("point.unknown"),
    send: (given) => name(writtenAs(state, given.delegation ?? "", given.seat ?? "")),
    about: (now) => {
      point ||= pointUnderWay(now); // the answer may be here before it is told
      return String(pointUnderWay(now) === point);
    },
  };
}
