/**
 * <seats-sheet>: every seat with its light and its microphone, and the room's machines.
 * Lights can be made to flash, one or all, so that a person finds them.
 *
 * @import { State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { countText, healthAt } from "../../base/seating.js";
import { refusalText } from "../../base/words.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, setAttr, setText, show } from "../../kit/dom.js";
import { leaveBeside } from "../../kit/sheet.js";
import { linkReason } from "../../link/link-look.js";
import { getMachines } from "../../link/machines.js";
import { fingerprint } from "../../link/session.js";
import { JoinCard } from "./join-card.js";
import { joinQuestion } from "./join-question.js";
import { MachinesReader } from "./machines-reader.js";
import { MachinesView } from "./machines-view.js";
import { SeatLine } from "./seat-line.js";
import { SheetViews } from "./sheet-views.js";

const ORDER = new Intl.Collator("en", { numeric: true });

export class SeatsSheet extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {(question: Question) => void} ask
   */
  connect(store, commands, ask) {
    this.store = store;
    this.commands = commands;
    this.card = new JoinCard();
    this.views = new SheetViews(() => this.render());
    this.reader = new MachinesReader(getMachines, (told) => {
      this.machines?.tell(told);
      this.render();
    });
    this.machines = new MachinesView(store, ask, () => void this.reader?.look());
    this.join = actButton("join", "light", t("seats.join"), () => ask(joinQuestion((e) => this.card?.offer(e))));
    /** @type {Map<string, SeatLine>} */
    this.lines = new Map();
    const close = actButton("seats-close", "withdrawn", t("do.close"), () => this.dialog?.close(), "quiet");
    this.summary = h("p", { class: "seats-summary", role: "status" });
    this.all = actButton("test-all", "identify", t("do.test-all"), () => this.identify());
    this.why = h("p", { class: "seats-why muted" });
    this.refused = h("p", { class: "form-refused", role: "alert" });
    this.list = h("ul", { class: "seat-lines" });
    this.none = h("p", { class: "muted" }, t("seats.none"));
    this.key = h(
      "p",
      {},
      h("code", { class: "command", dir: "ltr" }, "rostrum key new --role light --seat 7 --file light.key"),
    );
    this.print = h("code", { class: "command", dir: "ltr" });
    this.identity = h("p", { class: "seats-identity muted", hidden: "" }, t("seats.identity"), this.print);
    this.heading = h("h2", { id: "seats-heading" }, t("seats.heading"));
    this.lights = h(
      "div",
      {},
      h("div", { class: "seats-top" }, h("div", {}, this.summary, this.why), this.all),
      this.refused,
      this.list,
      this.none,
      this.key,
      this.identity,
    );
    this.dialog = h(
      "dialog",
      { class: "dialog sheet seats-sheet", "aria-labelledby": "seats-heading" },
      h("div", { class: "sheet-head" }, this.heading, close),
      h("div", { class: "seats-bar" }, this.views.element, this.join),
      this.card.element,
      this.lights,
      this.machines.element,
    );
    leaveBeside(this.dialog);
    this.dialog.addEventListener("close", () => this.reader?.end());
    this.append(this.dialog);
  }

  show() {
    if (!this.dialog || this.dialog.open || !this.views) return;
    this.complain("");
    this.machines?.begin();
    this.views.shown = "lights"; // as the button is called
    this.dialog.showModal();
    this.render();
    this.dialog.scrollTop = 0;
    void this.compare();
  }

  /** Shows what an agent's key file pins, to be compared with the terminal. */
  async compare() {
    const print = await fingerprint();
    if (print === null || !this.print || !this.identity) return;
    setText(this.print, print);
    show(this.identity, print !== "");
  }

  /** @param {string} [seat] every light without one */
  async identify(seat) {
    const outcome = await this.commands?.send("identify", { seat });
    if (!outcome) return;
    this.complain(outcome.ok ? "" : refusalText(outcome.refusal).main);
  }

  /** @param {string} text */
  complain(text) {
    if (!this.refused) return;
    setText(this.refused, text);
    show(this.refused, text !== "");
  }

  render() {
    const { store, lights } = this;
    if (!store?.state || !lights) return;
    const lost = linkReason(store);
    this.renderMachines();
    this.renderTop(store.state, lost);
    if (!lights.hidden) this.renderLines(store, store.state, lost);
  }

  /**
   * @param {Store} store
   * @param {State} state
   * @param {string} lost
   */
  renderLines(store, state, lost) {
    const { list, lines } = this;
    if (!list || !lines) return;
    const names = seatNames(state);
    for (const [name, line] of lines) {
      if (names.includes(name)) continue;
      line.element.remove();
      lines.delete(name);
    }
    for (const [i, name] of names.entries()) {
      let line = lines.get(name);
      if (!line) {
        line = new SeatLine(name, () => this.identify(name));
        lines.set(name, line);
        list.insertBefore(line.element, list.children[i] ?? null);
      }
      const seat = state.seats?.find((s) => s.seat === name);
      line.render(store, state, seat, healthAt(state, name), lost);
    }
  }

  renderMachines() {
    const { store, machines, reader, views, lights, dialog, heading } = this;
    if (!store || !machines || !reader || !views || !lights || !dialog || !heading) return;
    if (store.live && !store.mayCommand) {
      reader.end();
      machines.forget();
    } else if (dialog.open) reader.begin();
    else return;
    views.render(machines.needy);
    const shown = views.shown === "machines";
    setAttr(dialog, "data-view", views.shown);
    setText(heading, shown ? t("machines.heading") : t("seats.heading"));
    show(lights, !shown);
    show(machines.element, shown);
    if (shown) machines.render();
  }

  /**
   * @param {State} state
   * @param {string} lost
   */
  renderTop(state, lost) {
    const { summary, all, why, none, key, list } = this;
    if (!summary || !all || !why || !none || !key || !list) return;
    const seats = state.seats ?? [];
    const count = seats.length;
    setText(summary, countText(state));
    const held = state.floor ? t("why.floor-held", { delegation: state.floor.delegation }) : "";
    const away = seats.some((s) => s.connected) ? "" : t("health.away");
    allow(all, lost || held || away);
    setAttr(all, "title", null); // said beside it
    setText(why, count > 0 ? lost || held : "");
    for (const el of [summary, all, list]) show(el, count > 0);
    for (const el of [none, key]) show(el, count === 0);
    this.renderJoin(state, lost);
  }

  /**
   * Who may make keys makes a machine one of the room's; of whoever is signed out nothing stays.
   * @param {State} state
   * @param {string} lost
   */
  renderJoin(state, lost) {
    const { store, join, card } = this;
    if (!join || !card) return;
    show(join, state.role === "chair");
    allow(join, lost);
    if (store?.live && !store.mayCommand) card.forget();
  }

  draw() {
    const { store, lines, lights, dialog } = this;
    if (store) this.card?.draw(store.due);
    if (!store?.state || !lines || !dialog?.open || lights?.hidden) return;
    for (const line of lines.values()) line.draw(store, store.state);
  }
}

/**
 * Every seat with a light, and those of the debate that have none.
 * @param {State} state
 */
function seatNames({ seats = [], floor, list }) {
  if (seats.length === 0) return [];
  const names = new Set(seats.map((s) => s.seat));
  if (floor?.seat) names.add(floor.seat);
  for (const row of list) if (row.seat && row.status === "waiting") names.add(row.seat);
  return [...names].sort(ORDER.compare);
}
