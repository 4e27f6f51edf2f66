/**
 * <speakers-list>: the list of speakers and what can be done to it.
 *
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./commands.js").Commands} Commands
 *
 * @typedef {object} ListActs
 * @property {(row: Entry) => Promise<unknown>} give
 * @property {(row: Entry) => void} amend
 * @property {() => void} inscribe
 */
import { actButton } from "./act-button.js";
import { allow, h, need, setAttr, setText, show } from "./dom.js";
import { setIcon } from "./icons.js";
import { t } from "./i18n.js";
import { linkReason } from "./reasons.js";
import { SpeakerRow } from "./speaker-row.js";

export class SpeakersList extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {ListActs} acts
   */
  connect(store, commands, acts) {
    this.store = store;
    this.commands = commands;
    /** @type {Map<string, SpeakerRow>} */
    this.rows = new Map();
    this.open = "";
    this.placed = false;
    /** @type {import("./row-drawer.js").RowActs} */
    this.acts = {
      open: (entry) => this.toggle(entry),
      give: async (entry) => {
        const row = this.find(entry);
        if (row) await acts.give(row);
      },
      move: (entry, to) => this.move(entry, to),
      withdraw: (entry) => commands.send("withdraw", { entry }),
      absent: (entry, then) => commands.send("absent", { entry, then }),
      amend: (entry) => {
        const row = this.find(entry);
        if (row) acts.amend(row);
      },
      reopen: (statement) => commands.send("reopen", { statement }),
    };
    this.count = h("p", { class: "list-count" });
    this.closed = h("p", { class: "chip list-closed" }, t("list.closed"));
    this.inscribe = actButton("inscribe", "plus", t("do.inscribe"), acts.inscribe);
    this.switch = actButton("list-toggle", "lock", "", () => this.toggleList(), "quiet");
    this.sample = h("p", { class: "list-sample", id: "sample" }, t("sample.note"));
    this.items = h("ol", { class: "rows", id: "rows" });
    this.pane = h(
      "div",
      { class: "list-pane", tabindex: "0", role: "region", "aria-label": t("list.heading") },
      this.sample,
      this.items,
    );
    this.append(
      h(
        "div",
        { class: "list-head" },
        h("div", { class: "list-title" }, h("h2", {}, t("list.heading")), this.closed, this.count),
        h("div", { class: "list-acts" }, this.inscribe, this.switch),
      ),
      this.pane,
    );
  }

  /** @param {string} entry */
  find(entry) {
    return this.store?.state?.list.find((row) => row.entry === entry);
  }

  waiting() {
    return this.store?.state?.list.filter((row) => row.status === "waiting") ?? [];
  }

  /** @param {string} entry */
  toggle(entry) {
    this.open = this.open === entry ? "" : entry;
    this.render();
    const row = this.rows?.get(entry);
    if (this.open && row) this.keepInView(row.element);
  }

  async toggleList() {
    await this.commands?.send(this.switch?.dataset.do ?? "");
  }

  /**
   * @param {string} entry
   * @param {"first"|"up"|"down"|"last"} to
   */
  async move(entry, to) {
    const waiting = this.waiting();
    const at = waiting.findIndex((row) => row.entry === entry);
    const place = { first: 0, up: at - 1, down: at + 2, last: waiting.length }[to];
    if (at < 0) return;
    const below = waiting[at + 1];
    // Behind the last one there is no place to name: that one moves up instead.
    const move =
      to === "down" && place >= waiting.length && below
        ? { entry: below.entry, before: entry }
        : { entry, before: waiting[place]?.entry };
    await this.commands?.send("move", move);
    // The row that was moved stays in view: it is the one being looked at.
    const row = this.rows?.get(entry);
    if (row) this.keepInView(row.element);
  }

  /** @param {HTMLElement} element */
  keepInView(element) {
    element.scrollIntoView({ block: "nearest" });
  }

  render() {
    const { store, rows, items, count, closed, inscribe } = this;
    if (!store?.state || !rows || !items || !count || !closed || !inscribe) return;
    const { list, meeting, floor, interrupted, ended } = store.state;
    const why = linkReason(store);
    const waiting = this.waiting();
    if (this.sample) show(this.sample, meeting.sample === true);
    this.order(list);
    // Rights of reply come after the list, which ends in front of them.
    const lasts = [waiting.at(-1)?.entry, waiting.findLast((row) => !isReply(row))?.entry];
    for (const row of list) {
      rows.get(row.entry)?.render({
        row,
        why,
        whyGive: why || (floor ? t("why.floor-held", { delegation: floor.delegation }) : stopped(meeting)),
        open: this.open === row.entry,
        next: row.entry === waiting[0]?.entry,
        first: row.entry === waiting[0]?.entry,
        last: lasts.includes(row.entry),
        interrupted: row.entry === interrupted?.entry,
        ended: ended?.find((last) => last.entry === row.entry)?.statement ?? 0,
      });
    }
    const heard = list.filter((row) => row.status === "heard").length;
    setText(count, t("list.count", { waiting: waiting.length, heard }));
    show(closed, meeting.list_closed);
    const over = why || (meeting.closed ? t("meeting.closed") : "");
    allow(inscribe, over || (meeting.list_closed ? t("why.list-closed") : ""));
    this.renderSwitch(meeting.list_closed, over);
    this.placeOnce();
  }

  /**
   * @param {boolean} isClosed
   * @param {string} why
   */
  renderSwitch(isClosed, why) {
    const button = this.switch;
    if (!button) return;
    setAttr(button, "data-do", isClosed ? "reopen-list" : "close-list");
    setText(need(".button-text", button), isClosed ? t("do.reopen-list") : t("do.close-list"));
    setIcon(need("svg", button), isClosed ? "unlock" : "lock");
    allow(button, why);
  }

  /**
   * Put the lines in the list's order, touching only those out of place.
   * @param {Entry[]} list
   */
  order(list) {
    const { rows, items, pane, acts } = this;
    if (!rows || !items || !pane || !acts) return;
    const top = pane.scrollTop;
    const known = new Set(list.map((row) => row.entry));
    for (const [entry, row] of rows) {
      if (known.has(entry)) continue;
      row.element.remove();
      rows.delete(entry);
    }
    let at = items.firstElementChild;
    for (const { entry } of list) {
      let row = rows.get(entry);
      if (!row) {
        row = new SpeakerRow(entry, acts);
        rows.set(entry, row);
      }
      if (row.element === at) {
        at = at.nextElementSibling;
      } else {
        const focused = row.element.contains(document.activeElement) ? document.activeElement : null;
        items.insertBefore(row.element, at);
        if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
      }
    }
    if (pane.scrollTop !== top) pane.scrollTop = top;
  }

  /** At first the present or next speaker is in view; later the finger decides. */
  placeOnce() {
    if (this.placed || !this.items?.firstElementChild) return;
    this.placed = true;
    const row = this.items.querySelector("[aria-current]") ?? this.items.querySelector("[data-next]");
    // Only the pane scrolls; where the whole page does, the stage stays in view.
    const { pane } = this;
    if (!(row instanceof HTMLElement) || !pane || pane.scrollHeight <= pane.clientHeight) return;
    pane.scrollTop += row.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  }
}

/** @param {Entry} row */
function isReply({ kind }) {
  return kind === "right-of-reply" || kind === "second-right-of-reply";
}

/** @param {import("./types.js").Meeting} meeting */
function stopped(meeting) {
  if (meeting.closed) return t("meeting.closed");
  return meeting.suspended ? t("meeting.suspended") : "";
}
