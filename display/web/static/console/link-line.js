/**
 * <link-line>: what the link means for whoever holds the console, and what to do.
 * It stands where the marks stand, so that no tap changes its place.
 *
 * @import { LinkLook } from "../link/link-look.js"
 * @import { Store } from "../link/store.js"
 */
import { t } from "../base/i18n.js";
import { actButton } from "../kit/act-button.js";
import { h, setAttr, setText, show } from "../kit/dom.js";
import { icon, setIcon } from "../kit/icons.js";
import { linkLook, standbyText } from "../link/link-look.js";
import { isAlone } from "./several.js";

export class LinkLine extends HTMLElement {
  /**
   * @param {Store} store
   * @param {() => void} signIn tells how to sign in again
   */
  connect(store, signIn) {
    this.store = store;
    this.shape = icon("link-stale");
    this.text = h("p", { class: "link-line-text" });
    this.age = h("span", { class: "link-line-age" });
    this.words = h("p", { class: "link-line-words", lang: "en", dir: "ltr" });
    this.again = actButton("load-again", "restart", t("do.load-again"), () => location.reload());
    this.how = actButton("sign-in-how", "link-signed-out", t("do.sign-in-how"), signIn);
    const texts = h("div", { class: "link-line-texts" }, this.text, this.words);
    this.append(this.shape, texts, this.age, this.how, this.again);
    show(this, false);
  }

  /**
   * At each frame.
   * @param {boolean} yields something stands there that may be tapped now
   */
  draw(yields) {
    const { store, shape, text, age, words, again, how } = this;
    if (!store || !shape || !text || !age || !words || !again || !how) return;
    const look = linkLook(store);
    const lost = look === "holdover" || look === "stale";
    // Where nobody can lead, the line of the record says so, and what may be done.
    const said = store.state !== null && store.live && isAlone(store.state);
    show(this, look !== "live" && !said && !(yields && store.live && store.mayCommand));
    setAttr(this, "data-look", look);
    if (look === "live") return;
    setIcon(shape, `link-${look}`);
    setText(text, saying(store, look));
    setText(age, lost ? t("link-line.age", { age: store.link.age() }) : "");
    setText(words, look === "refused" ? store.link.refusal : "");
    show(again, look === "other-version");
    show(how, look === "signed-out");
  }
}

/**
 * @param {Store} store
 * @param {LinkLook} look
 */
function saying(store, look) {
  if (look === "standby") return `${standbyText(store)}. ${t("link-line.standby")}`;
  // A newer edition of the page still takes taps; another protocol does not.
  if (look === "other-version" && !store.live) return t("link-line.other-protocol");
  return t(`link-line.${look}`);
}
