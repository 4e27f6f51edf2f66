/**
 * The link that was made last, as a code for the other tablet's camera and
 * as a text, for how long it can be opened, and whether it was.
 *
 * @import { Invitation, Person } from "../../base/types.js"
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { fingerprint } from "../../link/session.js";
import { leftText, roleWord } from "./person-line.js";

export class InviteCard {
  /** @param {(id: string) => Promise<void>} takeBack */
  constructor(takeBack) {
    /** @type {Invitation|null} */
    this.invitation = null;
    this.ends = 0; // by this page's steady clock
    this.whose = h("h3", { class: "invite-whose" });
    this.code = h("img", { class: "invite-code", id: "invite-code", width: 264, height: 264 });
    this.link = h("code", { class: "command invite-link", id: "invite-link", dir: "ltr" });
    this.local = h("p", { class: "invite-note" }, t("people.local"));
    this.address = h("code", { class: "command", dir: "ltr" });
    this.print = h("code", { class: "command", dir: "ltr" });
    this.compare = h("p", {}, t("people.compare"), this.print);
    this.trust = h("div", { class: "invite-note" }, h("p", {}, t("people.trust"), this.address), this.compare);
    this.copied = h("p", { class: "muted", role: "status" });
    this.left = h("p", { class: "invite-left", id: "invite-left" });
    this.open = h(
      "div",
      { class: "invite-open" },
      this.code,
      h(
        "div",
        { class: "invite-words" },
        this.whose,
        this.left,
        h("p", {}, t("people.scan")),
        this.link,
        h(
          "div",
          { class: "form-acts" },
          actButton("invite-copy", "copy", t("people.copy"), () => this.copy()),
          actButton(
            "invite-take-back",
            "withdrawn",
            t("people.take-back"),
            async () => {
              if (this.invitation) await takeBack(this.invitation.id);
            },
            "quiet",
          ),
        ),
        this.copied,
        this.local,
        this.trust,
      ),
    );
    this.said = h("span", {});
    this.over = h("p", { class: "invite-over" }, icon("heard"), this.said);
    // What is said when it was used stands in a place that is there before.
    this.element = h("section", { class: "invite" }, this.open, h("div", { role: "status" }, this.over));
    this.forget();
  }

  /** @param {Invitation} invitation */
  offer(invitation) {
    const { code, link, whose, address } = this;
    this.invitation = invitation;
    this.ends = performance.now() + invitation.left_ms;
    setText(whose, t("by.named", { role: roleWord(invitation.role), name: invitation.name }));
    setAttr(code, "src", `data:image/svg+xml,${encodeURIComponent(invitation.qr)}`);
    setAttr(code, "alt", t("people.code", { name: invitation.name }));
    setText(link, invitation.link);
    setText(address, invitation.trust ?? "");
    setText(this.copied, "");
    show(this.local, invitation.local);
    show(this.trust, Boolean(invitation.trust));
    if (invitation.trust) void this.identify();
    this.say("");
    this.draw();
  }

  /** What the other tablet's page of trust is to say too, so that nobody has to ask at the controller. */
  async identify() {
    show(this.compare, false);
    const print = await fingerprint();
    setText(this.print, print ?? "");
    show(this.compare, Boolean(print));
  }

  /** The link is nobody's any more: neither the page nor a picture of it keeps the secret. */
  forget() {
    this.invitation = null;
    this.say("");
    setAttr(this.code, "src", null);
    setText(this.link, "");
    show(this.open, false);
  }

  /**
   * What became of it.
   * @param {Person[]} people
   */
  render(people) {
    const { invitation } = this;
    if (!invitation) return;
    const used = people.find((person) => person.invited === invitation.id);
    if (!used && people.some((person) => person.id === invitation.id)) {
      this.draw();
      return;
    }
    this.forget();
    this.say(used ? t("people.used", { name: used.name }) : t("people.over", { name: invitation.name }), used);
  }

  draw() {
    if (!this.invitation) return;
    show(this.open, true);
    setText(this.left, leftText(this.ends - performance.now()));
  }

  /**
   * @param {string} text
   * @param {Person} [used]
   */
  say(text, used) {
    setText(this.said, text);
    setAttr(this.over, "data-used", Boolean(used));
    show(this.over, text !== "");
  }

  async copy() {
    const { invitation, link, copied } = this;
    if (!invitation) return;
    try {
      await navigator.clipboard.writeText(invitation.link);
      setText(copied, t("people.copied"));
    } catch {
      // The browser does not let a page do it: a hand can.
      getSelection()?.selectAllChildren(link);
      setText(copied, t("people.marked"));
    }
  }
}
