/**
 * What can be done with one line of the speakers' list: the acts that its
 * status allows, each with the reason where it is not possible now.
 *
 * @import { Due } from "../../base/due.js"
 * @import { Entry, News, Status } from "../../base/types.js"
 * @import { Telling } from "../../kit/settle.js"
 * @import { Editing } from "./row-editor.js"
 *
 * @typedef {object} StatementLines what the record has of a statement
 * @property {HTMLElement} element
 * @property {(statement: number, rev: number) => unknown} render
 *
 * @typedef {object} OfRow
 * @property {(entry: string) => void} open
 * @property {(entry: string) => Promise<unknown>} give
 * @property {(entry: string, to: "first"|"up"|"down"|"last") => Promise<unknown>} move
 * @property {(entry: string) => Promise<unknown>} withdraw
 * @property {(entry: string, then: "end"|"withdraw") => Promise<unknown>} absent
 * @property {(statement: number) => Promise<unknown>} reopen
 * @property {(entry: string) => void} editing an edit was begun or left
 * @property {(statement: number) => void} correct asks what was otherwise in a statement
 * @property {(statement: number, delegation: string) => void} note asks for a note about it
 * @property {(row: Entry) => void} really it is this one who speaks
 * @property {(row: Entry) => void} nameState asks how its State is called
 * @property {() => StatementLines} lines what the record has of a statement
 * @property {() => News|null} news what somebody else did just now
 * @property {Telling} telling
 *
 * @typedef {OfRow & Editing} RowActs
 *
 * @typedef {object} DrawerView
 * @property {Entry} row
 * @property {boolean} first among those who wait
 * @property {boolean} last among those who wait
 * @property {string} why why nothing can be commanded; empty if it can
 * @property {string} whyGive why the floor cannot be given
 * @property {number} ended the statement that can be reopened; 0 for none
 * @property {number} statement its statement, that runs or is over; 0 for none
 * @property {number} rev of the meeting, where what it shows of a statement follows it
 * @property {boolean} spoken somebody else has the floor, or an entry of the list had it last
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, keepFocus, setText, show } from "../../kit/dom.js";
import { codeOf } from "./name-question.js";
import { Settle } from "../../kit/settle.js";
import { RowEditor } from "./row-editor.js";

/** @type {Record<string, Status[]>} */
const POSSIBLE = {
  "give-floor": ["waiting", "absent"],
  "move-first": ["waiting"],
  "move-up": ["waiting"],
  "move-down": ["waiting"],
  "move-last": ["waiting"],
  "absent-end": ["waiting"],
  "absent-withdraw": ["waiting", "absent"],
  reopen: ["heard"],
  note: ["speaking", "heard"],
  correct: ["heard"],
  really: ["waiting", "absent", "withdrawn", "not-heard"],
  amend: ["waiting", "speaking", "heard", "absent", "withdrawn", "not-heard"],
  "name-state": ["waiting", "speaking", "heard", "absent", "not-heard"],
  withdraw: ["waiting"],
};

export class RowDrawer {
  /**
   * @param {string} entry
   * @param {RowActs} acts
   * @param {HTMLElement} head what opens it
   */
  constructor(entry, acts, head) {
    this.entry = entry;
    this.acts = acts;
    this.head = head;
    this.asking = false;
    /** @type {RowEditor|null} */
    this.editor = null;
    this.statement = 0;
    this.spoken = 0; // the statement that is shown
    this.delegation = "";
    /** @type {Entry|null} */
    this.line = null;
    /** @type {StatementLines|null} */
    this.lines = null;
    /** @type {Map<string, HTMLButtonElement>} */
    this.buttons = new Map();
    const add = (
      /** @type {string} */ name,
      /** @type {string} */ shape,
      /** @type {string} */ text,
      /** @type {() => Promise<unknown>|void} */ act,
      look = "",
    ) => {
      const button = actButton("", shape, text, act, look);
      button.dataset.act = name;
      this.buttons.set(name, button);
    };
    add("give-floor", "floor", t("do.give-floor"), () => acts.give(entry), "accent");
    add("move-first", "first", t("do.move-first"), () => acts.move(entry, "first"));
    add("move-up", "up", t("do.move-up"), () => acts.move(entry, "up"));
    add("move-down", "down", t("do.move-down"), () => acts.move(entry, "down"));
    add("move-last", "last", t("do.move-last"), () => acts.move(entry, "last"));
    add("reopen", "reopen", t("do.reopen"), () => acts.reopen(this.statement));
    add("note", "note", t("act.note"), () => acts.note(this.spoken, this.delegation));
    add("correct", "amend", t("do.correct"), () => acts.correct(this.spoken));
    add("really", "hand-over", t("do.really"), () => {
      if (this.line) acts.really(this.line);
    });
    add("amend", "amend", t("do.amend"), () => this.edit());
    add("name-state", "amend", t("do.name-state"), () => {
      if (this.line) acts.nameState(this.line);
    });
    add("absent-end", "absent", t("do.absent-end"), () => acts.absent(entry, "end"));
    add("absent-withdraw", "absent", t("do.absent-withdraw"), () => acts.absent(entry, "withdraw"));
    add("withdraw", "withdrawn", t("do.withdraw"), () => this.ask(true), "quiet");
    this.choices = h("div", { class: "row-acts" }, ...this.buttons.values());
    this.question = h("span", { class: "row-question", role: "status" });
    this.really = actButton("", "withdrawn", t("do.withdraw"), () => acts.withdraw(entry), "accent");
    this.really.dataset.act = "withdraw-really";
    this.keep = actButton("", "", t("do.keep"), () => this.ask(false));
    this.confirm = h("div", { class: "row-acts" }, this.question, this.really, this.keep);
    this.confirm.hidden = true;
    const acting = h("div", {}, this.choices, this.confirm);
    this.element = h("div", { class: "row-drawer" }, acting);
    this.element.hidden = true;
    /** @type {DrawerView|null} */
    this.view = null;
    this.settle = new Settle(acts.telling, 0);
    this.settle.guard(acting);
  }

  /**
   * Withdrawing asks once, in the page.
   * @param {boolean} asking
   */
  ask(asking) {
    const had = this.element.contains(document.activeElement);
    this.asking = asking;
    show(this.choices, !asking);
    show(this.confirm, asking);
    if (had) (asking ? this.keep : this.buttons.get("withdraw"))?.focus();
  }

  /** Correct it: the fields take the place of the acts. */
  edit() {
    const state = this.acts.state();
    const row = state?.list.find(({ entry }) => entry === this.entry);
    if (!state || !row || this.editor) return;
    this.editor = new RowEditor(row, state, this.acts, () => this.leave());
    this.editor.render(row);
    this.element.append(this.editor.element);
    show(this.choices, false);
    this.editor.focus();
    this.acts.editing(this.entry);
  }

  leave() {
    const had = this.element.contains(document.activeElement);
    this.editor?.element.remove();
    this.editor = null;
    show(this.choices, true);
    if (had) this.buttons.get("amend")?.focus({ preventScroll: true });
    this.acts.editing(this.entry);
  }

  /**
   * @param {DrawerView|null} view null while it is closed
   * @param {Entry} line
   */
  render(view, line) {
    this.editor?.render(line);
    keepFocus(
      this.element,
      () => this.draw(view, line),
      () => this.head,
    );
  }

  /**
   * At each frame, while it is open.
   * @param {Due} due
   */
  frame(due) {
    if (this.settle.frame(due) && this.view) this.render(this.view, this.view.row);
  }

  /**
   * @param {DrawerView|null} view
   * @param {Entry} line
   */
  draw(view, line) {
    const opened = this.element.hidden;
    show(this.element, view !== null);
    this.view = view;
    if (!view) return;
    const { row, first, last, why, whyGive } = view;
    const possible = [...this.buttons.keys()].filter((name) => {
      let about = name === "reopen" ? view.ended > 0 : name !== "really" || view.spoken;
      if (name === "name-state") about = codeOf(row) !== "";
      return about && POSSIBLE[name]?.includes(row.status);
    });
    this.settle.mean(`${possible} ${view.ended}`, this.acts.news());
    if (opened) this.settle.renew();
    if (this.settle.held && !why) return; // each stays under the finger that goes to it
    if (this.asking && line.status !== "waiting") this.ask(false);
    this.statement = view.ended;
    this.spoken = view.statement;
    this.delegation = row.delegation;
    this.line = row;
    if (view.statement > 0 && !this.lines) {
      this.lines = this.acts.lines();
      this.element.prepend(this.lines.element);
    }
    this.lines?.render(view.statement, view.rev);
    for (const [name, button] of this.buttons) {
      show(button, possible.includes(name));
      let reason = why;
      if (name === "give-floor" || name === "reopen") reason = whyGive;
      else if (!why && first && (name === "move-first" || name === "move-up")) reason = t("why.first");
      else if (!why && last && (name === "move-last" || name === "move-down")) reason = t("why.last");
      allow(button, reason);
    }
    allow(this.really, why);
    setText(this.question, t("ask.withdraw", { delegation: row.delegation }));
  }
}
