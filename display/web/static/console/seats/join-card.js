/**
 * The line by which a machine joins, to be pasted on it, as a text and as a code for the
 * camera of a tablet that has a terminal there.
 *
 * @import { Due } from "../../base/due.js"
 * @import { Enrolment } from "../../base/types.js"
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";

const MINUTE_MS = 60_000;

export class JoinCard {
  constructor() {
    this.ends = 0; // by this page's steady clock
    this.whose = h("h3", { class: "invite-whose", dir: "auto" });
    this.left = h("p", { class: "invite-left", id: "join-left" });
    this.code = h("img", { class: "invite-code", id: "join-code", width: 264, height: 264 });
    this.line = h("code", { class: "command invite-link", id: "join-line", dir: "ltr" });
    this.local = h("p", { class: "invite-note" }, t("seats.join.local"));
    this.copied = h("p", { class: "muted", role: "status" });
    this.element = h(
      "section",
      { class: "invite-open", id: "join-card" },
      this.code,
      h(
        "div",
        { class: "invite-words" },
        this.whose,
        this.left,
        h("p", {}, t("seats.join.how")),
        this.line,
        h(
          "div",
          { class: "form-acts" },
          actButton("join-copy", "copy", t("seats.join.copy"), () => this.copy()),
          actButton("join-put-away", "withdrawn", t("seats.join.put-away"), () => this.forget(), "quiet"),
        ),
        this.copied,
        this.local,
      ),
    );
    this.forget();
  }

  /** @param {Enrolment} enrolment */
  offer(enrolment) {
    const { role, seat = "", page = "light", line, qr } = enrolment;
    const kind = t(`seats.join.kind.${role === "light" ? "light" : page}`);
    this.ends = performance.now() + enrolment.left_ms;
    setText(this.whose, seat ? t("pair", { what: kind, about: t("seat.numbered", { seat }) }) : kind);
    setAttr(this.code, "src", `data:image/svg+xml,${encodeURIComponent(qr)}`);
    setAttr(this.code, "alt", t("seats.join.code"));
    setText(this.line, line);
    setText(this.copied, "");
    show(this.local, enrolment.local);
    show(this.element, true);
    this.draw();
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** Neither the page nor a picture of it keeps the code. */
  forget() {
    this.ends = 0;
    setAttr(this.code, "src", null);
    setText(this.line, "");
    show(this.element, false);
  }

  /** @param {Due} [due] */
  draw(due) {
    if (this.ends === 0) return;
    const left = this.ends - performance.now();
    due?.in(left % MINUTE_MS || MINUTE_MS);
    if (left <= 0) this.forget();
    else setText(this.left, t("seats.join.left", { count: Math.ceil(left / MINUTE_MS) }));
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.line.textContent ?? "");
      setText(this.copied, t("people.copied"));
    } catch {
      // The browser does not let a page do it: a hand can.
      getSelection()?.selectAllChildren(this.line);
      setText(this.copied, t("people.marked"));
    }
  }
}
