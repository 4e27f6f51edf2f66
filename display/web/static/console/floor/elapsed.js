/**
 * The question how long a statement has been spoken for, by a person's watch:
 * the controller was away, and its clock could not count all of it.
 *
 * @import { State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 */
import { lengthText, parseLength, signedText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { momentAt } from "../../base/phase.js";
import { h } from "../../kit/dom.js";
import { textField } from "../../kit/fields.js";

const STEPS = [-10000, 5000, 10000, 30000, 60000];

/** True while the clock stands because the controller was away. @param {State|null} state */
export const isHeld = (state) => state?.floor?.carried_over === true && state.floor.pause_reason === "clock-held";

/**
 * @param {State} state
 * @param {Commands} commands
 * @returns {Question|null}
 */
export function elapsedQuestion(state, commands) {
  const { floor } = state;
  if (!floor) return null;
  const resume = isHeld(state);
  const label = textField("elapsed_ms", t("form.elapsed"), { required: true, longest: 8 });
  const input = /** @type {HTMLInputElement} */ (label.querySelector("input"));
  input.inputMode = "decimal"; // with a point on every keyboard, which is read as a colon
  input.value = lengthText(momentAt(floor, commands.store.clock.now()).elapsed);
  const steps = STEPS.map((by) => {
    const button = h("button", { type: "button", class: "button quiet number", "data-by": by }, signedText(by));
    button.addEventListener("click", () => {
      const read = parseLength(input.value);
      if (read !== null && !Number.isNaN(read)) input.value = lengthText(Math.max(0, read + by));
    });
    return button;
  });
  return {
    name: "set-elapsed",
    heading: t("ask.set-elapsed", { delegation: floor.delegation }),
    lead: t("ask.set-elapsed.lead"),
    body: [label, h("div", { class: "quick" }, ...steps)],
    submit: resume ? t("do.set-elapsed.resume") : t("do.set-elapsed"),
    shape: "earlier",
    check: (given) =>
      Number.isNaN(parseLength(given.elapsed_ms ?? "")) ? { field: "elapsed_ms", text: t("limits.unreadable") } : null,
    send: async (given) => {
      const { statement } = floor;
      const set = await commands.send("set-elapsed", { elapsed_ms: parseLength(given.elapsed_ms ?? ""), statement });
      // One tap for both: she goes on speaking.
      return set.ok && resume ? commands.send("resume", { statement }) : set;
    },
  };
}
