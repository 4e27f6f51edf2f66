/**
 * The clock was started too late: the start is moved back by a few seconds, as
 * far as the moment at which the floor was given.
 *
 * @import { Floor } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, setText } from "../../kit/dom.js";

const STEPS = [5, 10, 30];

export class EarlierLine {
  /**
   * @param {Store} store
   * @param {(by: number) => Promise<unknown>} backDate
   */
  constructor(store, backDate) {
    this.store = store;
    this.note = h("span", { class: "tile-note" });
    this.buttons = STEPS.map((seconds) => {
      const text = t("earlier.by", { seconds });
      const button = actButton("", "", text, () => backDate(seconds * 1000), "number");
      button.dataset.do = "back-date";
      button.dataset.by = String(seconds * 1000);
      return button;
    });
    const words = h("span", { class: "tile-words" }, h("b", {}, t("earlier.heading")), this.note);
    this.element = h("div", { class: "earlier" }, words, h("div", { class: "earlier-steps" }, ...this.buttons));
  }

  /** @param {string} lost */
  render(lost) {
    const floor = this.store.state?.floor;
    let why = lost;
    if (!why && !floor) why = t("why.nobody");
    else if (!why && floor?.phase === "ready") why = t("why.not-started");
    else if (!why && this.store.state?.meeting.suspended) why = t("meeting.suspended");
    const room = roomOf(floor);
    for (const [i, button] of this.buttons.entries()) {
      const far = room !== null && (STEPS[i] ?? 0) * 1000 > room;
      allow(button, why || (far ? t("why.before-given") : ""));
    }
    setText(this.note, why || mostText(room));
  }
}

/** @param {number|null} room */
function mostText(room) {
  if (room === null) return "";
  return room < 1000 ? t("earlier.none") : t("earlier.most", { seconds: Math.floor(room / 1000) });
}

/**
 * How far back the start may lie; null where this clock does not know it.
 * @param {Floor|null|undefined} floor
 */
function roomOf(floor) {
  const { started_ms: started, given_ms: given } = floor ?? {};
  if (typeof started !== "number" || typeof given !== "number") return null;
  return Math.max(0, started - given);
}
