/**
 * Whether the light moves with a limit that is changed: asked once, before the first change
 * of a meeting; the controller remembers what was said.
 *
 * @import { State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 */
import { signedText } from "../../base/format.js";
import { t } from "../../base/i18n.js";

/**
 * @param {State} state
 * @param {number} by
 * @param {Commands} commands
 * @returns {Question|null} null where it was said before, or there is no light that could move
 */
export function lightMovesQuestion({ floor, meeting }, by, commands) {
  if (!floor || floor.limit_ms === null || meeting.light_moves !== undefined) return null;
  const extend = (/** @type {boolean} */ light) => commands.send("extend", { by_ms: by, light });
  return {
    name: "light-moves",
    heading: t("ask.light-moves", { by: signedText(by) }),
    lead: t("ask.light-moves.lead"),
    choices: [
      { text: t("light-moves.yes"), shape: "light", data: { light: "true" }, send: () => extend(true) },
      { text: t("light-moves.no"), shape: "limits", data: { light: "false" }, send: () => extend(false) },
    ],
    about: (now) => `${now.floor?.statement}:${now.meeting.light_moves}`,
  };
}
