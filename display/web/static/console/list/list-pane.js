/**
 * The pane with the lines of the list: which of them are in sight, and where it
 * stands. What is looked at stays while others change the list, and nothing
 * moves while a line is lifted; whoever looks for somebody sees what was found
 * from its beginning, and comes back to where the list was before.
 *
 * @import { Entry, State } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 * @import { Landing } from "./lifted-line.js"
 * @import { ListTools } from "./list-tools.js"
 * @import { RowActs } from "./row-drawer.js"
 * @import { RowView, SpeakerRow } from "./speaker-row.js"
 *
 * @typedef {Omit<RowActs, "open"|"editing">} LineActs
 * @typedef {LineActs & Landing & {tell: (text: string) => void, bring: () => void}} PaneActs
 */
import { language, t } from "../../base/i18n.js";
import { meantBy } from "../../base/suggest.js";
import { actButton } from "../../kit/act-button.js";
import { h, keepFocus, setAttr, show } from "../../kit/dom.js";
import { linkReason } from "../../link/link-look.js";
import { getStates } from "../../link/states.js";
import { ListFollow } from "./list-follow.js";
import { ListFound } from "./list-found.js";
import { ListLines } from "./list-lines.js";
import { shownOf } from "./list-match.js";
import { waitingOf } from "./list-order.js";
import { ListView } from "./list-view.js";
import { RowDrag } from "./row-drag.js";
import { RowFocus } from "./row-focus.js";
import { viewsOf } from "./row-views.js";

const seatName = (/** @type {string} */ seat) => t("seat.numbered", { seat });

export class ListPane {
  /**
   * @param {Store} store
   * @param {ListTools} tools
   * @param {PaneActs} acts
   * @param {Element|null} above as for ListView
   */
  constructor(store, tools, acts, above) {
    this.store = store;
    this.tools = tools;
    this.tell = acts.tell;
    this.open = ""; // the entry whose line is open
    this.narrowed = false;
    /** @type {import("../../base/suggest.js").Table|undefined} what States are called, once somebody looks for one */
    this.states = undefined;
    /** @type {{scroll: number, seen: [HTMLElement, number][]}|null} where the list was before it was narrowed */
    this.left = null;
    this.found = new ListFound(() => this.showAll());
    this.sample = h("p", { class: "list-sample", id: "sample" }, t("sample.note"));
    const bring = actButton("import-empty", "import", t("import.choose"), acts.bring);
    this.empty = h(
      "div",
      { class: "list-empty" },
      h("p", { class: "by-mouse" }, t("import.empty")),
      h("p", { class: "by-finger" }, t("import.empty.tap")),
      bring,
    );
    this.items = h("ol", { class: "rows", id: "rows" });
    this.element = h(
      "div",
      { class: "list-pane", role: "region", "aria-label": t("list.heading") },
      this.found.element,
      this.sample,
      this.empty,
      this.items,
    );
    this.view = new ListView(this.element, this.items, above);
    this.following = new ListFollow(this.view, () => this.draw());
    this.items.before(this.following.fold);
    // It hears a key before RowFocus does: what moves a lifted line does not also move the focus.
    this.drag = new RowDrag(this.items, this.view, {
      refuse: () => linkReason(store) || this.whyDrag,
      waiting: () => waitingOf(store.state?.list ?? []),
      drop: acts.drop,
      released: (clear, line) => this.draw(line, clear),
      announce: acts.announce,
      tell: acts.tell,
    });
    this.focusing = new RowFocus(this.items, this.view);
    const rowActs = {
      ...acts,
      open: (/** @type {string} */ entry) => this.toggle(entry),
      editing: (/** @type {string} */ entry) => {
        this.draw(this.lines.row(entry)?.element);
        this.show(entry);
      },
    };
    this.lines = new ListLines(this.items, rowActs, (row) => this.lost(row));
  }

  /** Among some of the lines no place can be meant for certain. */
  get whyDrag() {
    const { query, filter } = this.tools;
    return query === "" && (filter === "all" || filter === "waiting") ? "" : t("drag.searching");
  }

  /** @param {string} entry */
  toggle(entry) {
    if (this.drag.holds) return;
    this.open = this.open === entry ? "" : entry;
    this.draw(this.lines.row(entry)?.element);
    if (this.open) this.show(entry);
  }

  /** Open the line of who speaks next. */
  openNext() {
    const entry = waitingOf(this.store.state?.list ?? [])[0]?.entry;
    if (!entry || this.drag.holds) return;
    if (this.open !== entry) this.toggle(entry);
    this.goTo(entry);
  }

  /**
   * Show what was just inscribed.
   * @param {string} entry
   */
  reveal(entry) {
    if (this.lines.row(entry)?.element.hidden) this.tools.showAll();
    this.goTo(entry);
    this.lines.row(entry)?.welcome();
  }

  /** Nobody is looked for any more; the keyboard goes on where it looked, or in the list. */
  showAll() {
    const line = () => this.focusing.line?.querySelector(".row-head");
    const { input } = this.tools;
    keepFocus(
      this.found.element,
      () => this.tools.showAll(),
      () => (input.getClientRects().length > 0 ? input : line()),
    );
  }

  /** @param {string} entry */
  goTo(entry) {
    this.show(entry);
    this.lines.row(entry)?.head.focus({ preventScroll: true });
  }

  /** @param {string} entry */
  show(entry) {
    const row = this.lines.row(entry);
    if (row) this.view.show(row.element);
  }

  render() {
    const { state } = this.store;
    if (!state) return;
    show(this.sample, state.meeting.sample);
    show(this.empty, state.list.length === 0 || state.meeting.sample);
    // While a line is lifted nothing moves under the finger; it is drawn after.
    if (!this.drag.holds) this.draw();
  }

  /**
   * Change what stands above the lines; those that are looked at keep their place.
   * @param {() => void} change
   */
  keep(change) {
    this.view.keep(change);
  }

  /**
   * Draw the lines as they are now, where that differs, and keep the place.
   * @param {HTMLElement|null} [line] what must not move
   * @param {() => void} [also] what changes at the same moment
   */
  draw(line, also) {
    const { store, lines, view, following } = this;
    if (!store.state) return;
    const { list } = store.state;
    const views = this.views(store.state);
    const shown = this.shown(list);
    const { follows } = this;
    if (!also && lines.stand(list, views, shown) && !(follows && following.away)) return;
    const before = view.seen();
    view.keep(() => {
      also?.();
      this.write(list, views, shown);
    }, line);
    if (follows) following.follow();
    else following.away = true;
    lines.unsettle(view.movedSince(before));
    following.stand();
  }

  /** Nobody is in the list, looks for somebody, or has a line open. */
  get follows() {
    return this.following.rests && !this.drag.holds && !this.tools.narrows && this.open === "";
  }

  /**
   * Somebody looks for something else: that is seen from its beginning.
   * @param {() => void} also draws what else on the page tells of it
   */
  narrow(also) {
    const { store, tools, view, element } = this;
    if (!store.state) return;
    const { list } = store.state;
    const before = view.seen();
    if (tools.narrows && !this.narrowed) this.left = { scroll: element.scrollTop, seen: [...before] };
    const found = shownOf(list, tools.filter, tools.query, seatName, this.known).shown;
    // An edit that was begun is not closed by looking for somebody else.
    if (!found.has(this.open) && !this.lines.row(this.open)?.drawer?.editor) this.open = "";
    this.following.touch();
    const ended = this.narrowed && !tools.narrows;
    this.narrowed = tools.narrows;
    setAttr(this.items, "data-narrowed", this.narrowed);
    this.write(list, this.views(store.state), this.shown(list));
    if (view.paneScrolls && tools.narrows) element.scrollTop = 0;
    if (ended) this.goBack();
    also();
    this.lines.unsettle(view.movedSince(before));
  }

  /** Everybody is shown again: at the open line, else where it was before. */
  goBack() {
    const { view, element, left } = this;
    if (this.lines.row(this.open)) {
      this.show(this.open);
    } else if (view.paneScrolls && left) {
      element.scrollTop = left.scroll;
      const [line, top] = left.seen.find(([el]) => el.isConnected) ?? [];
      if (line && top !== undefined) view.scroll(line.getBoundingClientRect().top - top);
    }
  }

  /**
   * Which lines are shown. What is open is not taken away under the finger.
   * @param {Entry[]} list
   */
  shown(list) {
    const { tools, items } = this;
    const { shown, found } = shownOf(list, tools.filter, tools.query, seatName, this.known);
    const focused = items.contains(document.activeElement) ? document.activeElement?.closest(".row") : null;
    if (focused instanceof HTMLElement && !focused.hidden) shown.add(focused.dataset.entry ?? "");
    if (this.open) shown.add(this.open);
    this.found.render(tools, list, shown, found);
    this.following.hide(list, shown, tools.narrows);
    if (this.open) shown.add(this.open);
    return shown;
  }

  /** What is known beside the lines of the list. */
  get known() {
    const { query } = this.tools;
    if (query && !this.states) this.askStates();
    return { meeting: this.store.state?.meeting, meant: query && this.states ? meantBy(query, this.states) : "" };
  }

  /** Whoever looks for somebody may write a State as people do. */
  async askStates() {
    this.states = { names: {}, habits: {} };
    this.states = (await getStates(language())) ?? undefined;
    if (this.states) this.draw();
  }

  /** @param {State} state */
  views(state) {
    return viewsOf(state, this.open, linkReason(this.store), this.whyDrag);
  }

  /**
   * @param {Entry[]} list
   * @param {RowView[]} views
   * @param {Set<string>} shown
   */
  write(list, views, shown) {
    this.lines.write(list, views, shown);
    this.following.render(this.tools.narrows);
    const line = (/** @type {string} */ name) =>
      /** @type {HTMLElement|null} */ (this.items.querySelector(`.row[${name}]:not([hidden])`));
    this.focusing.keep(line("aria-current") ?? line("data-next"));
  }

  /**
   * A line is no longer on the list.
   * @param {SpeakerRow} row
   */
  lost(row) {
    if (this.open === row.entry) this.open = "";
    if (row.editing) this.tell(t("edit.gone", { delegation: row.name.textContent ?? "" }));
  }

  /** At each frame. */
  frame() {
    const { following, store } = this;
    if (this.open) this.lines.row(this.open)?.drawer?.frame(store.due);
    if (!following.away) return;
    store.due.in(following.left);
    if (this.follows) this.draw();
  }
}
