/**
 * The calm lines that chair and secretary send to the screen of the seat that has the
 * floor. *Please conclude* has a button beside the clock.
 *
 * @import { Line } from "../../base/wire.js"
 * @import { Act } from "./procedure.js"
 */
import { t } from "../../base/i18n.js";

/**
 * @param {Line} line
 * @param {string} shape
 * @returns {Act}
 */
const remind = (line, shape) => ({
  name: `remind-${line}`,
  shape,
  why: ({ state }) => {
    if (state?.meeting.closed) return t("meeting.closed");
    if (state?.meeting.suspended) return t("meeting.suspended");
    return state?.floor ? "" : t("why.nobody");
  },
  send: (commands) => commands.send("remind", { line }),
});

export const remindActs = [remind("slower", "slower"), remind("microphone", "floor")];
