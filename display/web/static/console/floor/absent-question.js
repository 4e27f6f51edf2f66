/**
 * The question about a speaker who was called and is not there.
 *
 * @import { Floor } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 */
import { t } from "../../base/i18n.js";

/**
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
    choices: [
      { text: t("do.move-last"), shape: "last", data: { act: "absent-end" }, send: () => then("end") },
      { text: t("do.withdraw"), shape: "withdrawn", data: { act: "absent-withdraw" }, send: () => then("withdraw") },
    ],
  };
}
