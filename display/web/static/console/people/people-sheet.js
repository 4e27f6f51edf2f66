/**
 * <people-sheet>: who is signed in, on which tablet, and since when; for the chair what
 * invites another one, and what ends one.
 *
 * @import { Person } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Done } from "../../link/people.js"
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { refusalText } from "../../base/words.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, setText, show } from "../../kit/dom.js";
import { buildSheet, openSheet } from "../../kit/sheet.js";
import { linkReason } from "../../link/link-look.js";
import { endSession, getPeople, takeBack } from "../../link/people.js";
import { InviteCard } from "./invite-card.js";
import { inviteQuestion } from "./invite-question.js";
import { PersonLine, roleWord } from "./person-line.js";

/** People come and go seldom; this is how soon it is seen while somebody looks. */
const LOOK_MS = 2000;

/** @type {Person["kind"][]} */
const KINDS = ["session", "link", "key"];

export class PeopleSheet extends HTMLElement {
  /**
   * @param {Store} store
   * @param {(question: Question) => void} ask
   */
  connect(store, ask) {
    this.store = store;
    this.asks = ask;
    /** @type {Person[]} */
    this.people = [];
    /** @type {Map<string, PersonLine>} */
    this.lines = new Map();
    this.looks = 0;
    this.card = new InviteCard((id) => this.does(() => takeBack(id)));
    this.invite = actButton("invite", "people", t("people.invite"), () => this.askInvite(), "accent");
    this.why = h("p", { class: "muted" });
    this.refused = h("p", { class: "form-refused", role: "alert", hidden: true });
    this.lists = new Map(KINDS.map((kind) => [kind, h("ul", { class: "person-lines" })]));
    this.keys = h("summary", {});
    this.groups = new Map([...this.lists].map(([kind, list]) => [kind, this.group(kind, list)]));
    this.dialog = buildSheet(
      "people",
      t("act.people"),
      h("div", { class: "people-top" }, this.invite, this.why),
      this.refused,
      this.card.element,
      ...this.groups.values(),
    );
    this.dialog.addEventListener("close", () => clearInterval(this.looks));
    this.append(this.dialog);
  }

  /**
   * @param {Person["kind"]} kind
   * @param {HTMLElement} list
   */
  group(kind, list) {
    if (kind !== "key" || !this.keys) {
      return h("section", { class: "sheet-group" }, h("h3", {}, t(`people.kind.${kind}`)), list);
    }
    const how = h("p", { class: "muted" }, t("people.keys.end"), " ");
    how.append(h("code", { class: "command", dir: "ltr" }, "rostrum key revoke ID"));
    return h("details", { class: "sheet-group people-keys" }, this.keys, list, how);
  }

  show() {
    if (!this.dialog || this.dialog.open) return;
    this.complain("");
    this.render();
    openSheet(this.dialog);
    void this.look();
    this.looks = window.setInterval(() => this.look(), LOOK_MS);
  }

  /** Ask who is there. */
  async look() {
    const people = await getPeople();
    if (!people) return;
    this.people = people;
    this.render();
  }

  get mayInvite() {
    return this.store?.state?.role === "chair";
  }

  render() {
    const { store, lines, lists, card, invite, why } = this;
    if (!store?.state || !lines || !lists || !card || !invite || !why) return;
    const lost = linkReason(store);
    if (store.live && !store.mayCommand) {
      // Signed out: nothing of it stays on the page, and no link above all.
      this.people = [];
      card.forget();
    }
    const { people = [] } = this;
    show(invite, this.mayInvite);
    allow(invite, lost);
    setText(why, lost || (this.mayInvite ? "" : t("people.chair-alone")));
    for (const [id, line] of lines) {
      if (people.some((person) => person.id === id)) continue;
      line.element.remove();
      lines.delete(id);
    }
    for (const person of people) {
      let line = lines.get(person.id);
      if (!line) {
        line = new PersonLine(person, (one) => this.askEnd(one));
        lines.set(person.id, line);
        lists.get(person.kind)?.append(line.element);
      }
      line.render(person, store.wall(), this.mayInvite && lost === "");
      show(line.element, person.id !== card.invitation?.id); // which the card shows
    }
    for (const [kind, group] of this.groups ?? []) {
      const count = people.filter((person) => person.kind === kind && person.id !== card.invitation?.id).length;
      show(group, count > 0);
      if (kind === "key" && this.keys) setText(this.keys, t("people.keys", { count }));
    }
    card.render(people);
  }

  askInvite() {
    this.complain("");
    this.asks?.(
      inviteQuestion(this.people ?? [], (invitation) => {
        this.card?.offer(invitation);
        void this.look();
      }),
    );
  }

  /** @param {Person} person */
  async askEnd(person) {
    this.complain("");
    if (person.kind === "link") {
      await this.does(() => takeBack(person.id));
      return;
    }
    this.asks?.({
      name: "end-session",
      heading: t("people.ask-end", { name: person.name }),
      lead: t("people.ask-end.lead", { role: roleWord(person.role) }),
      submit: t("people.end"),
      shape: "sign-out",
      send: async () => {
        const outcome = await endSession(person.id);
        return outcome.ok ? { ok: true } : outcome;
      },
      done: () => this.look(),
    });
  }

  /**
   * Do something without a question, and tell here where it was refused.
   * @param {() => Promise<Done>} act
   */
  async does(act) {
    const outcome = await act();
    const told = outcome.ok ? null : refusalText(outcome.refusal);
    this.complain(told ? `${told.main} ${told.more}` : "");
    await this.look();
  }

  /** @param {string} text */
  complain(text) {
    if (!this.refused) return;
    setText(this.refused, text);
    show(this.refused, text !== "");
  }
}
