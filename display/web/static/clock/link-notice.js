/**
 * <link-notice>: said in place of the phase when the screen no longer knows the
 * time: that the time is old, since when, and what to do. While it knows, this is
 * empty, whatever the link does.
 *
 * @import { Store } from "../link/store.js"
 */
import { lengthText } from "../base/format.js";
import { hasText, t } from "../base/i18n.js";
import { h, setAttr, show } from "../kit/dom.js";
import { icon, setIcon } from "../kit/icons.js";
import { linkLook } from "../link/link-look.js";
import { say } from "./chorus.js";

/** A controller that is started again is back sooner; nothing flickers for that. */
const PATIENCE_S = 4;

export class LinkNotice extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.shape = icon("link-stale");
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
    setIcon(this.shape, `link-${look}`);
    say(this.what, () => t("old.time"));
    say(this.why, () => lostText(store));
  }
}

/**
 * True once what the screen shows is not to be taken for the present: it does not
 * know, and the controller was not heard for longer than it takes to come back.
 * @param {Store} store
 */
export function isOld(store) {
  return store.state !== null && !store.knows && store.link.age() >= PATIENCE_S;
}

/**
 * Why a screen does not know, in a sentence.
 * @param {Store} store
 */
export function lostText(store) {
  const look = linkLook(store);
  return look === "stale" ? t("lost.for", { age: lengthText(store.link.age() * 1000) }) : t(`link.${look}`);
}

/**
 * What to do about it; empty where nothing helps but to wait.
 * @param {Store} store
 */
export function adviceText(store) {
  const look = linkLook(store);
  return hasText(`advice.${look}`) ? t(`advice.${look}`) : "";
}
