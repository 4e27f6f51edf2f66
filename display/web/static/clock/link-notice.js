/**
 * <link-notice>: said in place of the phase when the screen no longer knows the
 * time: that the time is old, since when, and what to do. While it knows, this is
 * empty, whatever the link does.
 *
 * @import { Store } from "../link/store.js"
 */
import { t } from "../base/i18n.js";
import { h, setAttr, show } from "../kit/dom.js";
import { setSign, sign } from "../kit/signs.js";
import { isOld, linkLook, lostText } from "../link/link-look.js";
import { say } from "./chorus.js";

export class LinkNotice extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.shape = sign("link-stale");
    this.what = h("b");
    this.why = h("span");
    this.append(this.shape, h("span", { class: "notice-words" }, this.what, this.why));
    show(this, false);
  }

  /** @param {Store} store */
  draw(store) {
    if (!this.shape || !this.what || !this.why) return;
    show(this, isOld(store));
    if (this.hidden) return;
    const look = linkLook(store);
    setAttr(this, "data-look", look);
    setSign(this.shape, `link-${look}`);
    say(this.what, () => t("old.time"));
    say(this.why, () => lostText(store));
  }
}
