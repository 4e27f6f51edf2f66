/**
 * One who is signed in, a key, or a link that waits: who it is, since when, when it was
 * seen, and what ends it.
 *
 * @import { Person } from "../../base/types.js"
 */
import { hasText, isolated, t } from "../../base/i18n.js";
import { whenText } from "../../base/when.js";
import { actButton } from "../../kit/act-button.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { icon, setIcon } from "../../kit/icons.js";

export class PersonLine {
  /**
   * @param {Person} person
   * @param {(person: Person) => Promise<void>|void} end
   */
  constructor(person, end) {
    this.person = person;
    this.shape = icon("waiting");
    this.name = h("b", { class: "person-name", dir: "auto" }, person.name);
    this.role = h("span", { class: "person-role" }, roleWord(person.role));
    this.facts = h("p", { class: "person-facts" });
    const link = person.kind === "link";
    const text = t(link ? "people.take-back" : "people.end");
    this.end = actButton("", link ? "withdrawn" : "sign-out", text, () => end(this.person), "quiet");
    this.end.dataset.act = link ? "take-back" : "end-session";
    setAttr(this.end, "aria-label", t("pair", { what: text, about: person.name }));
    this.element = h(
      "li",
      { class: "person-line", "data-person": person.id, "data-kind": person.kind, "data-name": person.name },
      this.shape,
      h("div", { class: "person-words" }, h("p", {}, this.name, " ", this.role), this.facts),
      this.end,
    );
  }

  /**
   * @param {Person} person as it is now
   * @param {Date|null} now
   * @param {boolean} may whether this page may end it
   */
  render(person, now, may) {
    this.person = person;
    setAttr(this.element, "data-here", person.here);
    setIcon(this.shape, person.kind === "link" ? "link-connecting" : person.here ? "link-live" : "waiting");
    setText(this.facts, factsText(person, now));
    show(this.end, may && person.kind !== "key" && !person.you);
  }
}

/**
 * A role as what somebody is, not as who has done something.
 * @param {string} role
 */
export function roleWord(role) {
  return hasText(`people.role.${role}`) ? t(`people.role.${role}`) : role;
}

/**
 * @param {Person} person
 * @param {Date|null} now
 */
function factsText(person, now) {
  const { id, kind, since, here, you, last_seen: seen, rough, left_ms: left, seats } = person;
  if (kind === "link") return leftText(left ?? 0);
  const facts = [];
  if (kind === "key") facts.push(id); // for `rostrum key revoke`
  if (you) facts.push(t("people.you"));
  if (seats?.length) facts.push(t("people.seats", { seats: seats.map(isolated).join(", ") }));
  facts.push(t("people.since", { when: whenText(new Date(since), now) }));
  if (here) facts.push(t("people.here"));
  else if (seen) facts.push(t(rough ? "people.seen.about" : "people.seen", { when: whenText(new Date(seen), now) }));
  else facts.push(t("people.seen.never"));
  return facts.join(" · ");
}

/**
 * How long a link can still be opened.
 * @param {number} ms
 */
export function leftText(ms) {
  return ms >= 60000 ? t("people.left", { count: Math.ceil(ms / 60000) }) : t("people.left.last");
}
