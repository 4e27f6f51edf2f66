/**
 * What puts a delegation on the speakers' list. Who is on it already in the same capacity
 * is asked about.
 *
 * @import { State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 */
import { t } from "../../base/i18n.js";
import { sameOn } from "../../base/suggest.js";
import { h } from "../../kit/dom.js";
import { field, kindField, textField } from "../../kit/fields.js";
import { DelegationField } from "./delegation-field.js";
import { capacityField } from "./registration.js";

/**
 * @param {State} state
 * @param {Commands} commands
 * @param {(entry: string) => void} done what was inscribed
 * @returns {Question}
 */
export function inscribeQuestion(state, commands, done) {
  const delegation = new DelegationField(state);
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
      delegation.element,
      textField("speaker", t("form.speaker")),
      kindField("state"),
      capacityField(),
      textField("on_behalf_of", t("form.behalf"), { longest: 800 }),
      field(t("form.place"), place),
    ],
    submit: t("do.inscribe"),
    shape: "plus",
    again: ({ kind = "", capacity = "" }) => {
      const row = sameOn(commands.store.state?.list ?? [], { ...delegation.meant, kind, capacity });
      if (!row) return null;
      const as = row.capacity ? t(`capacity.${row.capacity}`) : t(`kind.${row.kind}`);
      return {
        text: t("ask.again", { delegation: row.delegation, seq: row.seq, capacity: as }),
        submit: t("do.inscribe-again"),
      };
    },
    send: ({ speaker, kind, capacity, on_behalf_of, before }) => {
      const { delegation: name, code } = delegation.meant;
      return commands.send("inscribe", {
        delegation: name,
        iso3: code || undefined,
        kind,
        speaker: speaker || undefined,
        capacity: capacity || undefined,
        on_behalf_of: on_behalf_of || undefined,
        before: before || undefined,
      });
    },
    done: (receipt) => {
      if (receipt?.entry) done(receipt.entry);
    },
  };
}
