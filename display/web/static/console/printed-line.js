/**
 * <printed-line>: on paper only, what the list is the list of: the instant, by the
 * controller's clock, and whether this page knew the controller's state then.
 *
 * @import { Store } from "../link/store.js"
 */
import { t } from "../base/i18n.js";
import { dateText } from "../base/when.js";
import { setText } from "../kit/dom.js";
import { linkReason } from "../link/link-look.js";

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
