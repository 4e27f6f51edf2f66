/**
 * <room-clock>: the time of day, small, from the controller's clock.
 *
 * @import { Store } from "../link/store.js"
 */
import { stepAfter } from "../base/due.js";
import { languageTag, t } from "../base/i18n.js";
import { setAttr, setText } from "../kit/dom.js";

const MINUTE_MS = 60_000;

export class RoomClock extends HTMLElement {
  connectedCallback() {
    // Latin digits in every language, as on the clock of the Chamber.
    this.format = new Intl.DateTimeFormat(`${languageTag()}-u-nu-latn`, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    setAttr(this, "title", t("clock.room"));
    setAttr(this, "data-t-title", "clock.room");
  }

  /** @param {Store} store */
  draw(store) {
    const now = store.wall();
    if (!now || !this.format) return;
    store.due.in(stepAfter(now.getTime(), 0, MINUTE_MS) - now.getTime());
    setText(this, this.format.format(now));
  }
}
