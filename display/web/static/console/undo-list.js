/**
 * <undo-list>: what was done and can be taken back, newest first. What later
 * acts depend on says which of them must go first.
 *
 * @import { Undoable, UndoValue } from "../base/types.js"
 * @import { Telling } from "../kit/settle.js"
 * @import { Commands } from "../link/commands.js"
 * @import { Store } from "../link/store.js"
 */
import { lengthText } from "../base/format.js";
import { isolated, t } from "../base/i18n.js";
import { whenText } from "../base/when.js";
import { byText, didText, reasonText, refusalText } from "../base/words.js";
import { actButton } from "../kit/act-button.js";
import { allow, h, setText, show } from "../kit/dom.js";
import { Settle } from "../kit/settle.js";
import { leaveBeside } from "../kit/sheet.js";
import { linkReason, mayUndo } from "../link/link-look.js";

export class UndoList extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {Telling} telling
   */
  connect(store, commands, telling) {
    this.store = store;
    this.commands = commands;
    /** @type {Map<number, HTMLElement>} */
    this.lines = new Map();
    this.items = h("ol", { class: "undo-lines" });
    this.settle = new Settle(telling, 0);
    this.settle.guard(this.items);
    this.none = h("p", { class: "muted" }, t("why.nothing-to-undo"));
    this.refused = h("p", { class: "form-refused", role: "alert" });
    const close = actButton("undo-close", "withdrawn", t("do.close"), () => this.dialog?.close(), "quiet");
    this.dialog = h(
      "dialog",
      { class: "dialog sheet", "aria-labelledby": "undo-heading" },
      h("div", { class: "sheet-head" }, h("h2", { id: "undo-heading" }, t("undo.heading")), close),
      this.refused,
      this.none,
      this.items,
    );
    leaveBeside(this.dialog);
    this.append(this.dialog);
  }

  show() {
    if (!this.dialog || !this.refused || this.dialog.open) return;
    show(this.refused, false);
    this.dialog.showModal();
    this.settle?.renew();
    this.render();
  }

  render() {
    const { store, settle, lines, items, none, dialog } = this;
    if (!store?.state || !settle || !lines || !items || !none) return;
    const all = store.state.undoable ?? [];
    // A new line puts every other in another place.
    settle.mean(String(all.map(({ of }) => of)), store.news);
    if (!dialog?.open || settle.held) return;
    const known = new Set(all.map((one) => one.of));
    for (const [of, line] of lines) {
      if (known.has(of)) continue;
      const focused = line.contains(document.activeElement);
      line.remove();
      lines.delete(of);
      if (focused) dialog.querySelector("button")?.focus();
    }
    for (const [i, one] of all.entries()) {
      const line = lines.get(one.of) ?? this.build(one);
      if (items.children[i] !== line) items.insertBefore(line, items.children[i] ?? null);
      this.renderLine(line, one, all);
    }
    show(none, all.length === 0);
  }

  /** At each frame. */
  draw() {
    if (this.dialog?.open && this.store && this.settle?.frame(this.store.due)) this.render();
  }

  /** @param {Undoable} one */
  build(one) {
    const act = actButton("", "undo", t("do.undo"), () => this.undo(one.of));
    act.dataset.of = String(one.of);
    const line = h(
      "li",
      { class: "undo-line", "data-of": one.of },
      h("time", { class: "undo-at" }),
      h("span", { class: "tile-words" }, h("b", { dir: "auto" }), h("span", { class: "tile-note", dir: "auto" })),
      act,
    );
    this.lines?.set(one.of, line);
    return line;
  }

  /**
   * @param {HTMLElement} line
   * @param {Undoable} one
   * @param {Undoable[]} all
   */
  renderLine(line, one, all) {
    const [at, what, note, act] = line.querySelectorAll("time, b, .tile-note, button");
    if (!this.store || !at || !what || !note || !(act instanceof HTMLButtonElement)) return;
    const blocking = one.blocked_by ? all.find((other) => other.of === one.blocked_by) : undefined;
    const blocked = one.blocked_by
      ? t("undo.blocked", { what: blocking ? lineText(blocking) : `#${one.blocked_by}` })
      : "";
    const hers = mayUndo(this.store, one);
    const who = one.by ? byText(one.by) : "";
    setText(at, whenText(new Date(one.at), this.store.wall(), true));
    setText(what, lineText(one));
    setText(note, [who, hers ? blocked : t("why.chair-alone")].filter(Boolean).join(" · "));
    show(act, hers);
    allow(act, linkReason(this.store) || blocked);
  }

  /** @param {number} of */
  async undo(of) {
    const outcome = await this.commands?.send("undo", { of });
    if (!outcome || !this.refused) return;
    show(this.refused, !outcome.ok);
    if (outcome.ok) return;
    const { main, more } = refusalText(outcome.refusal);
    setText(this.refused, `${main} ${more}`);
  }
}

/** @param {Undoable} one */
function lineText(one) {
  const values = (one.values ?? []).map((value) => valueText(one.act, value));
  return [didText(one.what), one.about, ...values].filter(Boolean).join(" · ");
}

/** These say themselves what they are. */
const ALONE = new Set(["text", "reason", "name"]);

/**
 * What an act changed: "Limit: from 3:00 to 2:00"; the text of a note; the button that was
 * tapped, where there are several.
 * @param {string} act
 * @param {UndoValue} value
 */
function valueText(act, { field, was, now }) {
  if (field === "then") return act === "absent" ? t(`do.absent-${now}`) : t(`rule.${now}`);
  if (ALONE.has(field)) return isolated(field === "reason" ? reasonText(now) : now || was);
  const told = { field: t(`field.${field.replaceAll("_", "-")}`), was: worth(field, was), now: worth(field, now) };
  return was ? t("undo.value", told) : t("undo.value.new", told);
}

/**
 * @param {string} field
 * @param {string} value
 */
function worth(field, value) {
  if (value === "") return "–";
  if (field.endsWith("_ms")) return lengthText(Number(value));
  if (field.endsWith("_at")) return whenText(new Date(value), null);
  if (["kind", "capacity", "level"].includes(field)) return t(`${field}.${value}`);
  return isolated(value);
}
