/**
 * One line of the speakers' list. It is made once per entry and rewritten in
 * place, so that nothing moves under a finger but what was moved; and only when
 * it says something else than before.
 *
 * @import { News } from "../../base/types.js"
 * @import { DrawerView, RowActs } from "./row-drawer.js"
 *
 * @typedef {object} OfLine
 * @property {boolean} next
 * @property {boolean} open
 * @property {boolean} interrupted has the floor, behind a point of order
 * @property {string} whyDrag why it cannot be dragged although it waits
 * @property {import("./concerns.js").Concern[]} concerns what it should be looked at for
 *
 * @typedef {DrawerView & OfLine} RowView
 */
import { lengthText, signedText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { speakerText } from "../../base/words.js";
import { allow, h, setAttr, setText, show } from "../../kit/dom.js";
import { icon, setIcon } from "../../kit/icons.js";
import { CALM_MS, SETTLE_MS } from "../../kit/holding.js";
import { RowDrawer } from "./row-drawer.js";

export class SpeakerRow {
  /**
   * @param {string} entry
   * @param {RowActs} acts
   */
  constructor(entry, acts) {
    this.entry = entry;
    this.acts = acts;
    this.said = "";
    this.pending = 0;
    /** @type {News|null} what put it where it has just come to stand */
    this.news = null;
    this.number = h("span", { class: "row-seq" });
    this.grip = h("span", { class: "row-seq" });
    this.handle = h("button", { type: "button", class: "row-handle", tabindex: -1 }, this.grip, icon("grip"));
    this.handle.addEventListener("click", () => acts.open(entry));
    this.seq = h("span", { class: "hidden-words" });
    this.name = h("span", { class: "row-name", dir: "auto" });
    this.kind = h("span", { class: "row-kind" });
    this.detail = h("span", { class: "row-detail" });
    this.concern = h("span");
    this.look = h("span", { class: "row-look" }, icon("info"), this.concern);
    this.more = h("span");
    this.allowance = h("span", { class: "row-private" }, icon("lock"), this.more);
    this.unsaved = h("span", { class: "row-unsaved" }, t("edit.unsaved"));
    this.shape = icon("waiting");
    this.word = h("span", { class: "row-word" });
    this.chevron = icon("chevron");
    this.chevron.classList.add("row-chevron");
    this.head = h(
      "button",
      { type: "button", class: "row-head", "aria-expanded": "false", tabindex: -1 },
      this.seq,
      h("span", { class: "row-main" }, this.name, this.detail, this.kind, this.look, this.allowance, this.unsaved),
      h("span", { class: "row-status" }, this.shape, this.word),
      this.chevron,
    );
    this.head.addEventListener("click", () => acts.open(entry));
    /** @type {RowDrawer|null} */
    this.drawer = null; // most lines are never opened
    this.line = h("div", { class: "row-line" }, this.number, this.handle, this.head);
    this.element = h("li", { class: "row", "data-entry": entry }, this.line);
  }

  /** True while something is written in it that was not saved. */
  get editing() {
    return this.drawer?.editor?.changed ?? false;
  }

  /**
   * True if it would look different.
   * @param {RowView} view
   */
  differs(view) {
    return this.said !== told(view, this.editing);
  }

  /** @param {RowView} view */
  render(view) {
    this.said = told(view, this.editing);
    const { row, next, open, interrupted } = view;
    const status = interrupted ? "interrupted" : next ? "next" : row.status;
    const shape = { speaking: "floor", interrupted: "paused" }[/** @type {string} */ (status)] ?? status;
    const waits = row.status === "waiting";
    setAttr(this.element, "data-status", row.status);
    setAttr(this.element, "data-next", next);
    setAttr(this.element, "data-kind", row.kind);
    setAttr(this.element, "aria-current", row.status === "speaking");
    for (const seq of [this.seq, this.number, this.grip]) setText(seq, String(row.seq));
    show(this.number, !waits);
    show(this.handle, waits);
    setAttr(this.handle, "aria-label", `${row.seq} · ${t("drag.handle", { delegation: row.delegation })}`);
    // With the keyboard it can be reached also where it cannot move: it says why.
    allow(this.handle, view.why);
    setAttr(this.handle, "aria-disabled", view.whyDrag !== "" && "true");
    if (!view.why) setAttr(this.handle, "title", view.whyDrag || t("drag.hint"));
    if (!view.why) setAttr(this.handle, "aria-description", view.whyDrag || t("drag.hint"));
    setText(this.name, row.delegation);
    setText(this.detail, speakerText(row));
    const kind = row.kind === "state" ? "" : t(`kind.${row.kind}`);
    const seat = row.seat ? t("seat.numbered", { seat: row.seat }) : "";
    setText(this.kind, [kind, seat].filter(Boolean).join(" · "));
    show(this.detail, this.detail.textContent !== "");
    show(this.kind, this.kind.textContent !== "");
    setText(this.concern, view.concerns.map((one) => t(`look.${one}`)).join(" · "));
    show(this.look, view.concerns.length > 0);
    setText(this.more, row.allowance_ms ? t("private.more", { more: signedText(row.allowance_ms) }) : "");
    show(this.allowance, Boolean(row.allowance_ms));
    show(this.unsaved, !open && this.editing);
    setIcon(this.shape, shape);
    const used = row.used_ms === undefined || row.used_ms === null ? "" : lengthText(row.used_ms);
    setText(this.word, [t(`status.${status}`), used].filter(Boolean).join(" · "));
    setAttr(this.head, "aria-expanded", String(open));
    setAttr(this.element, "data-open", open);
    if (open && !this.drawer) {
      this.drawer = new RowDrawer(this.entry, this.acts, this.head);
      this.element.append(this.drawer.element);
    }
    this.drawer?.render(open ? view : null, row);
  }

  /**
   * It has just come to stand where it is: a tap meant for what was there
   * before is not for it.
   * @param {News|null} news what somebody else did, where that has put it there
   */
  unsettle(news) {
    clearTimeout(this.pending);
    this.news = news;
    const mark = (/** @type {string|null} */ value) => {
      for (const button of this.element.querySelectorAll("button")) setAttr(button, "data-settled", value);
    };
    mark("false");
    this.pending = window.setTimeout(() => mark(null), news ? CALM_MS : SETTLE_MS);
  }

  /** Mark it, for a moment, as what has just come. */
  welcome() {
    this.element.addEventListener("animationend", () => setAttr(this.element, "data-new", null), { once: true });
    setAttr(this.element, "data-new", true);
  }
}

/**
 * All that a line shows, as one text to compare.
 * @param {RowView} view
 * @param {boolean} editing
 */
function told({ row, ...view }, editing) {
  const line = [row.seq, row.delegation, row.speaker, row.kind, row.on_behalf_of, row.status, row.seat, row.used_ms];
  line.push(row.allowance_ms, view.concerns.join());
  const registered = [
    row.capacity,
    row.level,
    row.level_guessed,
    row.title,
    row.registered_at,
    row.letter,
    row.language,
  ];
  const drawn = view.open
    ? [...Object.values(view), ...registered]
    : [view.next, view.interrupted, view.why, view.whyDrag, editing];
  return [...line, ...drawn].join("\n");
}
