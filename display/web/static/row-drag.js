/**
 * Moving a line of the list by its handle: with a finger, a mouse or the
 * keyboard. While one is lifted the list stands still, whatever others do; the
 * drop is one command, and leaving it changes nothing.
 *
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./list-view.js").ListView} ListView
 *
 * @typedef {object} Dragging what the list does for it
 * @property {(entry: string) => string} refuse why it cannot be moved now; empty if it can
 * @property {() => Entry[]} waiting those who wait, in the order that is shown
 * @property {(held: Entry[], entry: string, place: number) => Promise<boolean>} drop true if it was moved
 * @property {(clear: () => void, line: HTMLElement) => void} released draw what was held back, with `clear`
 * @property {(text: string) => void} announce for who does not see it
 * @property {(text: string) => void} tell for everybody
 *
 * @typedef {object} Lifted
 * @property {string} entry
 * @property {HTMLElement} line
 * @property {HTMLElement} handle
 * @property {Entry[]} held
 * @property {HTMLElement[]} lines
 * @property {MakingRoom} room
 * @property {number} place
 * @property {number} own
 * @property {boolean} byKey
 * @property {number} grip from the line's upper edge to the finger
 * @property {number} y where the finger is
 * @property {boolean} falling it was let go
 */
import { h, setAttr, setVar } from "./dom.js";
import { t } from "./i18n.js";
import { placesOf } from "./list-order.js";
import { MakingRoom } from "./making-room.js";

const SLOP_PX = 6; // a finger that only taps trembles
const EDGE_PX = 72;
const FASTEST_PX = 16; // a frame
const SETTLE_MS = 170;

export class RowDrag {
  /**
   * @param {HTMLElement} items
   * @param {ListView} view
   * @param {Dragging} list
   */
  constructor(items, view, list) {
    this.items = items;
    this.view = view;
    this.list = list;
    /** @type {Lifted|null} */
    this.lifted = null;
    /** @type {{entry: string, handle: HTMLElement, id: number, x: number, y: number, why: string}|null} */
    this.pressed = null;
    this.swallow = false;
    this.slot = h("li", { class: "row-slot", "aria-hidden": "true" });
    items.addEventListener("pointerdown", (e) => this.press(e));
    items.addEventListener("pointermove", (e) => this.follow(e));
    items.addEventListener("pointerup", (e) => this.letGo(e));
    items.addEventListener("pointercancel", (e) => this.lose(e));
    items.addEventListener("lostpointercapture", (e) => this.lose(e));
    items.addEventListener("keydown", (e) => this.key(e));
    items.addEventListener("focusout", () => {
      if (this.lifted?.byKey) this.leave();
    });
    items.addEventListener("contextmenu", (e) => {
      if (handleOf(e)) e.preventDefault(); // a long press is the beginning of a drag
    });
    // The click that follows a drag is none.
    items.addEventListener(
      "click",
      (e) => {
        if (!this.swallow || e.detail === 0 || !handleOf(e)) return;
        e.preventDefault();
        e.stopPropagation();
      },
      true,
    );
    addEventListener(
      "keydown",
      (e) => {
        if (e.key !== "Escape" || !this.lifted || this.lifted.byKey) return;
        e.preventDefault();
        e.stopPropagation();
        this.leave();
      },
      true,
    );
  }

  /** True while the list must stand still. */
  get holds() {
    return this.lifted !== null;
  }

  /** @param {PointerEvent} e */
  press(e) {
    this.swallow = false;
    const handle = handleOf(e);
    if (!handle || e.button !== 0 || !e.isPrimary || this.lifted || handle.dataset.settled === "false") return;
    const entry = handle.closest(".row")?.getAttribute("data-entry") ?? "";
    handle.setPointerCapture(e.pointerId);
    this.pressed = { entry, handle, id: e.pointerId, x: e.clientX, y: e.clientY, why: this.list.refuse(entry) };
  }

  /** @param {PointerEvent} e */
  follow(e) {
    const { pressed } = this;
    if (pressed?.id !== e.pointerId) return;
    const far = Math.max(Math.abs(e.clientY - pressed.y), Math.abs(e.clientX - pressed.x));
    if (!this.lifted && far >= SLOP_PX && pressed.why) {
      this.list.tell(pressed.why);
      this.pressed = null;
      this.swallow = true;
    } else if (!this.lifted && far >= SLOP_PX) {
      this.lift(pressed.entry, pressed.handle, pressed.y);
      if (this.lifted) requestAnimationFrame(() => this.crawl());
    }
    if (!this.lifted || this.lifted.falling) return;
    this.lifted.y = e.clientY;
    this.hold();
  }

  /** @param {PointerEvent} e */
  letGo(e) {
    if (this.pressed?.id !== e.pointerId) return;
    this.pressed = null;
    this.swallow = this.lifted !== null;
    if (this.lifted) this.drop();
  }

  /** @param {PointerEvent} e */
  lose(e) {
    if (this.pressed?.id === e.pointerId) this.leave();
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const handle = handleOf(e);
    if (!handle || e.altKey || e.ctrlKey || e.metaKey) return;
    const { lifted } = this;
    if (!lifted) {
      if (e.key !== " " && e.key !== "Enter") return;
      const entry = handle.closest(".row")?.getAttribute("data-entry") ?? "";
      e.preventDefault();
      const why = this.list.refuse(entry);
      if (why) this.list.tell(why);
      else if (!e.repeat) this.lift(entry, handle, null);
      return;
    }
    const to = { ArrowUp: lifted.place - 1, ArrowDown: lifted.place + 1, Home: 0, End: lifted.room.most }[e.key];
    if (e.key === "Tab") return; // the focus goes, and with it the line is left
    e.preventDefault();
    e.stopPropagation();
    if (lifted.falling) return;
    if (e.key === "Escape") this.leave();
    else if ((e.key === " " || e.key === "Enter") && !e.repeat) this.drop();
    else if (to !== undefined) this.put(Math.max(0, Math.min(lifted.room.most, to)));
  }

  /**
   * @param {string} entry
   * @param {HTMLElement} handle
   * @param {number|null} y where the finger took it; null with the keyboard
   */
  lift(entry, handle, y) {
    const line = /** @type {HTMLElement|null} */ (handle.closest(".row"));
    const held = this.list.waiting();
    const { others, own, most } = placesOf(held, entry);
    if (!line || own < 0) return;
    setAttr(line, "data-lifted", y === null ? "keys" : "finger"); // before it is measured: its drawer folds
    const lines = this.view.lines();
    const upper = this.items.getBoundingClientRect().top;
    const places = new Map(others.map((row, place) => [row.entry, place]));
    const spans = lines.map((each) => {
      const { top, height } = each.getBoundingClientRect();
      return { top: top - upper, height, place: places.get(each.dataset.entry ?? "") ?? -1 };
    });
    const at = lines.indexOf(line);
    const room = new MakingRoom(spans, at, own, most);
    const grip = y === null ? 0 : y - upper - room.lifted.top;
    this.lifted = {
      entry,
      line,
      handle,
      held,
      lines,
      room,
      place: own,
      own,
      byKey: y === null,
      grip,
      y: y ?? 0,
      falling: false,
    };
    this.items.append(this.slot);
    setAttr(handle, "aria-pressed", "true");
    this.show(own, 0);
    const { delegation = "" } = held[own] ?? {};
    this.list.announce(t(y === null ? "drag.lifted.keys" : "drag.lifted", { delegation }));
  }

  /** The line follows the finger, and the others make room. */
  hold() {
    const { lifted } = this;
    if (!lifted) return;
    const { room, grip, y } = lifted;
    const upper = this.items.getBoundingClientRect().top;
    const least = room.lifted.top + room.offset(0) - room.lifted.height / 2;
    const most = room.lifted.top + room.offset(room.most) + room.lifted.height / 2;
    const top = Math.max(least, Math.min(most, y - upper - grip));
    const place = room.placeAt(top);
    const other = place !== lifted.place;
    this.show(place, top - room.lifted.top);
    if (other) this.tell();
  }

  /** @param {number} place chosen with the keyboard */
  put(place) {
    const { lifted } = this;
    if (!lifted) return;
    this.show(place, lifted.room.offset(place));
    this.tell();
    // Where it will stand comes into view, not where it is on its way.
    const { top, height } = lifted.room.lifted;
    const at = this.items.getBoundingClientRect().top + top + lifted.room.offset(place);
    const band = this.view.band();
    if (at < band.top + height) this.view.scroll(at - band.top - height);
    else if (at + 2 * height > band.bottom) this.view.scroll(at + 2 * height - band.bottom);
  }

  /**
   * @param {number} place
   * @param {number} offset of the lifted line
   */
  show(place, offset) {
    const { lifted } = this;
    if (!lifted) return;
    const { room, lines, line } = lifted;
    lifted.place = place;
    setVar(line, "--aside", `${offset}px`);
    for (const [i, each] of lines.entries()) {
      const shift = room.shift(i, place);
      // Only what steps aside, or did, is touched: a list may be long.
      if (each !== line && (shift !== 0 || each.hasAttribute("data-aside"))) {
        setVar(each, "--aside", `${shift}px`);
        setAttr(each, "data-aside", true);
      }
    }
    setVar(this.slot, "--top", `${room.lifted.top + room.offset(place)}px`);
    setVar(this.slot, "--tall", `${room.lifted.height}px`);
  }

  /** Say where it would stand. */
  tell() {
    const { lifted } = this;
    if (!lifted) return;
    const { others } = placesOf(lifted.held, lifted.entry);
    const place = lifted.place + 1;
    const before = others[lifted.place];
    const text = before ? t("drag.before", { place, delegation: before.delegation }) : t("drag.end", { place });
    this.list.announce(text);
  }

  /** Near an edge the list comes towards the finger, faster the nearer it is. */
  crawl() {
    const { lifted } = this;
    if (!lifted || lifted.falling || lifted.byKey) return;
    const { top, bottom } = this.view.band();
    const into = Math.min(EDGE_PX, (bottom - top) / 4);
    const near = Math.max(
      -1,
      Math.min(1, Math.min(0, (lifted.y - top - into) / into) + Math.max(0, (lifted.y - bottom + into) / into)),
    );
    if (near !== 0) {
      this.view.scroll(Math.sign(near) * Math.ceil(Math.abs(near) * FASTEST_PX));
      this.hold();
    }
    requestAnimationFrame(() => this.crawl());
  }

  async drop() {
    const { lifted } = this;
    if (!lifted || lifted.falling) return;
    lifted.falling = true;
    const { held, entry, place, own, room, line } = lifted;
    setAttr(line, "data-lifted", "falling");
    this.show(place, room.offset(place));
    const [moved] = await Promise.all([place !== own && this.list.drop(held, entry, place), this.settled()]);
    if (moved) this.release();
    else await this.putBack();
  }

  /** Put it back where it was. */
  async leave() {
    const { lifted } = this;
    if (this.pressed) this.swallow = true; // the finger is still there, and means nothing more
    this.pressed = null;
    if (!lifted || lifted.falling) return;
    lifted.falling = true;
    const { delegation = "" } = lifted.held[lifted.own] ?? {};
    this.list.announce(t("drag.left", { delegation }));
    await this.putBack();
  }

  async putBack() {
    const { lifted } = this;
    if (!lifted) return;
    setAttr(lifted.line, "data-lifted", "falling");
    if (lifted.line.style.getPropertyValue("--aside") !== "0px") {
      this.show(lifted.own, 0);
      await this.settled();
    }
    this.release();
  }

  /** Until everything has come to rest. */
  settled() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    return new Promise((done) => setTimeout(done, still ? 0 : SETTLE_MS));
  }

  release() {
    const { lifted } = this;
    if (!lifted) return;
    const focused = document.activeElement === lifted.handle;
    this.lifted = null;
    this.list.released(() => {
      this.slot.remove();
      setAttr(lifted.line, "data-lifted", null);
      setAttr(lifted.handle, "aria-pressed", null);
      for (const line of lifted.lines) {
        setVar(line, "--aside", "");
        setAttr(line, "data-aside", null);
      }
    }, lifted.line);
    if (focused) lifted.handle.focus({ preventScroll: true });
  }
}

/** @param {Event} e */
function handleOf(e) {
  return e.target instanceof Element ? /** @type {HTMLElement|null} */ (e.target.closest(".row-handle")) : null;
}
