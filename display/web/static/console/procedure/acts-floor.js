/**
 * The rarer acts on the statement that has the floor.
 *
 * @import { State } from "../../base/types.js"
 * @import { Choice } from "../../kit/ask-dialog.js"
 * @import { Store } from "../../link/store.js"
 * @import { Act } from "./procedure.js"
 */
import { t } from "../../base/i18n.js";
import { usedText } from "../../base/words.js";
import { seatField, textField } from "../../kit/fields.js";
import { elapsedQuestion } from "../floor/elapsed.js";

/** Reasons that can be chosen with one tap; others are written. */
const REASONS = ["interpretation", "microphone", "other"];

/** @param {Store} store */
const started = (store) => {
  const floor = store.state?.floor;
  if (!floor) return t("why.nobody");
  return floor.phase === "ready" ? t("why.not-started") : "";
};

/** @param {Store} store */
const sitting = (store) => {
  if (store.state?.meeting.closed) return t("meeting.closed");
  return store.state?.meeting.suspended ? t("meeting.suspended") : "";
};

/** @type {Act} */
const handOver = {
  name: "hand-over",
  shape: "hand-over",
  why: (store) => {
    const floor = store.state?.floor;
    if (!floor) return t("why.nobody");
    return floor.kind === "point-of-order" ? t("why.point-under-way") : "";
  },
  ask: (state, commands) => {
    const { floor } = state;
    if (!floor) return null;
    return {
      name: "hand-over",
      heading: t("ask.hand-over", { delegation: floor.delegation }),
      lead: t("ask.hand-over.lead"),
      body: [textField("speaker", t("form.speaker"), { required: true }), seatField(state, floor.seat)],
      submit: t("act.hand-over"),
      shape: "hand-over",
      send: (given) =>
        commands.send("hand-over", {
          speaker: given.speaker,
          seat: given.seat,
          statement: floor.statement,
        }),
    };
  },
};

/** @type {Act} */
const pauseReason = {
  name: "pause-reason",
  shape: "paused",
  why: (store) => started(store) || (store.state?.floor?.paused ? t("why.paused") : ""),
  ask: (state, commands) => {
    const { floor } = state;
    if (!floor) return null;
    const pause = (/** @type {string} */ reason) => commands.send("pause", { reason, statement: floor.statement });
    return {
      name: "pause",
      heading: t("ask.pause", { delegation: floor.delegation }),
      choices: REASONS.map((reason) => ({
        text: t(`reason.${reason}`),
        data: { reason },
        send: () => pause(reason),
      })),
      body: [textField("reason", t("form.reason"))],
      submit: t("do.pause"),
      shape: "paused",
      send: (given) => pause(given.reason || "other"),
    };
  },
};

/** @type {Act} */
const restart = {
  name: "restart",
  shape: "restart",
  why: (store) => started(store) || sitting(store),
  ask: (state, commands) => {
    const { floor } = state;
    if (!floor) return null;
    return {
      name: "restart",
      heading: t("ask.restart", { delegation: floor.delegation }),
      lead: t("ask.restart.lead"),
      submit: t("act.restart"),
      shape: "restart",
      send: () => commands.send("restart", { statement: floor.statement }),
    };
  },
};

/**
 * The statements that can go on; a point of order can only be raised again.
 * @param {State|null} state
 */
const reopenable = (state) => (state?.ended ?? []).filter((last) => last.kind !== "point-of-order");

/** @type {Act} */
const reopen = {
  name: "reopen",
  shape: "reopen",
  why: (store) => {
    const floor = store.state?.floor;
    if (sitting(store)) return sitting(store);
    if (floor) return t("why.floor-held", { delegation: floor.delegation });
    return reopenable(store.state).length > 0 ? "" : t("why.nothing-ended");
  },
  ask: (state, commands) => ({
    name: "reopen",
    heading: t("ask.reopen"),
    lead: t("ask.reopen.lead"),
    choices: reopenable(state).map((last) => {
      /** @type {Choice} */
      const choice = {
        text: last.delegation,
        note: usedText(last.used_ms, last.limit_ms),
        data: { statement: String(last.statement) },
        send: () => commands.send("reopen", { statement: last.statement }),
      };
      return choice;
    }),
  }),
};

/** @type {Act} */
const setElapsed = {
  name: "set-elapsed",
  shape: "earlier",
  shown: (state) => state.floor?.carried_over === true,
  why: sitting,
  ask: elapsedQuestion,
};

export const floorActs = [pauseReason, handOver, restart, reopen, setElapsed];
