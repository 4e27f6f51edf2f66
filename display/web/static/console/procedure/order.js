/**
 * What puts the list in the order of the room's habit: a proposal with what would move,
 * and one tap that takes it. And when the list was opened for registration.
 *
 * @import { ProposedOrder, State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 */
import { t } from "../../base/i18n.js";
import { nameOf } from "../../base/names.js";
import { fieldTime, zoneName } from "../../base/when.js";
import { h, need } from "../../kit/dom.js";
import { field, momentField } from "../../kit/fields.js";
import { getOrder } from "../../link/record.js";

const MOST_SHOWN = 100;

/** @type {("registered"|"level")[]} */
const ORDERS = ["registered", "level"];

/**
 * @param {Commands} commands
 * @returns {Question}
 */
export function orderQuestion(commands) {
  const by = h("select", { name: "by" });
  for (const order of ORDERS) by.append(h("option", { value: order }, t(`order.${order}`)));
  const changes = h("ol", { class: "order-changes", id: "order-changes", tabindex: 0 });
  /** @type {ProposedOrder|null} */
  let proposed = null;
  const propose = async () => {
    const wanted = by.value;
    const answer = await getOrder(wanted);
    if (by.value !== wanted) return; // another was chosen meanwhile
    proposed = answer;
    changes.replaceChildren(...linesOf(answer));
  };
  by.addEventListener("change", propose);
  propose();
  return {
    name: "order-list",
    heading: t("act.order-list"),
    lead: t("order.lead"),
    body: [field(t("order.by"), by), h("div", { role: "status" }, changes)],
    submit: t("act.order-list"),
    shape: "procedure",
    check: () => (proposed?.changes.length ? null : { field: "by", text: t(proposed ? "order.none" : "why.link") }),
    // What was looked at is what is done: not the order of a list that has changed since.
    send: async (given) => {
      const outcome = await commands.send("order-list", { by: given.by, rev: proposed?.rev });
      if (!outcome.ok) propose();
      return outcome;
    },
  };
}

/** @param {ProposedOrder|null} proposed */
function linesOf(proposed) {
  if (!proposed) return [h("li", {}, t("why.link"))];
  if (proposed.changes.length === 0) return [h("li", {}, t("order.none"))];
  const lines = proposed.changes.slice(0, MOST_SHOWN).map((one) => {
    const said = t("order.line", { now: one.now.place, delegation: nameOf(one), was: one.was.place });
    return h("li", { "data-entry": one.entry, dir: "auto" }, said);
  });
  const more = proposed.changes.length - lines.length;
  return more > 0 ? [...lines, h("li", {}, t("order.more", { count: more }))] : lines;
}

/**
 * @param {State} state
 * @param {Commands} commands
 * @returns {Question}
 */
export function openingQuestion(state, commands) {
  const opens = state.meeting.list_opens_at;
  const at = momentField("at", t("opening.at", { zone: zoneName() }), opens ? fieldTime(new Date(opens)) : "");
  return {
    name: "set-list-opening",
    heading: t("act.set-list-opening"),
    lead: t("opening.lead"),
    body: [at],
    submit: t("do.save"),
    shape: "unlock",
    check: () => {
      const input = /** @type {HTMLInputElement} */ (need("input", at));
      return input.validity.badInput ? { field: "at", text: t("limits.unreadable") } : null;
    },
    send: (given) => commands.send("set-list-opening", { at: given.at ? new Date(given.at).toISOString() : undefined }),
  };
}
