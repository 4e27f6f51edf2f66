/**
 * A line of the list from when it is lifted until it rests again: it goes with
 * the finger, or from place to place; the others make room; and it falls into
 * the place it was let go over, or back into its own. A drop is one command,
 * and putting it back changes nothing.
 *
 * @import { Entry } from "../../base/types.js"
 * @import { ListView } from "./list-view.js"
 *
 * @typedef {object} Landing what the list does for it
 * @property {(held: Entry[], entry: string, place: number) => Promise<boolean>} drop true if it was moved
 * @property {(text: string) => void} announce for who does not see it
 */
import { t } from "../../base/i18n.js";
import { placeText } from "../../base/words.js";
import { h, need, setAttr, setVar } from "../../kit/dom.js";
import { placesOf } from "./list-order.js";
import { MakingRoom } from "./making-room.js";

const EDGE_PX = 72;
const FASTEST_PX = 16; // a frame
const SETTLE_MS = 170;

export class LiftedLine {
  /**
   * @param {HTMLElement} line
   * @param {number|null} y where the finger took it; null with the keyboard
   * @param {Entry[]} held those who wait, in the order that is shown; it is one of them
   * @param {ListView} view
   * @param {Landing} list
   */
  constructor(line, y, held, view, list) {
    this.line = line;
    this.held = held;
    this.view = view;
    this.list = list;
    this.handle = need(".row-handle", line);
    this.entry = line.dataset.entry ?? "";
    const { others, own, most } = placesOf(held, this.entry);
    this.others = others;
    this.own = own;
    this.most = most;
    this.place = own;
    this.byKey = y === null;
    this.falling = false; // it was let go
    setAttr(line, "data-lifted", this.byKey ? "keys" : "finger"); // before it is measured: its drawer folds
    this.lines = view.lines();
    this.room = new MakingRoom(this.spans(), this.lines.indexOf(line), own, most);
    this.y = y ?? 0;
    this.grip = y === null ? 0 : y - this.upper - this.room.lifted.top; // from the line's upper edge to the finger
    this.slot = h("li", { class: "row-slot", "aria-hidden": "true" });
    view.items.append(this.slot);
    setAttr(this.handle, "aria-pressed", "true");
    this.show(own, 0);
    const { delegation } = this;
    list.announce(t(this.byKey ? "drag.lifted.keys" : "drag.lifted", { delegation }));
    if (!this.byKey) requestAnimationFrame(() => this.crawl());
  }

  get delegation() {
    return this.held[this.own]?.delegation ?? "";
  }

  /** Where the list begins on the screen. */
  get upper() {
    return this.view.items.getBoundingClientRect().top;
  }

  /** The lines as they stand now. */
  spans() {
    const { upper } = this;
    const places = new Map(this.others.map((row, place) => [row.entry, place]));
    return this.lines.map((each) => {
      const { top, height } = each.getBoundingClientRect();
      return { top: top - upper, height, place: places.get(each.dataset.entry ?? "") ?? -1 };
    });
  }

  /**
   * The line follows the finger, and the others make room.
   * @param {number} y
   */
  hold(y) {
    if (this.falling) return;
    this.y = y;
    const { room, grip } = this;
    const least = room.lifted.top + room.offset(0) - room.lifted.height / 2;
    const most = room.lifted.top + room.offset(room.most) + room.lifted.height / 2;
    const top = Math.max(least, Math.min(most, y - this.upper - grip));
    const place = room.placeAt(top);
    const other = place !== this.place;
    this.show(place, top - room.lifted.top);
    if (other) this.tell();
  }

  /** @param {number} to the place chosen with the keyboard, as far as there is one */
  put(to) {
    const { room, view } = this;
    const place = Math.max(0, Math.min(this.most, to));
    this.show(place, room.offset(place));
    this.tell();
    // Where it will stand comes into view, not where it is on its way.
    const { top, height } = room.lifted;
    const at = this.upper + top + room.offset(place);
    const band = view.band();
    if (at < band.top + height) view.scroll(at - band.top - height);
    else if (at + 2 * height > band.bottom) view.scroll(at + 2 * height - band.bottom);
  }

  /**
   * @param {number} place
   * @param {number} offset of the lifted line
   */
  show(place, offset) {
    const { room, lines, line } = this;
    this.place = place;
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
    this.list.announce(placeText(this.others, this.place));
  }

  /** Near an edge the list comes towards the finger, faster the nearer it is. */
  crawl() {
    if (this.falling) return;
    const { top, bottom } = this.view.band();
    const into = Math.min(EDGE_PX, (bottom - top) / 4);
    const above = Math.min(0, (this.y - top - into) / into);
    const below = Math.max(0, (this.y - bottom + into) / into);
    const near = Math.max(-1, Math.min(1, above + below));
    if (near !== 0) {
      this.view.scroll(Math.sign(near) * Math.ceil(Math.abs(near) * FASTEST_PX));
      this.hold(this.y);
    }
    requestAnimationFrame(() => this.crawl());
  }

  /** Let it fall into the place it is over; it rests when this is done. */
  async drop() {
    const { held, entry, place, own, room, line } = this;
    if (place === own) return this.putBack();
    this.falling = true;
    setAttr(line, "data-lifted", "falling");
    this.show(place, room.offset(place));
    const [moved] = await Promise.all([this.list.drop(held, entry, place), settled()]);
    if (!moved) await this.fallBack();
  }

  /** Put it back where it was; it rests when this is done. */
  async putBack() {
    const { delegation } = this;
    this.falling = true;
    this.list.announce(t("drag.left", { delegation }));
    await this.fallBack();
  }

  async fallBack() {
    setAttr(this.line, "data-lifted", "falling");
    if (this.line.style.getPropertyValue("--aside") === "0px") return;
    this.show(this.own, 0);
    await settled();
  }

  /** Nothing is left of it on the page. */
  clear() {
    this.slot.remove();
    setAttr(this.line, "data-lifted", null);
    setAttr(this.handle, "aria-pressed", null);
    for (const line of this.lines) {
      setVar(line, "--aside", "");
      setAttr(line, "data-aside", null);
    }
  }
}

/** Until everything has come to rest. */
function settled() {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return new Promise((done) => setTimeout(done, still ? 0 : SETTLE_MS));
}
