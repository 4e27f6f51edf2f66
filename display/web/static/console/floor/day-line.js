/**
 * <day-line>: one quiet line under the stage's card: who speaks next while somebody has
 * the floor, the one after, and how the day stands.
 *
 * @import { Due } from "../../base/due.js"
 * @import { Entry, State } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 */
import { stepAfter } from "../../base/due.js";
import { language, t } from "../../base/i18n.js";
import { plainSeat } from "../../base/seating.js";
import { whenText } from "../../base/when.js";
import { h, setText, show } from "../../kit/dom.js";

const MINUTE_MS = 60_000;

export class DayLine extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    /** @type {string} the minute that is written, and in which language */
    this.minute = "";
    this.next = h("span", { class: "day-next", id: "day-next", dir: "auto" });
    this.second = h("span", { class: "day-after", id: "day-after", dir: "auto" });
    this.time = h("time", { class: "day-time" });
    this.sum = h("span", { class: "day-sum", id: "day-sum", dir: "auto" });
    this.day = h("span", { class: "day-stands", id: "day" }, this.sum, this.time);
    this.append(h("span", { class: "day-speakers" }, this.next, this.second), this.day);
  }

  /** @param {Store} store */
  render({ state }) {
    const { next, second } = this;
    if (!state || !next || !second) return;
    const said = upcoming(state);
    setText(next, said.next);
    setText(second, said.after);
    show(second, said.after !== "");
  }

  /**
   * How the day stands, in a few words.
   * @param {string} text
   */
  stand(text) {
    if (this.sum) setText(this.sum, text);
  }

  /**
   * At each frame: the controller's time of day, which is written once a minute.
   * @param {Date|null} now
   * @param {Due} due
   */
  draw(now, due) {
    if (!this.time || !now) return;
    due.in(stepAfter(now.getTime(), 0, MINUTE_MS) - now.getTime());
    const minute = `${language()} ${Math.floor(now.getTime() / MINUTE_MS)}`;
    if (minute === this.minute) return;
    this.minute = minute;
    setText(this.time, whenText(now, now));
  }
}

/**
 * Who is next and who comes then, while somebody has the floor; without that the
 * card names the next one, and this only the one after.
 * @param {State} state
 */
export function upcoming({ floor, meeting, next, seats = [] }) {
  const named = (/** @type {Entry} */ row) => {
    const seat = plainSeat(row, seats);
    return seat ? t("day.at-seat", { delegation: row.delegation, seat }) : row.delegation;
  };
  const [first, second] = next;
  if (meeting.closed || (!floor && !second)) return { next: "", after: "" };
  if (!floor && second) return { next: "", after: t("day.after", { named: named(second) }) };
  if (!first) return { next: t("day.nobody"), after: "" };
  return {
    next: t("day.next", { named: named(first) }),
    after: second ? t("day.after", { named: named(second) }) : "",
  };
}
