/**
 * <speakers-list>: the list of speakers and what can be done to it.
 *
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").State} State
 * @typedef {import("./commands.js").Commands} Commands
 * @typedef {import("./list-match.js").Filter} Filter
 * @typedef {import("./speaker-row.js").RowView} RowView
 *
 * @typedef {object} ListActs
 * @property {(row: Entry) => Promise<unknown>} give
 * @property {() => void} inscribe
 * @property {(text: string) => void} tell
 */
import { actButton } from "./act-button.js";
import { allow, h, need, setAttr, setText, show } from "./dom.js";
import { setIcon } from "./icons.js";
import { t } from "./i18n.js";
import { ListFound } from "./list-found.js";
import { ListLines } from "./list-lines.js";
import { countsOf, shownOf } from "./list-match.js";
import { dropOf, lastsOf, stepOf, waitingOf } from "./list-order.js";
import { ListTools } from "./list-tools.js";
import { ListView } from "./list-view.js";
import { linkReason } from "./reasons.js";
import { RowDrag } from "./row-drag.js";
import { RowFocus } from "./row-focus.js";
import { countText } from "./words.js";

const seatName = (/** @type {string} */ seat) => t("seat.numbered", { seat });

export class SpeakersList extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {ListActs} acts
   */
  connect(store, commands, acts) {
    this.store = store;
    this.commands = commands;
    this.tell = acts.tell;
    this.open = "";
    this.placed = false;
    this.narrowed = false;
    /** @type {{scroll: number, seen: [HTMLElement, number][]}|null} where the list was before it was narrowed */
    this.left = null;
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
      reopen: (statement) => commands.send("reopen", { statement }),
      state: () => store.state,
      amend: (entry, fields, holds) => commands.send("amend", { entry, ...fields }, holds),
      editing: (entry) => {
        const line = this.lines?.row(entry)?.element;
        this.draw(line);
        if (line) this.view?.show(line);
      },
    };
    this.count = h("p", { class: "list-count" });
    this.closed = h("p", { class: "chip list-closed" }, t("list.closed"));
    this.inscribe = actButton("inscribe", "plus", t("do.inscribe"), acts.inscribe);
    this.switch = actButton("list-toggle", "lock", "", () => this.toggleList(), "quiet");
    this.tools = new ListTools(() => this.narrow());
    this.found = new ListFound(() => this.tools?.showAll());
    this.sample = h("p", { class: "list-sample", id: "sample" }, t("sample.note"));
    this.items = h("ol", { class: "rows", id: "rows" });
    this.live = h("p", { class: "hidden-words", role: "status" });
    this.pane = h(
      "div",
      { class: "list-pane", role: "region", "aria-label": t("list.heading") },
      this.found.element,
      this.sample,
      this.items,
    );
    this.append(
      h(
        "div",
        { class: "list-head" },
        h("div", { class: "list-title" }, h("h2", {}, t("list.heading")), this.closed, this.count),
        h("div", { class: "list-acts" }, this.inscribe, this.switch, this.tools.toggle),
        this.tools.search,
        this.tools.segments,
      ),
      this.pane,
      this.live,
    );
    this.view = new ListView(this.pane, this.items, this.previousElementSibling);
    this.drag = new RowDrag(this.items, this.view, {
      refuse: () => linkReason(store) || this.whyDrag(),
      waiting: () => this.waiting(),
      drop: (held, entry, place) => this.drop(held, entry, place),
      released: (clear, line) => this.draw(line, clear),
      announce: (text) => this.announce(text),
      tell: acts.tell,
    });
    this.focusing = new RowFocus(this.items, this.view);
    this.lines = new ListLines(this.items, this.acts, (row) => this.lost(row));
    this.items.addEventListener("click", (e) => this.guard(e), true);
  }

  /** Let the keyboard search, from anywhere on the console. */
  focusSearch() {
    this.tools?.focus();
  }

  /**
   * Show one kind of lines.
   * @param {Filter} name
   */
  setFilter(name) {
    this.tools?.choose(name);
  }

  /** Open the line of who speaks next. */
  openNext() {
    const entry = this.waiting()[0]?.entry;
    if (!entry || this.drag?.holds) return;
    if (this.open !== entry) this.toggle(entry);
    this.goTo(entry);
  }

  /**
   * Show what was just inscribed.
   * @param {string} entry
   */
  reveal(entry) {
    if (this.lines?.row(entry)?.element.hidden) this.tools?.showAll();
    this.goTo(entry);
    this.lines?.row(entry)?.welcome();
  }

  /** @param {string} entry */
  goTo(entry) {
    const row = this.lines?.row(entry);
    if (!row) return;
    this.view?.show(row.element);
    row.head.focus({ preventScroll: true });
  }

  /** @param {string} entry */
  find(entry) {
    return this.store?.state?.list.find((row) => row.entry === entry);
  }

  waiting() {
    return waitingOf(this.store?.state?.list ?? []);
  }

  /** Among some of the lines no place can be meant for certain. */
  whyDrag() {
    const { tools } = this;
    if (!tools || (tools.query === "" && (tools.filter === "all" || tools.filter === "waiting"))) return "";
    return t("drag.searching");
  }

  /** @param {string} entry */
  toggle(entry) {
    if (this.drag?.holds) return;
    this.open = this.open === entry ? "" : entry;
    const row = this.lines?.row(entry);
    this.draw(row?.element);
    if (this.open && row) this.view?.show(row.element);
  }

  async toggleList() {
    await this.commands?.send(this.switch?.dataset.do ?? "");
  }

  /**
   * @param {string} entry
   * @param {"first"|"up"|"down"|"last"} to
   */
  async move(entry, to) {
    const move = stepOf(this.store?.state?.list ?? [], entry, to);
    if (!move) return;
    await this.commands?.send("move", { ...move });
    // The row that was moved stays in view: it is the one being looked at.
    const row = this.lines?.row(entry);
    if (row) this.view?.show(row.element);
  }

  /**
   * A line was let go over a place in the list as it was when it was lifted.
   * What is sent is checked against the list as it is now, and bound to that.
   * @param {Entry[]} held
   * @param {string} entry
   * @param {number} place
   */
  async drop(held, entry, place) {
    const { move, why } = dropOf(held, this.store?.state?.list ?? [], entry, place);
    const { delegation = "" } = held.find((row) => row.entry === entry) ?? {};
    if (why === "gone") this.tell?.(t("drag.gone", { delegation }));
    if (why === "changed") this.tell?.(t("drag.changed"));
    if (!move) return false;
    const outcome = await this.commands?.send("move", { ...move });
    if (outcome?.ok) this.announce(t("drag.moved", { delegation }));
    return outcome?.ok ?? false;
  }

  /** @param {string} text */
  announce(text) {
    if (this.live) setText(this.live, text);
  }

  /**
   * A tap on what has only just come under the finger is not meant for it. The
   * keyboard does not aim at a place.
   * @param {MouseEvent} e
   */
  guard(e) {
    const early = e.target instanceof Element && e.target.closest('[data-settled="false"]');
    if (!early || e.detail === 0) return;
    e.preventDefault();
    e.stopPropagation();
  }

  render() {
    const { store, count, closed, inscribe } = this;
    if (!store?.state || !count || !closed || !inscribe) return;
    const { list, meeting } = store.state;
    const why = linkReason(store);
    if (this.sample) show(this.sample, meeting.sample === true && !this.narrowed);
    const counts = countsOf(list);
    setText(count, countText(counts.waiting, counts.heard));
    show(closed, meeting.list_closed);
    const over = why || (meeting.closed ? t("meeting.closed") : "");
    allow(inscribe, over || (meeting.list_closed ? t("why.list-closed") : ""));
    this.renderSwitch(meeting.list_closed, over);
    this.tools?.render(counts);
    // While a line is lifted nothing moves under the finger; it is drawn after.
    if (!this.drag?.holds) this.draw();
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
   * Draw the lines as they are now, where that differs, and keep the place.
   * @param {HTMLElement|null} [line] what must not move
   * @param {() => void} [also] what changes at the same moment
   */
  draw(line, also) {
    const { store, view } = this;
    if (!store?.state || !view) return;
    const { list } = store.state;
    const views = this.views(store.state);
    const shown = this.shown(list);
    if (also || !this.lines?.stand(list, views, shown)) {
      const moved = view.keep(() => {
        also?.();
        this.write(list, views, shown);
      }, line);
      for (const el of moved) this.lines?.at(el)?.unsettle();
    }
    this.placeOnce();
  }

  /** Somebody looks for something else: that is seen from its beginning. */
  narrow() {
    const { store, tools, view, pane } = this;
    if (!store?.state || !tools || !view || !pane) return;
    const { list } = store.state;
    const before = view.seen();
    if (tools.narrows && !this.narrowed) this.left = { scroll: pane.scrollTop, seen: [...before] };
    const open = this.lines?.row(this.open ?? "");
    const found = shownOf(list, tools.filter, tools.query, seatName).shown;
    if (!found.has(this.open ?? "") && !open?.drawer?.editor) this.open = "";
    const ended = this.narrowed && !tools.narrows;
    this.narrowed = tools.narrows;
    if (this.items) setAttr(this.items, "data-narrowed", this.narrowed);
    this.write(list, this.views(store.state), this.shown(list));
    if (view.paneScrolls && tools.narrows) pane.scrollTop = 0;
    if (ended) this.goBack();
    this.render();
    for (const el of view.movedSince(before)) this.lines?.at(el)?.unsettle();
  }

  /** Everybody is shown again: at the open line, else where it was before. */
  goBack() {
    const { view, pane } = this;
    const open = this.lines?.row(this.open ?? "");
    if (!view || !pane) return;
    if (open) view.show(open.element);
    else if (view.paneScrolls && this.left) {
      pane.scrollTop = this.left.scroll;
      const [line, top] = this.left.seen.find(([el]) => el.isConnected) ?? [];
      if (line && top !== undefined) view.scroll(line.getBoundingClientRect().top - top);
    }
  }

  /**
   * Which lines are shown. What is open is not taken away under the finger.
   * @param {Entry[]} list
   */
  shown(list) {
    const { tools, found } = this;
    const waiting = waitingOf(list)[0];
    const { shown, found: count } = shownOf(list, tools?.filter ?? "all", tools?.query ?? "", seatName);
    const focused = this.items?.contains(document.activeElement) ? document.activeElement?.closest(".row") : null;
    if (focused instanceof HTMLElement && !focused.hidden) shown.add(focused.dataset.entry ?? "");
    if (this.open) shown.add(this.open);
    const floor = list.find((row) => row.status === "speaking");
    const hidden = (/** @type {Entry|undefined} */ row) => (row && !shown.has(row.entry) ? row : undefined);
    const narrows = tools?.narrows ?? false;
    found?.render(tools?.query ?? "", count, hidden(floor), hidden(waiting));
    if (found)
      show(found.element, narrows && (tools?.query !== "" || count === 0 || Boolean(hidden(floor) || hidden(waiting))));
    return shown;
  }

  /**
   * @param {State} state
   * @returns {RowView[]}
   */
  views({ list, meeting, floor, interrupted, ended }) {
    const why = this.store ? linkReason(this.store) : "";
    const whyGive = why || (floor ? t("why.floor-held", { delegation: floor.delegation }) : stopped(meeting));
    const whyDrag = this.whyDrag();
    const waiting = waitingOf(list);
    const lasts = lastsOf(waiting);
    return list.map((row) => ({
      row,
      why,
      whyGive,
      whyDrag: row.status === "waiting" ? whyDrag : "",
      open: this.open === row.entry,
      next: row.entry === waiting[0]?.entry,
      first: row.entry === waiting[0]?.entry,
      last: lasts.includes(row.entry),
      interrupted: row.entry === interrupted?.entry,
      ended: ended?.find((last) => last.entry === row.entry)?.statement ?? 0,
    }));
  }

  /**
   * @param {Entry[]} list
   * @param {RowView[]} views
   * @param {Set<string>} shown
   */
  write(list, views, shown) {
    this.lines?.write(list, views, shown);
    const line = (/** @type {string} */ name) =>
      /** @type {HTMLElement|null} */ (this.items?.querySelector(`.row[${name}]:not([hidden])`) ?? null);
    this.focusing?.keep(line("aria-current") ?? line("data-next"));
  }

  /**
   * A line is no longer on the list.
   * @param {import("./speaker-row.js").SpeakerRow} row
   */
  lost(row) {
    if (this.open === row.entry) this.open = "";
    if (row.editing) this.tell?.(t("edit.gone", { delegation: row.name.textContent ?? "" }));
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

/** @param {import("./types.js").Meeting} meeting */
function stopped(meeting) {
  if (meeting.closed) return t("meeting.closed");
  return meeting.suspended ? t("meeting.suspended") : "";
}
