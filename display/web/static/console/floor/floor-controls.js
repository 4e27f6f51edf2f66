/**
 * <floor-controls>: the taps of a debate. The next step is always the same
 * button at the same place; what is not possible now says why.
 *
 * @import { Act } from "../../base/acts.js"
 * @import { Entry } from "../../base/types.js"
 * @import { Commands, Fields } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 *
 * @typedef {object} FloorActs
 * @property {(row: Entry) => Promise<unknown>} give
 * @property {() => void} procedure opens the sheet of rarer acts
 * @property {() => void} absent asks what becomes of a speaker who is not there
 * @property {() => void} undoMore opens the list of what can be undone
 * @property {() => void} note asks for a note about who has the floor, or about the meeting
 */
import { signedText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { didText } from "../../base/words.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, need, setAttr, setText, show } from "../../kit/dom.js";
import { setIcon } from "../../kit/icons.js";
import { Settle } from "../../kit/settle.js";
import { linkReason, mayUndo } from "../../link/link-look.js";
import { PrimaryButton } from "./primary-button.js";
import { RulingButtons } from "./ruling-buttons.js";

const STEPS = [
  { id: "extend-minus30", by: -30000 },
  { id: "extend-plus30", by: 30000 },
  { id: "extend-plus60", by: 60000 },
];

export class FloorControls extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {FloorActs} acts
   */
  connect(store, commands, acts) {
    this.store = store;
    this.commands = commands;
    this.settle = new Settle();
    this.primary = new PrimaryButton(store, this.settle, (name) => this.send(name), acts.give);
    this.ruling = new RulingButtons(store, this.settle, (then) => this.send("rule", { then }));
    this.pause = actButton("pause", "paused", "", () => this.tapPause(), "wide");
    this.procedure = actButton("procedure", "procedure", t("do.procedure"), acts.procedure, "wide");
    setAttr(this.procedure, "aria-haspopup", "dialog");
    this.urge = actButton("urge", "conclude", t("do.urge"), () => this.send("urge"));
    this.putBack = actButton("put-back", "undo", t("do.put-back"), () => this.send("end"));
    this.absent = actButton("absent", "absent", t("do.absent"), acts.absent);
    this.undo = actButton("undo", "undo", "", () => this.send("undo", { of: store.state?.undo?.of }), "quiet");
    // What turns into its contrary, or into the act before, with the first of two taps.
    this.guards = { pause: new Settle(), undo: new Settle(), urge: new Settle() };
    this.guards.pause.guard(this.pause);
    this.guards.undo.guard(this.undo);
    this.guards.urge.guard(this.urge);
    this.undoMore = actButton("undo-more", "chevron", t("do.undo.more"), acts.undoMore, "quiet");
    setAttr(this.undoMore, "aria-haspopup", "dialog");
    this.note = actButton("note", "note", t("act.note"), acts.note, "quiet");
    setAttr(this.note, "aria-haspopup", "dialog");
    this.steps = STEPS.map(({ id, by }) =>
      actButton(id, "", signedText(by), () => this.send("extend", { by_ms: by }), "number"),
    );
    for (const [i, step] of STEPS.entries()) {
      setAttr(/** @type {Element} */ (this.steps[i]), "aria-label", t("do.extend", { by: signedText(step.by) }));
    }
    this.main = h(
      "div",
      { class: "controls-main" },
      this.primary.element,
      this.ruling.element,
      this.pause,
      this.procedure,
    );
    this.append(
      this.main,
      h("div", { class: "controls-more" }, ...this.steps, this.urge, this.putBack, this.absent),
      h(
        "div",
        { class: "controls-last" },
        h("div", { class: "undo-pair" }, this.undo, this.undoMore),
        this.note,
        this.querySelector("footer"),
      ),
    );
  }

  /**
   * @param {Act} name
   * @param {Fields} [fields]
   */
  async send(name, fields = {}) {
    await this.commands?.send(name, fields);
  }

  /** @returns {Promise<void>} */
  async tapPause() {
    await this.send(this.store?.state?.floor?.paused ? "resume" : "pause");
  }

  render() {
    const { store, primary, ruling, pause, main } = this;
    if (!store?.state || !primary || !ruling || !pause || !main) return;
    const lost = linkReason(store);
    const { floor, meeting } = store.state;
    const ready = floor?.phase === "ready";
    const clock = lost || (!floor ? t("why.nobody") : ready ? t("why.not-started") : "");
    show(primary.element, !ruling.wanted);
    if (ruling.wanted) ruling.render(lost);
    else primary.render(lost);
    show(ruling.element, ruling.wanted);
    this.renderPause(clock || (floor?.paused && meeting.suspended ? t("meeting.suspended") : ""));
    // The clock of a point of order is seldom paused: the rulings have the room.
    show(pause, !ruling.wanted || floor?.paused === true);
    setAttr(main, "data-ruling", ruling.wanted && (floor?.paused ? "paused" : "running"));
    this.renderMore(lost, clock);
    this.renderUndo(lost);
    if (this.note) allow(this.note, lost);
  }

  /** @param {string} why */
  renderPause(why) {
    const { store, ruling, pause } = this;
    if (!store || !ruling || !pause) return;
    const paused = store.state?.floor?.paused ?? false;
    setAttr(pause, "data-do", paused ? "resume" : "pause");
    this.guards?.pause.mean(paused ? "resume" : "pause");
    // Beside a ruling that resumes a statement it says what else is resumed.
    const resume = ruling.wanted ? t("do.resume.clock") : t("do.resume");
    setText(need(".button-text", pause), paused ? resume : t("do.pause"));
    setIcon(need("svg", pause), paused ? "start" : "paused");
    allow(pause, why);
  }

  /**
   * @param {string} lost
   * @param {string} clock why the clock's acts are not possible
   */
  renderMore(lost, clock) {
    const { store, urge, putBack, absent, steps, procedure } = this;
    if (!store?.state || !urge || !putBack || !absent || !steps || !procedure) return;
    const { floor } = store.state;
    const ready = floor?.phase === "ready";
    this.guards?.urge.mean(`${floor?.statement}:${floor?.urged}`);
    allow(urge, clock || (store.state.meeting.suspended ? t("meeting.suspended") : ""));
    show(urge, !ready);
    for (const button of [putBack, absent]) {
      show(button, ready);
      allow(button, lost);
    }
    const limit = lost || (!floor ? t("why.nobody") : floor.limit_ms === null ? t("why.no-limit") : "");
    for (const step of steps) allow(step, limit);
    allow(procedure, lost);
  }

  /** @param {string} lost */
  renderUndo(lost) {
    const { store, undo, undoMore } = this;
    if (!store || !undo || !undoMore) return;
    const last = store.state?.undo;
    this.guards?.undo.mean(String(last?.of));
    setText(need(".button-text", undo), last ? t("do.undo.what", { what: didText(last.what) }) : t("do.undo"));
    const alone = last && !mayUndo(store, last) ? t("why.chair-alone") : "";
    allow(undo, lost || (last ? alone : t("why.nothing-to-undo")));
    allow(undoMore, lost || (store.state?.undoable?.length ? "" : t("why.nothing-to-undo")));
  }

  /** The place of the next step says when its new meaning may be tapped. */
  draw() {
    if (this.primary && this.settle) setAttr(this.primary.element, "data-settled", String(this.settle.settled));
    for (const settle of Object.values(this.guards ?? {})) settle.frame();
    this.ruling?.frame();
  }
}
