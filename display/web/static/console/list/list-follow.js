/**
 * The list follows the debate while nobody is in it. On a small screen, where the page
 * scrolls as a whole, only the fold follows: the clock stays where it is looked at.
 *
 * @import { Entry } from "../../base/types.js"
 * @import { ListView } from "./list-view.js"
 */
import { t } from "../../base/i18n.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { distanceOf, heardAbove, Rest } from "./list-place.js";

/** What a hand does in the list. */
const TOUCHES = ["pointermove", "wheel", "touchmove", "keydown", "input", "focusin"];

export class ListFollow {
  /**
   * @param {ListView} view
   * @param {() => void} unfold draws the list once a tap has opened or closed the fold
   */
  constructor(view, unfold) {
    this.view = view;
    this.rest = new Rest();
    /** True while the list may stand elsewhere than where the debate is. */
    this.away = true;
    /** Where this page has put it: any other place is somebody's. */
    this.stood = 0;
    this.opened = false;
    /** @type {Set<string>} who is folded away */
    this.folded = new Set();
    this.text = h("span", { class: "button-text" });
    this.fold = h(
      "button",
      { type: "button", class: "list-fold", id: "list-fold", "aria-controls": "rows" },
      icon("chevron"),
      this.text,
    );
    this.fold.hidden = true;
    this.fold.addEventListener("click", () => {
      this.touch();
      this.opened = !this.opened;
      unfold();
    });
    const { pane } = view;
    const touched = () => this.touch();
    for (const name of TOUCHES) pane.addEventListener(name, touched, { passive: true });
    pane.addEventListener("pointerdown", () => this.rest.press(performance.now()));
    for (const name of ["pointerup", "pointercancel"]) {
      addEventListener(name, () => this.rest.release(performance.now()), true);
    }
    pane.addEventListener("scroll", () => {
      if (Math.abs(pane.scrollTop - this.stood) >= 2) this.touch();
    });
  }

  /** Somebody is in the list. */
  touch() {
    this.rest.touch(performance.now());
    this.away = true;
  }

  get rests() {
    return this.rest.overAt(performance.now());
  }

  /** In how many milliseconds nobody is in it any more; none or less where it is not time that it waits for. */
  get left() {
    return this.rest.left(performance.now());
  }

  /**
   * Take those who were heard out of what is shown; under a finger none is folded anew.
   * @param {Entry[]} list
   * @param {Set<string>} shown
   * @param {boolean} narrowed somebody looks for somebody, heard or not
   */
  hide(list, shown, narrowed) {
    const heard = heardAbove(list);
    if (this.rests) {
      this.folded = heard;
      this.opened = false;
    } else {
      for (const entry of this.folded) if (!heard.has(entry)) this.folded.delete(entry);
    }
    if (narrowed || this.opened) return;
    for (const entry of this.folded) shown.delete(entry);
  }

  /** @param {boolean} narrowed as for hide */
  render(narrowed) {
    const { size } = this.folded;
    show(this.fold, size > 0 && !narrowed);
    setAttr(this.fold, "aria-expanded", String(this.opened));
    if (size > 0) setText(this.text, t("list.fold", { count: size }));
  }

  /** Go where the debate is. */
  follow() {
    const { view } = this;
    this.away = false;
    const line = (/** @type {string} */ name) => view.items.querySelector(`.row[${name}]:not([hidden])`);
    const next = line("data-next");
    const present = line("aria-current") ?? next;
    if (!present || !view.paneScrolls) return;
    const at = (/** @type {Element} */ el) => el.getBoundingClientRect();
    const distance = distanceOf(view.band(), at(present), at(next ?? present));
    if (Math.abs(distance) >= 1) view.scroll(distance);
  }

  /** The list was drawn, and stands where this page has put it. */
  stand() {
    this.stood = this.view.pane.scrollTop;
  }
}
