/**
 * When interpretation ends: that is when the meeting must.
 *
 * @import { State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { fieldTime, whenText, zoneName } from "../../base/when.js";
import { h, need } from "../../kit/dom.js";
import { momentField } from "../../kit/fields.js";

/** When interpreters usually leave: after the morning, and after the afternoon. */
const USUAL = [13, 18];

/**
 * @param {Store} store
 * @param {State} state
 * @param {Commands} commands
 * @param {string[]} [said] what the forecast says, in full
 * @returns {Question}
 */
export function endQuestion(store, state, commands, said = []) {
  const now = store.wall() ?? new Date();
  const ends = state.meeting.ends_by;
  const at = momentField("at", t("end.at", { zone: zoneName() }), ends ? fieldTime(new Date(ends)) : "");
  const input = /** @type {HTMLInputElement} */ (need("input", at));
  const quick = usual(now).map((day) => {
    const button = h("button", { type: "button", class: "button quiet" }, whenText(day, now));
    button.addEventListener("click", () => {
      input.value = fieldTime(day);
    });
    return button;
  });
  return {
    name: "set-end",
    heading: t("act.set-end"),
    lead: t("end.lead"),
    body: [...said.map((text) => h("p", { class: "forecast-said" }, text)), at, h("div", { class: "quick" }, ...quick)],
    submit: t("do.save"),
    shape: "clock",
    about: (now) => String(now.meeting.ends_by),
    check: () => (input.validity.badInput ? { field: "at", text: t("limits.unreadable") } : null),
    send: (given) => commands.send("set-end", { at: given.at ? new Date(given.at).toISOString() : undefined }),
  };
}

/** @param {Date} now */
function usual(now) {
  return USUAL.map((hour) => {
    const day = new Date(now);
    day.setHours(hour, 0, 0, 0);
    return day;
  }).filter((day) => day > now);
}
