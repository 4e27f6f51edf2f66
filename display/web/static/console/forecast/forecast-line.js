/**
 * <forecast-line>: the quiet lines over the list that say when it will end. They are as
 * high with a notice as without one, so that no tap moves. The stage has the sum of them.
 *
 * It asks while it is seen: every quarter of a minute, and a moment after an act. An answer
 * without entries is less than a kilobyte, which an act may cost; on the socket it would
 * cost every console as much each second, and be made where nobody looks.
 *
 * @import { Store } from "../../link/store.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { ToastAct } from "../../kit/toast-line.js"
 * @import { Forecast } from "../../base/types.js"
 * @import { Memory } from "./outlook.js"
 *
 * @typedef {object} LineActs
 * @property {(question: Question) => void} ask
 * @property {(text: string, act: ToastAct) => void} tell
 * @property {(text: string) => void} sum what the stage says of it
 */
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { whenText } from "../../base/when.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, setAttr, setText, show } from "../../kit/dom.js";
import { linkReason, mayDo } from "../../link/link-look.js";
import { getForecast } from "../../link/record.js";
import { endQuestion } from "./end-question.js";
import { markLines } from "./lines.js";
import { byEndText, endsText, limitForAll, limitToOffer, noticed, sumText, zoneOf } from "./outlook.js";

const EVERY_MS = 15_000;
const AFTER_MS = 1100; // an act: a forecast is made once a second

export class ForecastLine extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {HTMLElement} rows the list's lines
   * @param {LineActs} acts
   */
  connect(store, commands, rows, acts) {
    this.store = store;
    this.commands = commands;
    this.rows = rows;
    this.acts = acts;
    /** @type {Forecast|null} */
    this.forecast = null;
    /** @type {Memory|null} */
    this.memory = null;
    /** @type {number} */
    this.rev = -1;
    this.asking = false;
    this.pending = 0;
    this.ends = h("p", { class: "forecast-ends", id: "forecast-ends" });
    this.byEnd = h("p", { class: "forecast-by-end", id: "forecast-by-end" });
    this.notice = h("p", { class: "forecast-notice", id: "forecast-notice", role: "status", hidden: true });
    this.all = actButton("forecast-limit", "", "", () => this.limitAll(), "accent");
    this.away = actButton("forecast-away", "", t("do.close"), () => this.putAway(), "quiet");
    this.set = actButton("forecast-end", "clock", "", () => this.askEnd(), "quiet");
    for (const name of ["aria-label", "title"]) setAttr(this.set, name, t("do.set-end"));
    const acted = h("div", { class: "forecast-acts" }, this.all, this.away, this.set);
    this.words = h("div", { class: "forecast-words" }, this.notice, " ", this.ends, " ", this.byEnd);
    // What has no room here is read there, by a tap.
    this.words.addEventListener("click", () => this.askEnd());
    this.append(this.words, acted);
    document.addEventListener("visibilitychange", () => this.awaitNext(0));
    this.tell(false);
  }

  /** After every snapshot. */
  render() {
    const { store } = this;
    if (!store?.state) return;
    const { rev } = store.state;
    if (rev !== this.rev) this.awaitNext(this.rev < 0 ? 0 : AFTER_MS);
    this.rev = rev;
    this.draw();
  }

  /** @param {number} ms */
  awaitNext(ms) {
    clearTimeout(this.pending);
    if (document.visibilityState === "visible") this.pending = window.setTimeout(() => this.ask(), ms);
  }

  async ask() {
    const { store } = this;
    if (store?.mayCommand && store.live && !this.asking) {
      this.asking = true;
      const forecast = await getForecast();
      this.asking = false;
      if (forecast) this.take(forecast);
    }
    this.awaitNext(EVERY_MS);
  }

  /** @param {Forecast} forecast */
  take(forecast) {
    const list = this.store?.state?.list ?? [];
    const { memory, tells } = noticed(this.memory ?? null, forecast, list);
    this.memory = memory;
    this.forecast = forecast;
    if (tells) this.tell(true);
    else if (forecast.line_before === null) this.tell(false);
    this.draw();
  }

  /** @param {boolean} yes */
  tell(yes) {
    setAttr(this, "data-tells", yes);
    this.draw();
  }

  putAway() {
    this.tell(false);
    this.set?.focus({ preventScroll: true });
  }

  draw() {
    const { store, acts, forecast, ends, byEnd, notice, all, away, set, rows } = this;
    if (!store?.state || !ends || !byEnd || !notice || !all || !away || !set || !rows) return;
    const { meeting, list } = store.state;
    const clock = (/** @type {Date} */ at) => whenText(at, store.wall());
    const told = meeting.closed ? null : (forecast ?? null);
    const tells = told !== null && this.hasAttribute("data-tells");
    const limit = told && limitToOffer(told);
    const by = told ? byEndText(told, clock) : "";
    setText(ends, told ? endsText(told, clock) : "");
    setText(byEnd, by);
    setText(notice, tells && told ? noticeText(told, clock) : "");
    show(notice, tells);
    show(byEnd, !tells && by !== "");
    show(all, tells && limit !== null && mayDo(store, "set-rules"));
    show(away, tells);
    show(set, !tells && !meeting.closed);
    setText(all, limit === null ? "" : t("forecast.limit-all", { limit: lengthText(limit) }));
    for (const button of [all, set]) allow(button, linkReason(store));
    acts?.sum(told ? sumText(told, clock) : "");
    const zone = zoneOf(told, list);
    markLines(rows, zone, told?.ends_by ? t("forecast.line", { end: clock(new Date(told.ends_by)) }) : "");
  }

  async limitAll() {
    const { store, commands, forecast, acts } = this;
    const limit = forecast && limitToOffer(forecast);
    if (!store?.state || !commands || !limit) return;
    const rules = limitForAll(store.state.meeting.rules.kinds, limit);
    const outcome = await commands.send("set-rules", { rules });
    if (!outcome.ok) return; // the page tells why
    this.putAway();
    const { rev } = outcome.receipt;
    acts?.tell(t("forecast.limited", { limit: lengthText(limit) }), {
      text: t("do.undo"),
      does: () => commands.send("undo", { of: rev }),
    });
  }

  askEnd() {
    const { store, commands } = this;
    if (!store?.state || !commands || store.state.meeting.closed || linkReason(store)) return;
    const said = [this.ends, this.byEnd].map((line) => line?.textContent ?? "").filter((text) => text !== "");
    this.acts?.ask(endQuestion(store, store.state, commands, said));
  }
}

/**
 * @param {Forecast} forecast
 * @param {(at: Date) => string} clock
 */
function noticeText(forecast, clock) {
  const heard = forecast.heard_by_end?.p50 ?? 0;
  const end = clock(new Date(forecast.ends_by ?? forecast.now));
  return t("forecast.notice", { end, left: forecast.left - heard });
}
