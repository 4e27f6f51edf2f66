/**
 * For whom a link is, and what the tablet is called from then on: two taps, and no typing
 * where a name goes without saying.
 *
 * @import { Invitation, Person } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 */
import { t } from "../../base/i18n.js";
import { h } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { textField } from "../../kit/fields.js";
import { invite } from "../../link/people.js";
import { roleWord } from "./person-line.js";

const LONGEST = 40;

/** The roles for which a person can be invited, and the one that is asked for most first. */
const ROLES = ["secretary", "chair", "booth"];

/** @type {Record<string, string>} */
const SHAPES = { chair: "floor", booth: "sound" };

/**
 * @param {Person[]} people
 * @param {(invitation: Invitation) => void} made
 * @returns {Question}
 */
export function inviteQuestion(people, made) {
  /** @type {Invitation|null} */
  let invitation = null;
  const free = freeNames(people);
  const name = textField("name", t("people.name"), { value: free[0], longest: LONGEST });
  const input = name.querySelector("input");
  const names = free.map((text) => {
    const button = h("button", { type: "button", class: "button quiet", "data-suggests": text }, text);
    button.addEventListener("click", () => {
      if (input) input.value = text;
    });
    return button;
  });
  return {
    name: "invite",
    heading: t("people.invite"),
    lead: t("people.invite.lead"),
    body: [
      h("fieldset", { class: "invite-roles" }, h("legend", {}, t("people.as")), ...ROLES.map(roleTile)),
      name,
      h("div", { class: "quick" }, ...names),
    ],
    submit: t("people.make"),
    shape: "people",
    send: async (given) => {
      const outcome = await invite(given.role ?? "", given.name ?? "");
      if (!outcome.ok) return outcome;
      invitation = outcome.told;
      return { ok: true };
    },
    done: () => {
      if (invitation) made(invitation);
    },
  };
}

/**
 * @param {string} role
 * @param {number} i
 */
function roleTile(role, i) {
  return h(
    "label",
    { class: "invite-role" },
    h("input", { type: "radio", name: "role", value: role, checked: i === 0 }),
    icon(SHAPES[role] ?? "note"),
    h("span", { class: "invite-role-words" }, h("b", {}, roleWord(role)), h("span", {}, t(`people.may.${role}`))),
  );
}

/**
 * Names that nobody has, for tablets of a room like this.
 * @param {Person[]} people
 */
function freeNames(people) {
  const taken = new Set(people.map((person) => person.name.toLowerCase()));
  const free = (/** @type {string} */ name) => !taken.has(name.toLowerCase());
  let n = 1;
  while (!free(t("people.name.desk", { n }))) n += 1;
  return [t("people.name.desk", { n }), t("people.name.left"), t("people.name.right")].filter(free);
}
