/**
 * <procedure-sheet>: the rarer acts of a debate, in groups. An act that is not
 * possible now says why in plain sight: a finger sees no tooltips.
 *
 * @import { State } from "../../base/types.js"
 * @import { AskDialog } from "../../kit/ask-dialog.js"
 * @import { Telling } from "../../kit/settle.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 * @import { Act } from "./procedure.js"
 *
 * @typedef {{act: Act, button: HTMLButtonElement, note: HTMLElement}} Tile
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { Settle } from "../../kit/settle.js";
import { leaveBeside } from "../../kit/sheet.js";
import { linkReason, mayDo } from "../../link/link-look.js";
import { EarlierLine } from "./earlier-line.js";
import { GROUPS } from "./procedure.js";

export class ProcedureSheet extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {AskDialog} dialog
   * @param {Record<string, () => void>} sheets what an act may open
   * @param {Telling} telling
   */
  connect(store, commands, dialog, sheets, telling) {
    this.sheets = sheets;
    this.settle = new Settle(telling, 0);
    this.store = store;
    this.commands = commands;
    this.asker = dialog;
    /** @type {Tile[]} */
    this.tiles = [];
    const close = actButton("procedure-close", "withdrawn", t("do.close"), () => this.dialog?.close(), "quiet");
    this.earlier = new EarlierLine(store, (by) => {
      this.dialog?.close();
      return commands.send("back-date", { by_ms: by });
    });
    const groups = GROUPS.map(({ name, acts }) => {
      const tiles = h("div", { class: "tiles" }, ...acts.map((act) => this.tile(act)));
      this.settle?.guard(tiles);
      const group = h("section", { class: "sheet-group" }, h("h3", {}, t(`group.${name}`)), tiles);
      if (name === "floor" && this.earlier) group.append(this.earlier.element);
      return group;
    });
    this.dialog = h(
      "dialog",
      { class: "dialog sheet", "aria-labelledby": "procedure-heading" },
      h("div", { class: "sheet-head" }, h("h2", { id: "procedure-heading" }, t("do.procedure")), close),
      ...groups,
    );
    leaveBeside(this.dialog);
    this.append(this.dialog);
  }

  /** @param {Act} act */
  tile(act) {
    const note = h("span", { class: "tile-note" });
    const words = h("span", { class: "tile-words" }, h("b", {}, t(`act.${act.name}`)), note);
    const button = h("button", { type: "button", class: "button tile", "data-do": act.name }, icon(act.shape), words);
    button.addEventListener("click", () => this.run(act));
    this.tiles?.push({ act, button, note });
    return button;
  }

  show() {
    if (!this.dialog || this.dialog.open) return;
    this.settle?.renew();
    this.render();
    this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  /** At each frame. */
  draw() {
    if (this.dialog?.open && this.store && this.settle?.frame(this.store.due)) this.render();
  }

  /** @param {Act} act */
  run(act) {
    const { store, commands, asker, dialog } = this;
    if (!store?.state || !commands || !asker || !dialog) return;
    dialog.close(); // first, so that the focus goes back behind both
    const question = act.ask?.(store.state, commands, store);
    if (act.opens) this.sheets?.[act.opens]?.();
    else if (question) asker.ask({ about: aboutOf(act, store), ...question });
    else act.send?.(commands, store);
  }

  render() {
    const { store, tiles, earlier, settle } = this;
    if (!store?.state || !tiles || !settle) return;
    const { state } = store;
    const shown = tiles.filter(({ act }) => mayDo(store, act.name) && (act.shown?.(state) ?? true));
    // Of two that exclude each other one takes the other's place.
    settle.mean(shown.map(({ act }) => act.name).join(" "), store.news);
    const lost = linkReason(store);
    if (this.dialog?.open && settle.held && !lost) return;
    for (const tile of tiles) {
      const { act, button, note } = tile;
      const why = lost || act.why(store);
      show(button, shown.includes(tile));
      allow(button, why);
      setAttr(button, "title", null); // the note says it
      setAttr(button, "aria-description", null);
      setText(note, why || t(`hint.${act.name}`));
    }
    earlier?.render(lost);
  }
}

/**
 * What a question of an act is about, where it says nothing of its own: whether the act is
 * possible, and, if it is one on the floor, who has it.
 * @param {Act} act
 * @param {Store} store
 * @returns {(state: State) => string}
 */
function aboutOf(act, store) {
  const [onFloor] = GROUPS;
  const floor = onFloor?.acts.includes(act);
  return (state) => `${act.why(store) === "" && (act.shown?.(state) ?? true)}:${floor ? state.floor?.statement : ""}`;
}
