/**
 * <floor-controls>: the taps of a debate. The next step is always the same
 * button at the same place; what is not possible now says why.
 *
 * @import { Act } from "../../base/acts.js"
 * @import { Entry } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Telling } from "../../kit/settle.js"
 * @import { Commands, Fields } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 *
 * @typedef {object} FloorActs
 * @property {(row: Entry) => Promise<unknown>} give
 * @property {() => void} procedure opens the sheet of rarer acts
 * @property {() => void} absent asks what becomes of a speaker who is not there
 * @property {() => void} undoMore opens the list of what can be undone
 * @property {() => void} note asks for a note about who has the floor, or about the meeting
 * @property {(question: Question) => void} ask
 * @property {Telling} telling what somebody else did in the meantime
 */
import { signedText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { didText } from "../../base/words.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, need, setAttr, setText, show } from "../../kit/dom.js";
import { STEP_MS } from "../../kit/holding.js";
import { setIcon } from "../../kit/icons.js";
import { Settle } from "../../kit/settle.js";
import { linkReason, mayUndo } from "../../link/link-look.js";
import { lightMovesQuestion } from "./light-moves.js";
import { pointQuestion, pointUnderWay } from "./point-question.js";
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
    this.ask = acts.ask;
    this.primary = new PrimaryButton(store, (name, holds) => this.send(name, {}, holds), acts.give);
    this.ruling = new RulingButtons(store, (then) => this.send("rule", { then }));
    this.pause = actButton("pause", "paused", "", () => this.tapPause(), "wide");
    this.procedure = actButton("procedure", "procedure", t("do.procedure"), acts.procedure, "wide");
    setAttr(this.procedure, "aria-haspopup", "dialog");
    this.urge = actButton("urge", "conclude", t("do.urge"), () => this.sendAs("urge"));
    this.putBack = actButton("put-back", "undo", t("do.put-back"), () => this.sendAs("end"));
    this.absent = actButton("absent", "absent", t("do.absent"), acts.absent);
    this.undo = actButton("undo", "undo", "", () => this.send("undo", { of: store.state?.undo?.of }), "quiet");
    this.undoMore = actButton("undo-more", "chevron", t("do.undo.more"), acts.undoMore, "quiet");
    setAttr(this.undoMore, "aria-haspopup", "dialog");
    this.note = actButton("note", "note", t("act.note"), acts.note, "quiet");
    setAttr(this.note, "aria-haspopup", "dialog");
    this.point = actButton("point", "order", "", () => this.tapPoint(), "quiet");
    this.steps = STEPS.map(({ id, by }) => actButton(id, "", signedText(by), () => this.extend(by), "number"));
    for (const [i, step] of STEPS.entries()) {
      setAttr(/** @type {Element} */ (this.steps[i]), "aria-label", t("do.extend", { by: signedText(step.by) }));
    }
    this.guard(acts.telling);
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
        this.point,
        this.note,
        this.querySelector("footer"),
      ),
    );
  }

  /**
   * What turns into its contrary, into the act before or into another one, with the first
   * of two taps or with what somebody else does.
   * @param {Telling} telling
   */
  guard(telling) {
    const { primary, ruling, pause, undo, point, urge, putBack, absent, steps } = this;
    if (!primary || !ruling || !pause || !undo || !point || !urge || !putBack || !absent || !steps) return;
    const places = {
      next: [primary.element, ruling.resume.button, ruling.end.button],
      pause: [pause],
      limit: steps,
      more: [urge, putBack, absent],
      undo: [undo],
      point: [point],
    };
    const guarding = (/** @type {HTMLElement[]} */ buttons, /** @type {number|undefined} */ own = undefined) => {
      const settle = new Settle(telling, own);
      for (const button of buttons) settle.guard(button);
      return settle;
    };
    this.guards = {
      next: guarding(places.next, STEP_MS),
      pause: guarding(places.pause),
      limit: guarding(places.limit, 0),
      more: guarding(places.more),
      undo: guarding(places.undo),
      point: guarding(places.point),
    };
  }

  /**
   * @param {Act} name
   * @param {Fields} [fields]
   * @param {() => boolean} [holds]
   */
  async send(name, fields = {}, holds = undefined) {
    await this.commands?.send(name, fields, holds);
  }

  /**
   * What means something else once the clock has been started, or once it was done.
   * @param {Act} name
   */
  async sendAs(name) {
    const { more } = this;
    await this.send(name, {}, () => this.more === more);
  }

  /** What the buttons under the next step would do, and to whom. */
  get more() {
    const floor = this.store?.state?.floor;
    return `${floor?.statement}:${floor?.phase === "ready"}:${floor?.urged}`;
  }

  /** @returns {Promise<void>} */
  async tapPause() {
    await this.send(this.pause?.dataset.do === "resume" ? "resume" : "pause");
  }

  /**
   * The first tap stops the clock; by whom it is raised is asked while its own runs.
   * @returns {Promise<void>}
   */
  async tapPoint() {
    const { store, commands } = this;
    if (!store?.state || !commands) return;
    if (!pointUnderWay(store.state)) {
      const outcome = await commands.send("point-of-order");
      if (!outcome.ok) return; // the page tells why
    }
    this.ask?.(pointQuestion(store, store.state, commands));
  }

  /** @param {number} by */
  async extend(by) {
    const { store, commands } = this;
    const question = store?.state && commands && lightMovesQuestion(store.state, by, commands);
    if (question) this.ask?.(question);
    else await this.send("extend", { by_ms: by });
  }

  render() {
    const { store, primary, ruling, guards } = this;
    if (!store?.state || !primary || !ruling || !guards) return;
    const lost = linkReason(store);
    const { floor, meeting } = store.state;
    const ready = floor?.phase === "ready";
    const clock = lost || (!floor ? t("why.nobody") : ready ? t("why.not-started") : "");
    guards.next.mean(ruling.wanted ? ruling.meaning : primary.meaning, store.news);
    guards.pause.mean(`${floor?.statement}:${floor?.paused}`, store.news);
    guards.limit.mean(String(floor?.statement), store.news);
    guards.more.mean(this.more, store.news);
    guards.undo.mean(String(store.state.undo?.of), store.news);
    guards.point.mean(String(pointUnderWay(store.state)), store.news);
    // What is held stays as it was, but for a link that is lost: then nothing acts at all.
    if (lost || !guards.next.held) this.renderNext(lost);
    const stands = floor?.paused && meeting.suspended ? t("meeting.suspended") : "";
    if (lost || !guards.pause.held) this.renderPause(clock || stands);
    if (lost || !guards.limit.held) this.renderLimit(lost);
    if (lost || !guards.more.held) this.renderMore(lost, clock);
    if (lost || !guards.undo.held) this.renderUndo(lost);
    if (lost || !guards.point.held) this.renderPoint(lost);
    if (this.procedure) allow(this.procedure, lost);
    if (this.note) allow(this.note, lost);
  }

  /** @param {string} lost */
  renderNext(lost) {
    const { store, primary, ruling, pause, main } = this;
    if (!store?.state || !primary || !ruling || !pause || !main) return;
    const paused = store.state.floor?.paused === true;
    show(primary.element, !ruling.wanted);
    if (ruling.wanted) ruling.render(lost);
    else primary.render(lost);
    show(ruling.element, ruling.wanted);
    // The clock of a point of order is seldom paused: the rulings have the room.
    show(pause, !ruling.wanted || paused);
    setAttr(main, "data-ruling", ruling.wanted && (paused ? "paused" : "running"));
  }

  /** @param {string} why */
  renderPause(why) {
    const { store, ruling, pause } = this;
    if (!store || !ruling || !pause) return;
    const paused = store.state?.floor?.paused ?? false;
    setAttr(pause, "data-do", paused ? "resume" : "pause");
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
    const { store, urge, putBack, absent } = this;
    if (!store?.state || !urge || !putBack || !absent) return;
    const ready = store.state.floor?.phase === "ready";
    allow(urge, clock || (store.state.meeting.suspended ? t("meeting.suspended") : ""));
    show(urge, !ready);
    for (const button of [putBack, absent]) {
      show(button, ready);
      allow(button, lost);
    }
  }

  /** @param {string} lost */
  renderLimit(lost) {
    const floor = this.store?.state?.floor;
    const why = lost || (!floor ? t("why.nobody") : floor.limit_ms === null ? t("why.no-limit") : "");
    for (const step of this.steps ?? []) allow(step, why);
  }

  /** @param {string} lost */
  renderPoint(lost) {
    const { store, point } = this;
    if (!store?.state || !point) return;
    const { meeting } = store.state;
    const underWay = pointUnderWay(store.state) !== 0;
    setText(need(".button-text", point), underWay ? t("do.point.name") : t("act.point-of-order"));
    setAttr(point, "data-do", underWay ? "correct" : "point-of-order");
    const stands = meeting.closed ? t("meeting.closed") : meeting.suspended ? t("meeting.suspended") : "";
    allow(point, lost || stands);
  }

  /** @param {string} lost */
  renderUndo(lost) {
    const { store, undo, undoMore } = this;
    if (!store || !undo || !undoMore) return;
    const last = store.state?.undo;
    setText(need(".button-text", undo), last ? t("do.undo.what", { what: didText(last.what) }) : t("do.undo"));
    const alone = last && !mayUndo(store, last) ? t("why.chair-alone") : "";
    allow(undo, lost || (last ? alone : t("why.nothing-to-undo")));
    allow(undoMore, lost || (store.state?.undoable?.length ? "" : t("why.nothing-to-undo")));
  }

  /** Each place says when its new meaning may be tapped, and the largest why not yet. */
  draw() {
    const { guards, store } = this;
    if (!guards || !store) return;
    let passed = guards.next.frame(store.due);
    const aloud = !guards.next.held;
    for (const settle of [guards.pause, guards.limit, guards.more, guards.undo, guards.point]) {
      if (settle.frame(store.due, aloud)) passed = true;
    }
    if (passed) this.render();
  }
}
