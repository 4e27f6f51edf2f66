/**
 * The question before the floor is given at a seat whose light cannot be
 * counted on.
 *
 * @import { State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Outcome } from "../../link/commands.js"
 */
import { t } from "../../base/i18n.js";
import { healthAt } from "../../base/lights-health.js";

/**
 * Seats without a light that the chair has decided on already: that there is
 * none is no fault, and is not asked twice.
 * @type {Set<string>}
 */
const decided = new Set();

/**
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
    shape: "floor",
    send: async () => {
      const outcome = await give();
      if (outcome.ok && health === "unknown") decided.add(seat);
      return outcome;
    },
  };
}
