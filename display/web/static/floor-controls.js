/**
 * <floor-controls>: the taps of a debate. The next step is always the same
 * button at the same place; what is not possible now says why.
 *
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./commands.js").Commands} Commands
 */
import { actButton, once } from "./act-button.js";
import { allow, h, need, setAttr, setText, show } from "./dom.js";
import { lengthText, signedText } from "./format.js";
import { icon, setIcon } from "./icons.js";
import { hasText, t } from "./i18n.js";
import { linkReason } from "./reasons.js";
import { plainSeat } from "./seating.js";

/** A tap meant for the meaning before must not land on the new one. */
const SETTLE_MS = 350;

const STEPS = [
  { id: "extend-minus30", by: -30000 },
  { id: "extend-plus30", by: 30000 },
  { id: "extend-plus60", by: 60000 },
];

export class FloorControls extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {(row: Entry) => Promise<unknown>} give
   */
  connect(store, commands, give) {
    this.store = store;
    this.commands = commands;
    this.give = give;
    /**
     * What the primary would do now, and to whom.
     * @type {string}
     */
    this.meaning = "";
    this.changed = 0;
    this.shape = icon("floor");
    this.verb = h("span", { class: "primary-verb" });
    this.object = h("span", { class: "primary-object", dir: "auto" });
    this.primary = h(
      "button",
      { type: "button", id: "primary", class: "button primary" },
      this.shape,
      h("span", { class: "primary-text" }, this.verb, this.object),
    );
    this.primary.addEventListener("click", () => this.tapPrimary());
    this.pause = actButton("pause", "paused", "", () => this.tapPause(), "wide");
    this.urge = actButton("urge", "conclude", t("do.urge"), () => this.send("urge"));
    this.putBack = actButton("put-back", "undo", t("do.put-back"), () => this.send("end"));
    this.undo = actButton("undo", "undo", "", () => this.send("undo", { of: store.state?.undo?.of }), "quiet");
    this.steps = STEPS.map(({ id, by }) =>
      actButton(id, "", signedText(by), () => this.send("extend", { by_ms: by }), "number"),
    );
    for (const [i, step] of STEPS.entries()) {
      setAttr(/** @type {Element} */ (this.steps[i]), "aria-label", t("do.extend", { by: signedText(step.by) }));
    }
    this.append(
      h("div", { class: "controls-main" }, this.primary, this.pause),
      h("div", { class: "controls-more" }, ...this.steps, this.urge, this.putBack),
      h("div", { class: "controls-last" }, this.undo, this.querySelector("footer")),
    );
  }

  /**
   * @param {string} name
   * @param {Record<string, string|number|undefined>} [fields]
   */
  async send(name, fields = {}) {
    await this.commands?.send(name, fields);
  }

  /** @returns {Promise<void>} */
  async tapPause() {
    await this.send(this.store?.state?.floor?.paused ? "resume" : "pause");
  }

  async tapPrimary() {
    const { primary, store } = this;
    if (!primary || !store || performance.now() - (this.changed ?? 0) < SETTLE_MS) return;
    const next = store.next();
    await once(primary, async () => {
      if (primary.dataset.do === "give-floor" && next) await this.give?.(next);
      else if (primary.dataset.do) await this.send(primary.dataset.do);
    });
  }

  render() {
    const { store, primary, pause, urge, putBack, undo, steps } = this;
    if (!store?.state || !primary || !pause || !urge || !putBack || !undo || !steps) return;
    const lost = linkReason(store);
    const { floor } = store.state;
    this.renderPrimary(lost);
    const paused = floor?.paused ?? false;
    setAttr(pause, "data-do", paused ? "resume" : "pause");
    setText(need(".button-text", pause), paused ? t("do.resume") : t("do.pause"));
    setIcon(need("svg", pause), paused ? "start" : "paused");
    const ready = floor?.phase === "ready";
    const clock = lost || (!floor ? t("why.nobody") : ready ? t("why.not-started") : "");
    allow(pause, clock);
    allow(urge, clock);
    show(urge, !ready);
    show(putBack, ready);
    allow(putBack, lost);
    const limit = lost || (!floor ? t("why.nobody") : floor.limit_ms === null ? t("why.no-limit") : "");
    for (const step of steps) allow(step, limit);
    this.renderUndo(lost);
  }

  /** @param {string} lost */
  renderPrimary(lost) {
    const { store, primary, verb, object, shape } = this;
    if (!store?.state || !primary || !verb || !object || !shape) return;
    const { floor, meeting } = store.state;
    const next = store.next();
    const command = !floor ? "give-floor" : floor.phase === "ready" ? "start" : "end";
    const subject = floor?.delegation ?? next?.delegation ?? "";
    const meaning = `${command}:${floor?.statement ?? next?.entry ?? ""}`;
    if (meaning !== this.meaning) {
      this.meaning = meaning;
      this.changed = performance.now();
    }
    setAttr(primary, "data-do", command);
    setIcon(shape, { "give-floor": "floor", start: "start", end: "end" }[command]);
    setText(verb, t(`primary.${command}`));
    const limit = floor?.limit_ms;
    const seat = next ? plainSeat(next, store.state.seats ?? []) : "";
    const parts = [subject];
    if (command === "start" && limit) parts.push(lengthText(limit));
    if (command === "give-floor" && seat) parts.push(t("seat.numbered", { seat }));
    setText(object, parts.join(" · "));
    let why = lost;
    if (!why && meeting.closed) why = t("meeting.closed");
    else if (!why && meeting.suspended) why = t("meeting.suspended");
    else if (!why && !floor && !next) why = t("why.no-next");
    allow(primary, why);
  }

  /** @param {string} lost */
  renderUndo(lost) {
    const { store, undo } = this;
    if (!undo) return;
    const last = store?.state?.undo;
    const what = last ? (hasText(`did.${last.what}`) ? t(`did.${last.what}`) : last.what) : "";
    setText(need(".button-text", undo), what ? t("do.undo.what", { what }) : t("do.undo"));
    allow(undo, lost || (what ? "" : t("why.nothing-to-undo")));
  }

  /** The primary says when its new meaning may be tapped. */
  draw() {
    const settled = performance.now() - (this.changed ?? 0) >= SETTLE_MS;
    if (this.primary) setAttr(this.primary, "data-settled", String(settled));
  }
}
