/**
 * <held-strip>: the controller was away and does not know for how long: the
 * clock stands where its record ends. It offers to set it by a watch; to go on
 * from there is the clock's own button.
 *
 * @import { Store } from "../../link/store.js"
 */
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { linkReason } from "../../link/link-look.js";
import { isHeld } from "./elapsed.js";

export class HeldStrip extends HTMLElement {
  /**
   * @param {Store} store
   * @param {() => void} ask how long has been spoken
   */
  connect(store, ask) {
    this.store = store;
    this.id = "held";
    this.text = h("p", { class: "reminder-text", role: "status" });
    this.set = actButton("held-set", "earlier", t("do.set-elapsed"), ask, "accent");
    this.append(icon("paused"), this.text, h("div", { class: "reminder-acts" }, this.set));
    show(this, false);
  }

  render() {
    const { store, text, set } = this;
    const { floor, meeting } = store?.state ?? {};
    if (!store || !text || !set) return;
    const held = isHeld(store.state) && !meeting?.suspended && !meeting?.closed;
    show(this, held);
    setText(text, held && floor ? t("held.text", { time: lengthText(floor.elapsed_ms) }) : "");
    allow(set, linkReason(store));
  }
}
