/**
 * What of the list is seen, and how it stays there: when lines come, go or
 * move, those that are looked at keep their place on the screen. Not every
 * browser anchors its scrolling, and none knows what a finger rests on.
 *
 * On small screens the whole page scrolls; elsewhere only the pane does.
 */
export class ListView {
  /**
   * @param {HTMLElement} pane
   * @param {HTMLElement} items
   * @param {Element|null} above what lies above the list where the whole page scrolls
   */
  constructor(pane, items, above) {
    this.pane = pane;
    this.items = items;
    /** Where the list begins on the page; not known while it is not shown. */
    this.top = Number.NaN;
    if (above) new ResizeObserver(() => this.stay()).observe(above);
    /** @type {Element|null} */
    this.pressed = null;
    const line = (/** @type {Event} */ e) => (e.target instanceof Element ? e.target.closest(".row") : null);
    items.addEventListener("pointerdown", (e) => {
      this.pressed = line(e);
    });
    for (const name of ["pointerup", "pointercancel"]) {
      addEventListener(name, () => {
        this.pressed = null;
      });
    }
  }

  /**
   * Something above the list grew or shrank: whoever looks into the list does not
   * notice, and whoever has the page at its top or half of the screen above the
   * list keeps that.
   */
  stay() {
    const shown = this.pane.getClientRects().length > 0;
    const at = this.pane.getBoundingClientRect().top;
    const grown = at + scrollY - this.top;
    this.top = shown ? at + scrollY : Number.NaN;
    if (!this.paneScrolls && scrollY > 0 && at - grown < innerHeight / 2) this.scroll(grown);
  }

  get paneScrolls() {
    return getComputedStyle(this.pane).overflowY !== "visible";
  }

  /** The part of the screen where the list is seen and nothing lies over it. */
  band() {
    const { top, bottom } = this.pane.getBoundingClientRect();
    if (this.paneScrolls) return { top, bottom };
    const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
    return {
      top: Math.max(top, Number.parseFloat(scrollPaddingTop) || 0),
      bottom: Math.min(bottom, innerHeight - (Number.parseFloat(scrollPaddingBottom) || 0)),
    };
  }

  /** @param {number} distance */
  scroll(distance) {
    if (this.paneScrolls) this.pane.scrollTop += distance;
    else scrollBy({ top: distance, behavior: "instant" });
  }

  /** @returns {HTMLElement[]} */
  lines() {
    return /** @type {HTMLElement[]} */ ([...this.items.children]).filter((line) => !line.hidden);
  }

  /**
   * The lines on the screen and how high they stand.
   * @returns {Map<HTMLElement, number>}
   */
  seen() {
    const lines = this.lines();
    const { top, bottom } = this.band();
    // The first one that ends below the upper edge, by halves.
    let [low, high] = [0, lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lines[middle]?.getBoundingClientRect().bottom ?? 0) <= top) low = middle + 1;
      else high = middle;
    }
    const seen = new Map();
    for (const line of lines.slice(low)) {
      const at = line.getBoundingClientRect().top;
      if (at >= bottom) break;
      seen.set(line, at);
    }
    return seen;
  }

  /**
   * What must not move: the line under the finger, else the open one, else the
   * one with the focus, as far as it is seen.
   * @param {Map<HTMLElement, number>} seen
   */
  held(seen) {
    const focused = this.items.contains(document.activeElement) ? document.activeElement?.closest(".row") : null;
    for (const line of [this.pressed, this.items.querySelector(".row[data-open]"), focused]) {
      if (line instanceof HTMLElement && seen.has(line)) return line;
    }
    return null;
  }

  /**
   * Change the list and keep the place.
   * @param {() => void} change
   * @param {HTMLElement|null} [line] what must not move, if it is known
   * @returns {HTMLElement[]} the lines on the screen that stand elsewhere than before
   */
  keep(change, line = null) {
    const before = this.seen();
    const held = line && before.has(line) ? line : this.held(before);
    change();
    const drift = (/** @type {HTMLElement} */ el) => el.getBoundingClientRect().top - (before.get(el) ?? 0);
    const stays = (/** @type {HTMLElement} */ el) => el.isConnected && !el.hidden;
    // Where nothing is held most of what was seen stays; a line that was moved away is not followed.
    const drifts = held && stays(held) ? [drift(held)] : [...before.keys()].filter(stays).map(drift);
    const shift = drifts.sort((a, b) => a - b)[drifts.length >> 1] ?? 0;
    if (Math.abs(shift) >= 1) this.scroll(shift);
    return this.movedSince(before);
  }

  /**
   * The lines on the screen that were elsewhere, or not there.
   * @param {Map<HTMLElement, number>} before
   */
  movedSince(before) {
    return [...this.seen()]
      .filter(([el, top]) => Math.abs((before.get(el) ?? Number.NEGATIVE_INFINITY) - top) >= 2)
      .map(([el]) => el);
  }

  /**
   * Bring a line into view.
   * @param {HTMLElement} line
   */
  show(line) {
    line.scrollIntoView({ block: "nearest" });
  }
}
