/**
 * The room's machines in the sheet of the lights: those that somebody should look after
 * first, the others behind one line, and what updates old ones.
 *
 * @import { MachineNow, Machines, State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Store } from "../../link/store.js"
 * @typedef {ReturnType<typeof heaps>["needy"]} Heap
 */
import { t } from "../../base/i18n.js";
import { whenText } from "../../base/when.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, need, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { linkReason } from "../../link/link-look.js";
import { canUpdate, heaps, isAskedWithAll, wantsUpdate } from "./machine-look.js";
import { COLUMNS, MachineRow } from "./machine-row.js";
import { updateQuestion } from "./update-question.js";

const MINUTE_MS = 60_000;

export class MachinesView {
  /**
   * @param {Store} store
   * @param {(question: Question) => void} ask
   * @param {() => void} look ask again how they do
   */
  constructor(store, ask, look) {
    this.store = store;
    this.ask = ask;
    this.look = look;
    /** @type {Map<string, MachineRow>} */
    this.rows = new Map();
    /** @type {Machines|null} */
    this.machines = null;
    /** @type {Date|null} when that was read */
    this.read = null;
    this.failed = false;
    /** @type {boolean|null} null until it is known whether one is needy */
    this.unfolded = null;
    this.times = 0; // that something was told
    this.sortedOf = "";
    this.drawnOf = "";
    this.sorted = heaps([], Number.NaN);
    this.summary = h("p", { class: "seats-summary", role: "status" });
    this.why = h("p", { class: "seats-why muted" });
    this.all = actButton("update-all", "import", t("do.update-all"), () => this.askUpdate(null));
    this.said = h("p", { class: "machines-said", role: "status" });
    this.unread = h("p", { class: "machines-unread", id: "machines-unread" });
    this.well = h(
      "button",
      { type: "button", class: "machine-open", id: "machines-well", "aria-expanded": "false" },
      icon("chevron"),
      h("span", { class: "button-text" }),
    );
    this.well.addEventListener("click", () => this.unfold(this.well.getAttribute("aria-expanded") !== "true"));
    const heading = h("th", { scope: "rowgroup", role: "rowheader", colspan: COLUMNS.length + 3 }, this.well);
    this.others = h("tbody", { class: "machines-well", role: "rowgroup" }, h("tr", { role: "row" }, heading));
    this.head = h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        columnHead(t("machines.machine")),
        columnHead(t("machines.state")),
        ...COLUMNS.map(([fact]) => columnHead(t(`machines.${fact}`))),
        h("th", { scope: "col", role: "columnheader" }, h("span", { class: "hidden-words" }, t("do.update"))),
      ),
    );
    this.table = h(
      "table",
      { class: "machines", role: "table", "aria-label": t("machines.heading") },
      this.head,
      this.others,
    );
    this.none = h("p", { class: "muted", id: "machines-none" }, t("machines.none"));
    this.element = h(
      "div",
      { class: "machines-view" },
      h("div", { class: "seats-top" }, h("div", {}, this.summary, this.why), this.all),
      this.said,
      this.unread,
      this.table,
      this.none,
    );
  }

  /** Of whoever is signed out nothing stays. */
  forget() {
    this.machines = null;
    this.read = null;
    this.failed = false;
    this.times++;
    this.begin();
    for (const row of this.rows.values()) row.element.remove();
    this.rows.clear();
  }

  /** Somebody opens the sheet: what was said and unfolded there before is over. */
  begin() {
    setText(this.said, "");
    this.unfolded = null;
    for (const row of this.rows.values()) row.unfold(false);
  }

  /** @param {Machines|null} machines null where they could not be read */
  tell(machines) {
    this.times++;
    this.failed = machines === null;
    if (!machines) return;
    this.machines = machines;
    this.read = this.store.wall();
  }

  /** @param {boolean} open */
  unfold(open) {
    this.unfolded = open;
    this.render();
  }

  /** What is wrong changes with what is told, and with the clock no sooner than in a minute. */
  heaps() {
    const now = this.store.wall()?.getTime() ?? Number.NaN;
    const of = `${this.times} ${Math.floor(now / MINUTE_MS)}`;
    if (of !== this.sortedOf) {
      this.sortedOf = of;
      this.sorted = heaps(this.machines?.machines ?? [], now);
    }
    return this.sorted;
  }

  /** How many somebody should look after. */
  get needy() {
    return this.heaps().needy.length;
  }

  /** Lights report many times a second; nothing is drawn anew for that. */
  render() {
    const { state } = this.store;
    if (!state) return;
    const { needy, well } = this.heaps();
    // Once, so that nothing is folded away under a finger.
    if (this.machines) this.unfolded ??= needy.length === 0;
    const why = this.whyNot(state);
    const of = JSON.stringify([this.sortedOf, this.unfolded, state.role, why]);
    if (of === this.drawnOf) return;
    this.drawnOf = of;
    this.renderTop(state, needy.length);
    const may = { chair: state.role === "chair" && Boolean(this.machines?.packages), why };
    this.leaveOut([...needy, ...well].map(({ machine }) => keyOf(machine)));
    show(this.others, needy.length > 0 && well.length > 0);
    setText(need(".button-text", this.well), t("machines.well", { count: well.length }));
    setAttr(this.well, "aria-expanded", String(this.unfolded === true));
    arrange(this.table, [
      this.head,
      ...this.renderHeap(needy, may, true),
      this.others,
      ...this.renderHeap(well, may, this.unfolded === true),
    ]);
  }

  /**
   * @param {Heap} heap
   * @param {{chair: boolean, why: string}} may
   * @param {boolean} shown what is folded is not written
   */
  renderHeap(heap, may, shown) {
    const now = this.store.wall();
    return heap.map(({ machine, troubles }) => {
      const row = this.row(machine);
      if (shown) row.render(machine, troubles, now, may);
      show(row.element, shown);
      return row.element;
    });
  }

  /**
   * @param {State} state
   * @param {number} needy
   */
  renderTop(state, needy) {
    const { machines, all, why, failed, read } = this;
    const known = machines?.machines ?? [];
    const count = known.length;
    const look = needy > 0 ? t("machines.needy", { count: needy }) : t("machines.all-well");
    setText(this.summary, count > 0 ? `${t("machines.count", { count })} · ${look}` : "");
    show(this.none, machines !== null && count === 0);
    show(this.table, count > 0);
    const since = read ? t("machines.unread.since", { when: whenText(read, this.store.wall(), true) }) : "";
    setText(this.unread, failed ? `${t("machines.unread")} ${since}`.trim() : "");
    show(this.unread, failed);
    const wanting = known.some(wantsUpdate);
    const chair = state.role === "chair" && Boolean(machines?.packages);
    const old = known.some((machine) => machine.old);
    const some = known.some((machine) => isAskedWithAll(machine) && canUpdate(machine));
    const not = this.whyNot(state) || (some || !old ? "" : t("machines.none-updatable"));
    show(all, chair && old);
    allow(all, not);
    setAttr(all, "title", null); // said beside it
    if (!wanting) setText(why, "");
    else if (state.role !== "chair") setText(why, t("machines.chair-alone"));
    else setText(why, chair ? not : t("machines.no-packages"));
  }

  /**
   * Why no machine is updated now, whichever it is.
   * @param {State} state
   */
  whyNot({ floor, interrupted }) {
    const held = floor ?? interrupted;
    return linkReason(this.store) || (held ? t("machines.held", { delegation: held.delegation }) : "");
  }

  /** @param {MachineNow} machine */
  row(machine) {
    const key = keyOf(machine);
    let row = this.rows.get(key);
    if (!row) {
      row = new MachineRow((one) => this.askUpdate(one));
      this.rows.set(key, row);
    }
    return row;
  }

  /** @param {string[]} keys of those that are known still */
  leaveOut(keys) {
    const known = new Set(keys);
    for (const [key, row] of this.rows) {
      if (known.has(key)) continue;
      row.element.remove();
      this.rows.delete(key);
    }
  }

  /** @param {MachineNow|null} machine null for all old ones */
  askUpdate(machine) {
    const { machines, said } = this;
    if (!machines) return;
    setText(said, "");
    const count = machine ? 1 : machines.machines.filter(isAskedWithAll).length;
    const asked = (/** @type {number} */ some) => {
      setText(said, t("machines.asked", { count: some }));
      this.look();
    };
    this.ask(updateQuestion(machine, count, machines.packages, asked));
  }
}

/** @param {MachineNow} machine */
function keyOf({ id, host }) {
  return `${id} ${host}`;
}

/** @param {string} text */
function columnHead(text) {
  return h("th", { scope: "col", role: "columnheader" }, text);
}

/**
 * Put the parts into their order, and move none that stands right.
 * @param {HTMLElement} table
 * @param {HTMLElement[]} parts
 */
function arrange(table, parts) {
  const held = document.activeElement;
  for (const [i, part] of parts.entries()) {
    if (table.children[i] !== part) table.insertBefore(part, table.children[i] ?? null);
  }
  if (held instanceof HTMLElement && held !== document.activeElement && table.contains(held)) {
    held.focus({ preventScroll: true });
  }
}
