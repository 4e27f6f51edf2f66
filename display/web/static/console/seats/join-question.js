/**
 * What a machine is to be that joins: the light of a seat, or a screen.
 *
 * @import { Enrolment } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 */
import { t } from "../../base/i18n.js";
import { h } from "../../kit/dom.js";
import { textField } from "../../kit/fields.js";
import { icon } from "../../kit/icons.js";
import { enrol } from "../../link/machines.js";

const LONGEST_SEAT = 40;
const USUAL_PIN = "GPIO17";

/** What it can be, and which shape that has. */
const KINDS = Object.entries({ light: "light", gallery: "people", seat: "floor", when: "note", overlay: "note" });

/**
 * @param {(enrolment: Enrolment) => void} made
 * @returns {Question}
 */
export function joinQuestion(made) {
  /** @type {Enrolment|null} */
  let enrolment = null;
  const seat = textField("seat", t("seats.join.seat"), { longest: LONGEST_SEAT });
  const pin = textField("pin", t("seats.join.pin"), { value: USUAL_PIN, longest: LONGEST_SEAT });
  return {
    name: "join",
    heading: t("seats.join"),
    lead: t("seats.join.lead"),
    body: [
      h("fieldset", { class: "invite-roles" }, h("legend", {}, t("seats.join.as")), ...KINDS.map(kindTile)),
      seat,
      pin,
    ],
    submit: t("seats.join.make"),
    shape: "light",
    send: async (given) => {
      const { what = "light", seat: name = "", pin: line = "" } = given;
      const outcome = await enrol(
        what === "light"
          ? { role: "light", seat: name, pin: line }
          : { role: "screen", page: what, ...(what === "seat" && { seat: name }) },
      );
      if (!outcome.ok) return outcome;
      enrolment = outcome.told;
      return { ok: true };
    },
    done: () => {
      if (enrolment) made(enrolment);
    },
  };
}

/**
 * @param {[string, string]} kind
 * @param {number} i
 */
function kindTile([kind, shape], i) {
  return h(
    "label",
    { class: "invite-role" },
    h("input", { type: "radio", name: "what", value: kind, checked: i === 0 }),
    icon(shape),
    h("span", { class: "invite-role-words" }, h("b", {}, t(`seats.join.kind.${kind}`))),
  );
}
