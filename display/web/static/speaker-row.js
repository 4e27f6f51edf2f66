/**
 * One line of the speakers' list. It is made once per entry and rewritten in
 * place, so that nothing moves under a finger but what was moved.
 *
 * @typedef {import("./row-drawer.js").RowActs} RowActs
 * @typedef {import("./row-drawer.js").DrawerView} DrawerView
 *
 * @typedef {object} OfRow
 * @property {boolean} next
 * @property {boolean} open
 * @property {boolean} interrupted has the floor, behind a point of order
 *
 * @typedef {DrawerView & OfRow} RowView
 */
import { h, setAttr, setText, show } from "./dom.js";
import { icon, setIcon } from "./icons.js";
import { t } from "./i18n.js";
import { RowDrawer } from "./row-drawer.js";
import { speakerText } from "./words.js";

export class SpeakerRow {
  /**
   * @param {string} entry
   * @param {RowActs} acts
   */
  constructor(entry, acts) {
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
    this.drawer = new RowDrawer(entry, acts);
    this.element = h("li", { class: "row", "data-entry": entry }, this.head, this.drawer.element);
  }

  /** @param {RowView} view */
  render(view) {
    const { row, next, open, interrupted } = view;
    const status = interrupted ? "interrupted" : next ? "next" : row.status;
    const shape = { speaking: "floor", interrupted: "paused" }[/** @type {string} */ (status)] ?? status;
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
    setIcon(this.shape, shape);
    setText(this.word, t(`status.${status}`));
    setAttr(this.head, "aria-expanded", String(open));
    setAttr(this.element, "data-open", open);
    this.drawer.render(open ? view : null);
  }
}
