/**
 * <statements-sheet>: all statements of the meeting in their order, points of order too,
 * which have no line on the list: each can be put right, and noted on.
 *
 * @import { Recorded, RecordedStatement } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 *
 * @typedef {object} StatementActs
 * @property {(statement: number) => void} correct
 * @property {(statement: number, delegation: string) => void} note
 */
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { dayTime } from "../../base/when.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, show } from "../../kit/dom.js";
import { buildSheet, openSheet } from "../../kit/sheet.js";
import { linkReason } from "../../link/link-look.js";
import { getRecord } from "../../link/record.js";

export class StatementsSheet extends HTMLElement {
  /**
   * @param {Store} store
   * @param {StatementActs} acts
   */
  connect(store, acts) {
    this.store = store;
    this.acts = acts;
    /** @type {number} the revision that is shown */
    this.shown = -1;
    this.none = h("p", { class: "muted" }, t("why.nothing-ended"));
    this.items = h("ol", { class: "note-lines" });
    this.sheet = buildSheet("statements", t("act.statements"), this.none, this.items);
    this.append(this.sheet);
  }

  show() {
    if (!this.sheet) return;
    openSheet(this.sheet);
    this.shown = -1;
    this.render();
  }

  async render() {
    const { store, sheet } = this;
    if (!store?.state || !sheet?.open || this.shown === store.state.rev) return;
    this.shown = store.state.rev;
    const record = await getRecord();
    if (!record || this.shown !== store.state.rev) return;
    this.items?.replaceChildren(...record.statements.map((s) => this.line(s, record)));
    if (this.none) show(this.none, record.statements.length === 0);
  }

  /**
   * @param {RecordedStatement} s
   * @param {Recorded} record
   */
  line(s, { meeting }) {
    const used =
      s.allotted_ms === null
        ? t("statement.used.alone", { used: lengthText(s.used_ms) })
        : t("statement.used", { used: lengthText(s.used_ms), limit: lengthText(s.allotted_ms) });
    const correct = actButton(
      "",
      "amend",
      t("do.correct"),
      () => this.leave(() => this.acts?.correct(s.statement)),
      "quiet",
    );
    correct.dataset.act = "correct";
    const note = actButton(
      "",
      "note",
      t("act.note"),
      () => this.leave(() => this.acts?.note(s.statement, s.delegation)),
      "quiet",
    );
    note.dataset.act = "note";
    for (const button of [correct, note]) allow(button, this.store ? linkReason(this.store) : "");
    const about = [dayTime(new Date(s.started_at), meeting.zone), t(`kind.${s.kind}`), used].join(" · ");
    return h(
      "li",
      { class: "note-line", "data-statement": s.statement },
      h("p", { dir: "auto" }, s.delegation),
      h("p", { class: "tile-note", dir: "auto" }, about),
      h("div", { class: "form-acts" }, correct, note),
    );
  }

  /** @param {() => void} then */
  leave(then) {
    this.sheet?.close();
    then();
  }
}
