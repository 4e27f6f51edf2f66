/**
 * <link-badge>: how the page is linked to the controller: a shape and a sentence.
 *
 * @import { Store } from "../link/store.js"
 */
import { linkLook, linkText, linkWord } from "../link/link-look.js";
import { h, setAttr, setText } from "./dom.js";
import { setSign, sign } from "./signs.js";

export class LinkBadge extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.id = "link";
    this.shape = sign("link-connecting");
    this.text = h("span", { class: "link-text" });
    this.append(this.shape, this.text);
    setAttr(this, "data-link", "connecting");
    setAttr(this, "data-look", "connecting");
    // The brief word changes seldom and is spoken; the long one counts seconds.
    if (this.hasAttribute("brief")) setAttr(this, "role", "status");
  }

  /** @param {Store} store */
  draw(store) {
    if (!this.text || !this.shape) return;
    const look = linkLook(store);
    setAttr(this, "data-link", store.link.status);
    setAttr(this, "data-look", look);
    setAttr(this, "data-knows", String(store.knows));
    setSign(this.shape, `link-${look}`);
    // Where the page says elsewhere what to do, a word is enough here.
    setText(this.text, this.hasAttribute("brief") ? linkWord(store) : linkText(store));
    setAttr(this, "title", look === "refused" && store.link.refusal ? store.link.refusal : null);
  }
}
