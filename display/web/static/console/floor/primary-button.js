/**
 * The next step of the debate: always the same button at the same place.
 *
 * @import { Act } from "../../base/acts.js"
 * @import { Entry, State } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 *
 * @typedef {object} Step
 * @property {"give-floor"|"start"|"end"|"end-point"|"reconvene"} verb
 * @property {Act} command
 * @property {string} subject whom it concerns, for the eye
 * @property {string} to whom it concerns, for certain
 */
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { plainSeat } from "../../base/seating.js";
import { untilText } from "../../base/when.js";
import { once } from "../../kit/act-button.js";
import { allow, h, setAttr, setText } from "../../kit/dom.js";
import { fitWords, keepWords } from "../../kit/fit-words.js";
import { icon, setIcon } from "../../kit/icons.js";

const SHAPES = { "give-floor": "floor", start: "start", end: "end", "end-point": "end", reconvene: "start" };

export class PrimaryButton {
  /**
   * @param {Store} store
   * @param {(name: Act, holds?: () => boolean) => Promise<unknown>} send
   * @param {(row: Entry) => Promise<unknown>} give
   */
  constructor(store, send, give) {
    this.store = store;
    this.send = send;
    this.give = give;
    this.shape = icon("floor");
    this.verb = h("span", { class: "primary-verb" });
    this.object = h("span", { class: "primary-object", dir: "auto" });
    this.element = h(
      "button",
      { type: "button", id: "primary", class: "button primary" },
      this.shape,
      h("span", { class: "primary-text" }, this.verb, this.object),
    );
    this.element.addEventListener("click", () => this.tap());
    keepWords(this.verb, this.object);
  }

  async tap() {
    const next = this.store.next();
    const { meaning } = this;
    const command = /** @type {Act|undefined} */ (this.element.dataset.do);
    await once(this.element, async () => {
      if (command === "give-floor" && next) await this.give(next);
      // A start means nothing else on another list, and must not wait to be asked again.
      else if (command === "start") await this.send(command);
      else if (command) await this.send(command, () => this.meaning === meaning);
    });
  }

  /** What a tap would do, and to whom. */
  get meaning() {
    const { state } = this.store;
    if (!state) return "";
    const { verb, to } = stepOf(state, this.store.next());
    return `${verb}:${to}`;
  }

  /** @param {string} lost why nothing can be commanded */
  render(lost) {
    const { state } = this.store;
    if (!state) return;
    const next = this.store.next();
    const step = stepOf(state, next);
    setAttr(this.element, "data-do", step.command);
    setIcon(this.shape, SHAPES[step.verb]);
    setText(this.verb, t(`primary.${step.verb}`));
    const parts = [step.subject];
    const limit = state.floor?.limit_ms;
    const seat = next ? plainSeat(next, state.seats ?? []) : "";
    if (step.verb === "start" && limit) parts.push(lengthText(limit));
    if (step.verb === "give-floor" && seat) parts.push(t("seat.numbered", { seat }));
    if (step.verb === "reconvene") parts.push(untilText(state.meeting.until, this.store.wall()));
    setText(this.object, parts.filter(Boolean).join(" · "));
    fitWords(this.verb);
    fitWords(this.object);
    allow(this.element, lost || whyNot(state, next, step));
  }
}

/**
 * @param {State} state
 * @param {Entry|null} next
 * @returns {Step}
 */
function stepOf({ floor, meeting }, next) {
  if (meeting.suspended) {
    return { verb: "reconvene", command: "reconvene", subject: "", to: "" };
  }
  if (!floor) {
    return { verb: "give-floor", command: "give-floor", subject: next?.delegation ?? "", to: next?.entry ?? "" };
  }
  const named = { subject: floor.delegation, to: String(floor.statement) };
  if (floor.phase === "ready") return { verb: "start", command: "start", ...named };
  return { verb: floor.kind === "point-of-order" ? "end-point" : "end", command: "end", ...named };
}

/**
 * @param {State} state
 * @param {Entry|null} next
 * @param {Step} step
 */
function whyNot({ floor, meeting, list }, next, step) {
  if (step.verb === "reconvene") return "";
  if (meeting.closed) return t("meeting.closed");
  if (floor || next) return "";
  return list.some((row) => row.status === "absent") ? t("why.only-absent") : t("why.no-next");
}
