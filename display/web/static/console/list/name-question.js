/**
 * What a State is called in the language of the page, in this meeting.
 *
 * @import { Entry } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 */
import { LANGUAGES, language, t } from "../../base/i18n.js";
import { textField } from "../../kit/fields.js";

/**
 * @param {Entry} row of a State
 * @param {Commands} commands
 * @returns {Question}
 */
export function nameQuestion(row, commands) {
  const spoken = language();
  return {
    name: "name-state",
    heading: t("ask.name-state", { delegation: row.delegation, language: LANGUAGES[spoken] ?? spoken }),
    lead: t("ask.name-state.lead"),
    body: [textField("name", t("form.name"), { value: row.delegation, required: true })],
    submit: t("do.save"),
    shape: "amend",
    send: ({ name }) => commands.send("name-state", { iso3: codeOf(row), language: spoken, name }),
  };
}

/**
 * The code of the State of a line; empty where it is none.
 * @param {Entry} row
 */
export function codeOf(row) {
  return row.iso3 || row.state || "";
}
