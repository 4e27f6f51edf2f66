/**
 * <printed-line>: on paper only, what the list is the list of: the instant, by the
 * controller's clock, and whether this page knew the controller's state then.
 *
 * @typedef {import("./store.js").Store} Store
 */
import { setText } from "./dom.js";
import { t } from "./i18n.js";
import { linkReason } from "./reasons.js";
import { dateText } from "./when.js";

export class PrintedLine extends HTMLElement {
  /** @param {Store} store */
  connect(store) {
    addEventListener("beforeprint", () => {
      const now = store.wall();
      const time = now ? t("print.as-at", { time: dateText(now) }) : "";
      setText(this, [time, linkReason(store)].filter(Boolean).join(" · "));
    });
  }
}
