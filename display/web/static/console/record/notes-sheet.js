/**
 * <notes-sheet>: all notes of the meeting, by whomever: read, said otherwise, taken back.
 *
 * @import { RecordedNote } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { whenText } from "../../base/when.js";
import { byText } from "../../base/words.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, show } from "../../kit/dom.js";
import { buildSheet, openSheet } from "../../kit/sheet.js";
import { noteText } from "./statement-lines.js";
import { linkReason } from "../../link/link-look.js";
import { getRecord } from "../../link/record.js";
import { noteQuestion } from "./note-question.js";

export class NotesSheet extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {(question: Question) => void} ask
   */
  connect(store, commands, ask) {
    this.store = store;
    this.commands = commands;
    this.asks = ask;
    /** @type {number} the revision that is shown */
    this.shown = -1;
    this.none = h("p", { class: "muted" }, t("notes.none"));
    this.items = h("ol", { class: "note-lines" });
    this.add = actButton("notes-add", "plus", t("act.note"), () => this.write());
    this.sheet = buildSheet(
      "notes",
      t("notes.heading"),
      h("div", { class: "form-acts" }, this.add),
      this.none,
      this.items,
    );
    this.append(this.sheet);
  }

  show() {
    if (!this.sheet) return;
    openSheet(this.sheet);
    this.shown = -1;
    this.render();
  }

  /** A note about who has the floor, or about the meeting. */
  write() {
    const floor = this.store?.state?.floor;
    if (!this.commands) return;
    this.sheet?.close();
    this.asks?.(noteQuestion(this.commands, floor?.statement ?? 0, floor?.delegation ?? ""));
  }

  async render() {
    const { store, sheet, add } = this;
    if (!store?.state || !sheet?.open || !add) return;
    allow(add, linkReason(store));
    if (this.shown === store.state.rev) return;
    this.shown = store.state.rev;
    const record = await getRecord();
    if (!record || this.shown !== store.state.rev) return;
    const about = record.statements.flatMap((s) => (s.notes ?? []).map((note) => ({ note, delegation: s.delegation })));
    const loose = (record.notes ?? []).map((note) => ({ note, delegation: "" }));
    const all = [...about, ...loose].sort((a, b) => b.note.rev - a.note.rev);
    this.items?.replaceChildren(...all.map(({ note, delegation }) => this.line(note, delegation)));
    if (this.none) show(this.none, all.length === 0);
  }

  /**
   * @param {RecordedNote} note
   * @param {string} delegation
   */
  line(note, delegation) {
    const at = whenText(new Date(note.at), this.store?.wall() ?? null, true);
    const who = [delegation || t("note.meeting"), at, byText(note.by)].join(" · ");
    return h(
      "li",
      { class: "note-line", "data-note": note.rev },
      h("p", { dir: "auto" }, noteText(note)),
      h("p", { class: "tile-note", dir: "auto" }, who),
      h("div", { class: "form-acts" }, ...this.acts(note, note.statement ?? 0, delegation)),
    );
  }

  /**
   * What can be done with a note.
   * @param {RecordedNote} note
   * @param {number} statement
   * @param {string} delegation
   */
  acts(note, statement, delegation) {
    const change = actButton(
      "",
      "amend",
      t("note.change"),
      () => {
        if (!this.commands) return;
        this.sheet?.close();
        this.asks?.(noteQuestion(this.commands, statement, delegation, note));
      },
      "quiet",
    );
    change.dataset.act = "change-note";
    const back = actButton(
      "",
      "withdrawn",
      t("note.take-back"),
      () => this.commands?.send("take-back-note", { note: note.rev }),
      "quiet",
    );
    back.dataset.act = "take-back-note";
    return [change, back];
  }
}
