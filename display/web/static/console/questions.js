/**
 * What the console asks before it acts. What only one room of it asks stands there.
 *
 * @import { Floor, State } from "../base/types.js"
 * @import { Question } from "../kit/ask-dialog.js"
 * @import { Commands, Outcome } from "../link/commands.js"
 */
import { t } from "../base/i18n.js";
import { healthAt } from "../base/seating.js";

/**
 * Seats without a light that the chair has decided on already: that there is
 * none is no fault, and is not asked twice.
 * @type {Set<string>}
 */
const decided = new Set();

/**
 * Before the floor is given at a seat whose light cannot be counted on.
 * @param {State} state
 * @param {string} seat
 * @param {() => Promise<Outcome>} give
 * @returns {Question|null} null where there is nothing to ask
 */
export function lightQuestion(state, seat, give) {
  const health = healthAt(state, seat);
  if (health === "well" || decided.has(seat)) return null;
  return {
    name: "light",
    heading: t(`ask.light.${health}`, { seat }),
    lead: t("ask.light.lead"),
    submit: t("do.give-anyway"),
    about: (now) => String(now.floor?.statement),
    shape: "floor",
    send: async () => {
      const outcome = await give();
      if (outcome.ok && health === "unknown") decided.add(seat);
      return outcome;
    },
  };
}

/**
 * About a speaker who was called and is not there.
 * @param {Floor} floor
 * @param {Commands} commands
 * @returns {Question}
 */
export function absentQuestion(floor, commands) {
  const then = (/** @type {"end"|"withdraw"} */ what) =>
    // biome-ignore lint/suspicious/noThenProperty: the command's own word; nobody awaits it.
    commands.send("absent", { entry: floor.entry, then: what });
  return {
    name: "absent",
    heading: t("ask.absent", { delegation: floor.delegation }),
    about: (now) => `${now.floor?.statement}:${now.floor?.phase}`,
    choices: [
      { text: t("do.move-last"), shape: "last", data: { act: "absent-end" }, send: () => then("end") },
      { text: t("do.withdraw"), shape: "withdrawn", data: { act: "absent-withdraw" }, send: () => then("withdraw") },
    ],
  };
}

/**
 * What it means to go on while the disk does not answer, or, alone, the other machines.
 * @param {Commands} commands
 * @param {boolean} alone
 * @returns {Question}
 */
export function unrecordedQuestion(commands, alone) {
  return {
    name: "go-on-unrecorded",
    heading: t("ask.unrecorded"),
    lead: t(alone ? "ask.unrecorded.lead-alone" : "ask.unrecorded.lead"),
    submit: t("do.go-unrecorded"),
    about: (now) => String(now.saving?.going_on),
    send: () => commands.send("go-on-unrecorded"),
  };
}
