/**
 * While a line of the list is dragged: where it would come to stand, and how
 * far the others step aside for it. A calculation with heights; nothing here
 * touches the page.
 *
 * @typedef {object} Span a line as it stood when one was lifted, in the order that is seen
 * @property {number} top
 * @property {number} height
 * @property {number} place among the others who wait; −1 for the lifted line and for who does not wait
 */

export class MakingRoom {
  /**
   * @param {Span[]} spans
   * @param {number} at which of them is lifted
   * @param {number} own its own place
   * @param {number} most the last place it may have
   */
  constructor(spans, at, own, most) {
    this.spans = spans;
    this.at = at;
    this.own = own;
    this.most = most;
    this.known = { place: -1, index: 0 }; // asked for once per line of a long list
    this.lifted = spans[at] ?? { top: 0, height: 0, place: -1 };
  }

  /**
   * The place for a line that is held so high: it has passed another one when
   * its leading edge is past that one's middle.
   * @param {number} top
   */
  placeAt(top) {
    const bottom = top + this.lifted.height;
    let place = 0;
    for (const [i, span] of this.spans.entries()) {
      if (span.place < 0) continue;
      const middle = span.top + span.height / 2;
      if (i < this.at ? top >= middle : bottom > middle) place += 1;
    }
    return Math.min(place, this.most);
  }

  /**
   * In front of which span a place is.
   * @param {number} place
   */
  index(place) {
    if (this.known.place !== place) this.known = { place, index: this.find(place) };
    return this.known.index;
  }

  /** @param {number} place */
  find(place) {
    if (place === this.own) return this.at;
    const next = this.spans.findIndex((span) => span.place === place);
    if (next >= 0) return next;
    return this.spans.findLastIndex((span) => span.place >= 0) + 1;
  }

  /**
   * How far the lifted line is from where it stood, once it is put down there.
   * @param {number} place
   */
  offset(place) {
    const to = this.index(place);
    const sum = (/** @type {Span[]} */ passed) => passed.reduce((all, span) => all + span.height, 0);
    return to > this.at ? sum(this.spans.slice(this.at + 1, to)) : 0 - sum(this.spans.slice(to, this.at));
  }

  /**
   * How far another line steps aside.
   * @param {number} i
   * @param {number} place
   */
  shift(i, place) {
    const to = this.index(place);
    if (i > this.at && i < to) return -this.lifted.height;
    if (i < this.at && i >= to) return this.lifted.height;
    return 0;
  }
}
