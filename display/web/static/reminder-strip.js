/**
 * <reminder-strip>: the floor was given and the clock has not been started. It
 * counts quietly, and offers to start from now or from then.
 *
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./commands.js").Commands} Commands
 */
import { actButton } from "./act-button.js";
import { allow, h, setText, show } from "./dom.js";
import { lengthText } from "./format.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { linkReason } from "./reasons.js";

const PATIENCE_MS = 10000;

export class ReminderStrip extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   */
  connect(store, commands) {
    this.store = store;
    this.id = "reminder";
    this.text = h("p", { class: "reminder-text" });
    this.announced = h("span", { class: "hidden-words", role: "status" });
    this.now = actButton("start-now", "start", t("do.start-now"), () => commands.send("start"), "accent");
    this.from = actButton("start-from-given", "earlier", t("do.start-from-given"), () => {
      const waited = this.waited();
      return commands.send("back-date", { by_ms: Math.floor(waited ?? 0) });
    });
    this.append(icon("earlier"), this.text, this.announced, h("div", { class: "reminder-acts" }, this.from, this.now));
    show(this, false);
  }

  /** How long the floor is held without a clock; null where it is not. */
  waited() {
    const { floor, meeting } = this.store?.state ?? {};
    if (!this.store || floor?.phase !== "ready" || meeting?.suspended) return null;
    if (typeof floor.given_ms !== "number") return null;
    return Math.max(0, this.store.clock.now() - floor.given_ms);
  }

  draw() {
    const { store, text, announced, now, from } = this;
    if (!store || !text || !announced || !now || !from) return;
    const waited = this.waited();
    const due = waited !== null && waited >= PATIENCE_MS;
    show(this, due);
    setText(announced, due ? t("reminder.title") : "");
    if (!due) return;
    setText(text, t("reminder.text", { time: lengthText(waited) }));
    const lost = linkReason(store);
    allow(now, lost);
    allow(from, lost);
  }
}
