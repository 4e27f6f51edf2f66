/**
 * One line of the speakers' list. It is made once per entry and rewritten in
 * place, so that nothing moves under a finger but what was moved.
 *
 * @typedef {import("./types.js").Entry} Entry
 */
import { actButton } from "./act-button.js";
import { allow, h, setAttr, setText, show } from "./dom.js";
import { icon, setIcon } from "./icons.js";
import { t } from "./i18n.js";
import { speakerText } from "./words.js";

/**
 * @typedef {object} RowActs
 * @property {(entry: string) => void} open
 * @property {(entry: string) => Promise<unknown>} give
 * @property {(entry: string, to: "first"|"up"|"down"|"last") => Promise<unknown>} move
 * @property {(entry: string) => Promise<unknown>} withdraw
 *
 * @typedef {object} RowView
 * @property {Entry} row
 * @property {boolean} next
 * @property {boolean} open
 * @property {boolean} first among those who wait
 * @property {boolean} last among those who wait
 * @property {string} why why nothing can be commanded; empty if it can
 * @property {string} whyGive why the floor cannot be given
 */

export class SpeakerRow {
  /**
   * @param {string} entry
   * @param {RowActs} acts
   */
  constructor(entry, acts) {
    this.acts = acts;
    this.entry = entry;
    this.asking = false;
    this.seq = h("span", { class: "row-seq" });
    this.name = h("span", { class: "row-name", dir: "auto" });
    this.kind = h("span", { class: "row-kind" });
    this.detail = h("span", { class: "row-detail", dir: "auto" });
    this.shape = icon("waiting");
    this.word = h("span", { class: "row-word" });
    this.chevron = icon("chevron");
    this.chevron.classList.add("row-chevron");
    this.head = h(
      "button",
      { type: "button", class: "row-head", "aria-expanded": "false" },
      this.seq,
      h("span", { class: "row-main" }, this.name, this.detail, this.kind),
      h("span", { class: "row-status" }, this.shape, this.word),
      this.chevron,
    );
    this.head.addEventListener("click", () => acts.open(entry));
    this.drawer = this.buildDrawer();
    this.element = h("li", { class: "row", "data-entry": entry }, this.head, this.drawer);
  }

  buildDrawer() {
    const { acts, entry } = this;
    this.give = actButton("", "floor", t("do.give-floor"), () => acts.give(entry), "accent");
    this.toFirst = actButton("", "first", t("do.move-first"), () => acts.move(entry, "first"));
    this.up = actButton("", "up", t("do.move-up"), () => acts.move(entry, "up"));
    this.down = actButton("", "down", t("do.move-down"), () => acts.move(entry, "down"));
    this.toLast = actButton("", "last", t("do.move-last"), () => acts.move(entry, "last"));
    this.withdraw = actButton("", "withdrawn", t("do.withdraw"), () => this.ask(true), "quiet");
    /** @type {[HTMLButtonElement, string][]} */
    const named = [
      [this.give, "give-floor"],
      [this.toFirst, "move-first"],
      [this.up, "move-up"],
      [this.down, "move-down"],
      [this.toLast, "move-last"],
      [this.withdraw, "withdraw"],
    ];
    for (const [button, name] of named) button.dataset.act = name;
    this.buttons = h("div", { class: "row-acts" }, ...named.map(([button]) => button));
    this.question = h("span", { class: "row-question", role: "status" });
    this.really = actButton("", "withdrawn", t("do.withdraw"), () => acts.withdraw(entry), "accent");
    this.really.dataset.act = "withdraw-really";
    this.keep = actButton("", "", t("do.keep"), () => this.ask(false));
    this.confirm = h("div", { class: "row-acts" }, this.question, this.really, this.keep);
    this.confirm.hidden = true;
    const drawer = h("div", { class: "row-drawer" }, this.buttons, this.confirm);
    drawer.hidden = true;
    return drawer;
  }

  /**
   * Withdrawing asks once, in the page.
   * @param {boolean} asking
   */
  ask(asking) {
    if (!this.buttons || !this.confirm) return;
    const had = this.drawer.contains(document.activeElement);
    this.asking = asking;
    show(this.buttons, !asking);
    show(this.confirm, asking);
    if (had) (asking ? this.keep : this.withdraw)?.focus();
  }

  /** @param {RowView} view */
  render(view) {
    const { row, next, open } = view;
    const waiting = row.status === "waiting";
    const status = next ? "next" : row.status;
    setAttr(this.element, "data-status", row.status);
    setAttr(this.element, "data-next", next);
    setAttr(this.element, "data-kind", row.kind);
    setAttr(this.element, "aria-current", row.status === "speaking");
    setText(this.seq, String(row.seq));
    setText(this.name, row.delegation);
    setText(this.detail, speakerText(row));
    const kind = row.kind === "state" ? "" : t(`kind.${row.kind}`);
    const seat = row.seat ? t("seat.numbered", { seat: row.seat }) : "";
    setText(this.kind, [kind, seat].filter(Boolean).join(" · "));
    show(this.detail, this.detail.textContent !== "");
    show(this.kind, this.kind.textContent !== "");
    setIcon(this.shape, status === "speaking" ? "floor" : status);
    setText(this.word, t(`status.${status}`));
    this.head.disabled = !waiting;
    if (this.asking && (!open || !waiting)) this.ask(false);
    setAttr(this.head, "aria-expanded", String(open && waiting));
    setAttr(this.element, "data-open", open && waiting);
    show(this.drawer, open && waiting);
    if (open && waiting) this.renderDrawer(view);
  }

  /** @param {RowView} view */
  renderDrawer({ row, first, last, why, whyGive }) {
    if (!this.give || !this.toFirst || !this.up || !this.down || !this.toLast) return;
    if (!this.withdraw || !this.really || !this.question) return;
    allow(this.give, whyGive);
    allow(this.toFirst, why || (first ? t("why.first") : ""));
    allow(this.up, why || (first ? t("why.first") : ""));
    allow(this.down, why || (last ? t("why.last") : ""));
    allow(this.toLast, why || (last ? t("why.last") : ""));
    allow(this.withdraw, why);
    allow(this.really, why);
    setText(this.question, t("ask.withdraw", { delegation: row.delegation }));
  }
}
