/**
 * <floor-spoken>: who has the floor, for who does not see it. It is spoken when that
 * changes, and not at each turn of the languages; what a page finds when it is opened
 * is read, not spoken.
 *
 * @import { Store } from "../link/store.js"
 */
import { floorText } from "../base/words.js";
import { Announcer } from "../kit/announcer.js";

export class FloorSpoken extends HTMLElement {
  /** @type {Announcer|undefined} */
  announcer;

  /** @type {string|undefined} */
  told;

  connectedCallback() {
    this.announcer ??= new Announcer(this);
  }

  /**
   * @param {Store} store
   * @param {boolean} [overtime] what exceeds a limit is told here
   */
  render(store, overtime = true) {
    const { state } = store;
    if (!state) return;
    const { floor, meeting } = state;
    const told = [floor?.statement, meeting.suspended, meeting.closed].join();
    if (this.told !== undefined && told !== this.told) this.announcer?.say(floorText(state, store.wall(), overtime));
    this.told = told;
  }
}
