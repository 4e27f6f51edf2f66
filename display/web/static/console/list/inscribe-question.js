/**
 * The question that puts a delegation on the speakers' list.
 *
 * @import { State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 */
import { t } from "../../base/i18n.js";
import { h } from "../../kit/dom.js";
import { delegationField, field, kindField, textField } from "../../kit/fields.js";

/**
 * @param {State} state
 * @param {Commands} commands
 * @param {(entry: string) => void} done what was inscribed
 * @returns {Question}
 */
export function inscribeQuestion(state, commands, done) {
  const place = h("select", { name: "before" }, h("option", { value: "" }, t("form.place.end")));
  for (const row of state.list) {
    if (row.status !== "waiting") continue;
    const text = t("form.place.before", { seq: row.seq, delegation: row.delegation });
    place.append(h("option", { value: row.entry }, text));
  }
  return {
    name: "inscribe",
    heading: t("form.heading"),
    body: [
      delegationField(state),
      textField("speaker", t("form.speaker")),
      kindField("state"),
      textField("on_behalf_of", t("form.behalf"), { longest: 800 }),
      field(t("form.place"), place),
    ],
    submit: t("do.inscribe"),
    shape: "plus",
    send: ({ delegation, speaker, kind, on_behalf_of, before }) =>
      commands.send("inscribe", {
        delegation,
        kind,
        speaker: speaker || undefined,
        on_behalf_of: on_behalf_of || undefined,
        before: before || undefined,
      }),
    done: ({ entry }) => {
      if (entry) done(entry);
    },
  };
}
