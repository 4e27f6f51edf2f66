/**
 * The question that corrects a line of the list, and the one about a speaker
 * who was called and is not there.
 *
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Floor} Floor
 * @typedef {import("./commands.js").Commands} Commands
 * @typedef {import("./ask-dialog.js").Question} Question
 */
import { delegationField, kindField, seatField, textField } from "./fields.js";
import { t } from "./i18n.js";

const FIELDS = /** @type {const} */ (["delegation", "speaker", "kind", "on_behalf_of", "seat"]);

/**
 * @param {State} state
 * @param {Entry} row
 * @param {Commands} commands
 * @returns {Question}
 */
export function amendQuestion(state, row, commands) {
  const held = row.status === "speaking";
  return {
    name: "amend",
    heading: t("ask.amend", { delegation: row.delegation }),
    lead: held ? t("ask.amend.held") : "",
    body: [
      delegationField(state, row.delegation),
      textField("speaker", t("form.speaker"), { value: row.speaker }),
      kindField(row.kind),
      textField("on_behalf_of", t("form.behalf"), { value: row.on_behalf_of, longest: 800 }),
      seatField(state, row.seat),
    ],
    submit: t("do.save"),
    shape: "amend",
    check: (given) => {
      const changed = FIELDS.some((name) => given[name] !== (row[name] ?? ""));
      return changed ? null : { field: "delegation", text: t("form.unchanged") };
    },
    send: (given) => {
      const changed = FIELDS.filter((name) => given[name] !== (row[name] ?? ""));
      return commands.send("amend", {
        entry: row.entry,
        ...Object.fromEntries(changed.map((name) => [name, given[name]])),
      });
    },
  };
}

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
