/**
 * The question about the time limits: another preset, or limits of one's own
 * for the kinds of statement that are changed. The rest stays as it is.
 *
 * @import { State } from "../../base/types.js"
 * @import { Question, Values } from "../../kit/ask-dialog.js"
 * @import { Commands, Outcome } from "../../link/commands.js"
 * @import { Limit } from "./limits-table.js"
 */
import { hasText, t } from "../../base/i18n.js";
import { h } from "../../kit/dom.js";
import { field } from "../../kit/fields.js";
import { LimitsTable } from "./limits-table.js";

/** @param {string} name */
const presetText = (name) => (hasText(`preset.${name}`) ? t(`preset.${name}`) : name);

/**
 * @param {State} state
 * @param {Commands} commands
 * @returns {Question}
 */
export function limitsQuestion(state, commands) {
  const { rules } = state.meeting;
  const table = new LimitsTable(rules?.kinds ?? []);
  const preset = h("select", { name: "preset" }, h("option", { value: "" }, t("limits.own")));
  for (const name of rules?.presets ?? []) preset.append(h("option", { value: name }, presetText(name)));
  preset.addEventListener("change", () => {
    table.element.disabled = preset.value !== "";
  });
  const { floor } = state;
  const running = h("input", { type: "checkbox", name: "running", disabled: floor === null });
  const also = floor ? t("limits.running", { delegation: floor.delegation }) : t("limits.running.nobody");
  return {
    name: "set-rules",
    heading: t("act.set-rules"),
    lead: t("limits.in-force", { name: presetText(rules?.name ?? "") }),
    body: [
      field(t("limits.preset"), preset),
      table.element,
      h("p", { class: "muted limits-help" }, t("limits.help")),
      h("label", { class: "check" }, running, h("span", {}, also)),
    ],
    submit: t("do.set-rules"),
    shape: "limits",
    about: (now) => JSON.stringify(now.meeting.rules),
    check: (given) => {
      if (given.preset) return null;
      const unread = table.unreadable(given);
      if (unread) return { field: unread, text: t("limits.unreadable") };
      const late = table.tooLate(given);
      if (late) return { field: late, text: t("limits.too-late") };
      // Nothing but the mark for the running statement: it gets what is in force.
      const nothing = table.changed(given).length === 0 && !given.running;
      return nothing ? { field: "preset", text: t("limits.nothing") } : null;
    },
    send: async (given) => {
      const own = table.changed(given); // kinds that are not named stay as they are
      const what = given.preset ? { preset: given.preset } : { rules: own };
      const outcome = await commands.send("set-rules", { ...what, running: given.running ? true : undefined });
      if (!outcome.ok) outcome.refusal.field = placeOf(outcome.refusal.field, own);
      return outcome;
    },
  };
}

/**
 * The field of this form that a refusal means.
 * @param {string|undefined} named such as rules[0].warning_ms
 * @param {Limit[]} sent
 */
function placeOf(named = "", sent) {
  const [, at, column] = /^rules\[(\d+)\]\.(limit|warning|grace)/.exec(named) ?? [];
  const kind = sent[Number(at)]?.kind;
  return kind ? `${kind}.${column}` : named;
}
