/**
 * A hand on the handle of a line: what a finger, a mouse or the keyboard means
 * by what it does there. It lifts the line, holds it, lets it go over a place or
 * leaves it; a tap is none of that. While a line is lifted the list stands
 * still, whatever others do.
 *
 * @import { Entry } from "../../base/types.js"
 * @import { Landing } from "./lifted-line.js"
 * @import { ListView } from "./list-view.js"
 *
 * @typedef {object} Standing
 * @property {() => string} refuse why no line can be moved now; empty if it can
 * @property {() => Entry[]} waiting those who wait, in the order that is shown
 * @property {(clear: () => void, line: HTMLElement) => void} released draw what was held back, with `clear`
 * @property {(text: string) => void} tell for everybody
 *
 * @typedef {Landing & Standing} Dragging what the list does for it
 *
 * @typedef {object} Pressed
 * @property {HTMLElement} handle
 * @property {number} id of the pointer
 * @property {number} x
 * @property {number} y
 * @property {string} why why it cannot be moved; empty if it can
 */
import { LiftedLine } from "./lifted-line.js";

const SLOP_PX = 6; // a finger that only taps trembles

export class RowDrag {
  /**
   * @param {HTMLElement} items
   * @param {ListView} view
   * @param {Dragging} list
   */
  constructor(items, view, list) {
    this.view = view;
    this.list = list;
    /** @type {LiftedLine|null} */
    this.lifted = null;
    /** @type {Pressed|null} */
    this.pressed = null;
    this.swallow = false;
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
    handle.setPointerCapture(e.pointerId);
    this.pressed = { handle, id: e.pointerId, x: e.clientX, y: e.clientY, why: this.list.refuse() };
  }

  /** @param {PointerEvent} e */
  follow(e) {
    const { pressed } = this;
    if (pressed?.id !== e.pointerId) return;
    const far = Math.max(Math.abs(e.clientY - pressed.y), Math.abs(e.clientX - pressed.x));
    if (!this.lifted && far >= SLOP_PX) this.pull(pressed);
    this.lifted?.hold(e.clientY);
  }

  /** @param {Pressed} pressed what the finger has now gone too far from for a tap */
  pull({ handle, y, why }) {
    if (!why) return this.lift(handle, y);
    this.list.tell(why);
    this.pressed = null;
    this.swallow = true;
  }

  /** @param {PointerEvent} e */
  letGo(e) {
    if (this.pressed?.id !== e.pointerId) return;
    this.pressed = null;
    this.swallow = this.lifted !== null;
    this.drop();
  }

  /** @param {PointerEvent} e */
  lose(e) {
    if (this.pressed?.id === e.pointerId) this.leave();
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const handle = handleOf(e);
    if (!handle || e.altKey || e.ctrlKey || e.metaKey) return;
    if (this.lifted) this.steer(e, this.lifted);
    else if (grasps(e)) this.grasp(e, handle);
  }

  /**
   * @param {KeyboardEvent} e
   * @param {HTMLElement} handle
   */
  grasp(e, handle) {
    e.preventDefault();
    const why = this.list.refuse();
    if (why) this.list.tell(why);
    else if (!e.repeat) this.lift(handle, null);
  }

  /**
   * @param {KeyboardEvent} e
   * @param {LiftedLine} lifted
   */
  steer(e, lifted) {
    if (e.key === "Tab") return; // the focus goes, and with it the line is left
    e.preventDefault();
    e.stopPropagation();
    if (lifted.falling) return;
    const to = { ArrowUp: lifted.place - 1, ArrowDown: lifted.place + 1, Home: 0, End: lifted.most }[e.key];
    if (e.key === "Escape") this.leave();
    else if (grasps(e) && !e.repeat) this.drop();
    else if (to !== undefined) lifted.put(to);
  }

  /**
   * @param {HTMLElement} handle
   * @param {number|null} y where the finger took it; null with the keyboard
   */
  lift(handle, y) {
    const line = /** @type {HTMLElement|null} */ (handle.closest(".row"));
    const held = this.list.waiting();
    if (!line || !held.some((row) => row.entry === line.dataset.entry)) return;
    this.lifted = new LiftedLine(line, y, held, this.view, this.list);
  }

  async drop() {
    const { lifted } = this;
    if (!lifted || lifted.falling) return;
    await lifted.drop();
    this.release(lifted);
  }

  async leave() {
    const { lifted } = this;
    if (this.pressed) this.swallow = true; // the finger is still there, and means nothing more
    this.pressed = null;
    if (!lifted || lifted.falling) return;
    await lifted.putBack();
    this.release(lifted);
  }

  /** @param {LiftedLine} lifted it has come to rest */
  release(lifted) {
    const focused = document.activeElement === lifted.handle;
    this.lifted = null;
    this.list.released(() => lifted.clear(), lifted.line);
    if (focused) lifted.handle.focus({ preventScroll: true });
  }
}

/** @param {Event} e */
function handleOf(e) {
  return e.target instanceof Element ? /** @type {HTMLElement|null} */ (e.target.closest(".row-handle")) : null;
}

/** @param {KeyboardEvent} e */
function grasps(e) {
  return e.key === " " || e.key === "Enter";
}
