/**
 * <reminder-strip>: the floor was given and the clock has not been started, or
 * the microphone is open already. It counts quietly, and offers to start from
 * now or from then.
 *
 * @import { Commands } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 */
import { stepAfter } from "../../base/due.js";
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, keepFocus, need, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { SECOND } from "../../base/phase.js";
import { linkReason } from "../../link/link-look.js";

const PATIENCE_MS = 10000;
/** Where an open microphone starts the clock by itself, that is done by then. */
const TALK_MS = 1000;

export class ReminderStrip extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {Element} heir has the focus when nothing is to be reminded of any more
   */
  connect(store, commands, heir) {
    this.store = store;
    this.heir = heir;
    this.id = "reminder";
    this.text = h("p", { class: "reminder-text" });
    this.announced = h("span", { class: "hidden-words", role: "status" });
    this.now = actButton("start-now", "start", t("do.start-now"), () => commands.send("start"), "accent");
    this.from = actButton("start-from-given", "earlier", t("do.start-from-given"), () => {
      return commands.send("back-date", { by_ms: Math.floor(this.late()) });
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

  /** For how long the microphone of the speaker has been open; null where it is not. */
  talked() {
    const { store } = this;
    const { floor, seats } = store?.state ?? {};
    const seat = seats?.find((s) => s.seat === floor?.seat);
    if (!store || !seat?.connected || !seat.talking || typeof seat.talk_ms !== "number") return null;
    return Math.max(0, store.clock.now() - seat.talk_ms);
  }

  /** How late the clock is: nobody speaks before the floor is given. */
  late() {
    const waited = this.waited() ?? 0;
    return Math.min(waited, this.talked() ?? waited);
  }

  /** That the speaker may sit elsewhere, where the contacts say so. */
  elsewhere() {
    const { floor, seats = [] } = this.store?.state ?? {};
    const own = seats.find((s) => s.seat === floor?.seat);
    if (!own?.contact || own.talking) return "";
    const since = floor?.given_ms ?? 0;
    const open = seats.filter((s) => s.connected && s.talking && (s.talk_ms ?? 0) > since);
    return open.length === 1 ? ` · ${t("reminder.elsewhere", { seat: open[0]?.seat ?? "", own: own.seat })}` : "";
  }

  /** @param {boolean} due */
  appear(due) {
    keepFocus(
      this,
      () => show(this, due),
      () => this.heir,
    );
  }

  draw() {
    const { store, text, announced, now, from } = this;
    if (!store || !text || !announced || !now || !from) return;
    const waited = this.waited();
    const talked = this.talked();
    // All that it says and waits for is a matter of whole seconds, of one or the other.
    for (const since of [waited, talked]) if (since !== null) store.due.in(stepAfter(since, 0, SECOND) - since);
    const open = talked !== null && this.late() >= TALK_MS;
    const due = waited !== null && (open || waited >= PATIENCE_MS);
    const seat = store.state?.floor?.seat ?? "";
    if (this.hidden === due) this.appear(due);
    setText(announced, due ? (open ? t("reminder.open.title", { seat }) : t("reminder.title")) : "");
    if (!due) return;
    const heard = open && talked !== null;
    setText(
      text,
      heard
        ? t("reminder.open", { seat, time: lengthText(talked) })
        : t("reminder.text", { time: lengthText(waited) }) + this.elsewhere(),
    );
    const then = heard && talked < waited;
    setText(need(".button-text", from), then ? t("do.start-from-open") : t("do.start-from-given"));
    const lost = linkReason(store);
    allow(now, lost);
    allow(from, lost);
  }
}
