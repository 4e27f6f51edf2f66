/**
 * What it means that machines are updated, before they are asked to: one, or all old ones.
 *
 * @import { MachineNow } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 */
import { t } from "../../base/i18n.js";
import { update } from "../../link/machines.js";

/**
 * @param {MachineNow|null} machine null for all old ones
 * @param {number} count how many it would be now
 * @param {string} version that they will have
 * @param {(count: number) => void} asked how many were asked
 * @returns {Question}
 */
export function updateQuestion(machine, count, version, asked) {
  let some = 0;
  return {
    name: "update",
    heading: machine ? t("ask.update", { host: machine.host }) : t("ask.update-all", { count }),
    lead: t("ask.update.lead", { version }),
    submit: t("do.update"),
    shape: "import",
    // Whoever is given the floor meanwhile has a light that stays as it is.
    about: ({ floor, interrupted }) => String((floor ?? interrupted)?.statement),
    send: async () => {
      const outcome = await update(machine ? { machines: [{ id: machine.id, host: machine.host }] } : { all: true });
      if (!outcome.ok) return outcome;
      some = outcome.told.asked.length;
      return { ok: true };
    },
    done: () => asked(some),
  };
}
