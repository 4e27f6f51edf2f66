/**
 * <slower-button>: the one thing that a booth asks for, and what became of it. Twice a
 * minute; then it says when it is free again.
 *
 * @import { Commands } from "../link/commands.js"
 * @import { Store } from "../link/store.js"
 */
import { t } from "../base/i18n.js";
import { SECOND } from "../base/phase.js";
import { actButton } from "../kit/act-button.js";
import { h, setAttr, setText } from "../kit/dom.js";
import { Asked } from "./slower.js";

/** So long it waits who was refused for what others asked before this page was there. */
const UNKNOWN_MS = 15_000;
const TOLD_MS = 6_000;

export class SlowerButton extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   */
  connect(store, commands) {
    this.store = store;
    this.commands = commands;
    this.asked = new Asked();
    /** Until these local instants: refused without knowing why; not sent. */
    this.refused = 0;
    this.failed = 0;
    this.button = actButton("slower", "slower", t("booth.slower"), () => this.ask(), "accent");
    this.words = h("p", { id: "slower-words", role: "status" });
    this.append(this.button, this.words);
  }

  async ask() {
    const { store, commands } = this;
    const floor = store?.state?.floor;
    if (!store || !commands || !floor) return;
    const outcome = await commands.send("remind", { line: "slower", statement: floor.statement });
    if (outcome.ok) return;
    const now = performance.now();
    if (outcome.refusal.code !== "not-now") this.failed = now + TOLD_MS;
    else if (this.wait() === 0) this.refused = now + UNKNOWN_MS;
    store.due.now();
  }

  /** How long until it may be asked again. */
  wait() {
    return this.store && this.asked ? this.asked.wait(this.store.clock.now()) : 0;
  }

  render() {
    this.asked?.see(this.store?.state?.floor ?? null);
  }

  draw() {
    const { store, button, words } = this;
    if (!store || !button || !words) return;
    const wait = this.wait();
    const now = performance.now();
    const refused = now < (this.refused ?? 0);
    if (wait > 0) store.due.in(wait % SECOND || SECOND);
    for (const until of [this.refused, this.failed]) store.due.in((until ?? 0) - now);
    const free = Boolean(store.state?.floor) && store.live && wait === 0 && !refused;
    if (button.disabled === free) button.disabled = !free;
    setAttr(this, "data-shown", this.shown() !== null);
    setText(words, this.text(wait, refused));
  }

  /** What stands on the speaker's screen now; null for nothing. */
  shown() {
    const { store } = this;
    if (!store) return null;
    const now = store.clock.now();
    const shown = store.state?.floor?.reminded?.find((r) => r.line === "slower" && (r.until_ms ?? 0) > now) ?? null;
    store.due.in((shown?.until_ms ?? 0) - now);
    return shown;
  }

  /**
   * @param {number} wait
   * @param {boolean} refused
   */
  text(wait, refused) {
    const shown = this.shown();
    if (performance.now() < (this.failed ?? 0)) return t("booth.not-sent");
    if (wait > 0) return t("booth.wait", { seconds: Math.ceil(wait / 1000) });
    if (refused) return t("booth.wait.unknown");
    if (shown) return shown.seat ? t("booth.shown") : t("booth.shown.no-seat");
    return this.store?.state?.floor ? t("booth.slower.about") : t("booth.nobody");
  }
}
