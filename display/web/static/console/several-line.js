/**
 * <several-line>: of a room with several controllers, in one quiet line under the acts, who
 * leads and that another one is ready; and what is missing, where something is.
 *
 * @import { Store } from "../link/store.js"
 */
import { t } from "../base/i18n.js";
import { whenText } from "../base/when.js";
import { h, setAttr, setText, show } from "../kit/dom.js";
import { icon, setIcon } from "../kit/icons.js";
import { severalSaid } from "./several.js";

export class SeveralLine extends HTMLElement {
  connectedCallback() {
    if (this.text) return;
    this.shape = icon("link-standby");
    this.text = h("span", { class: "several-text" });
    this.append(this.shape, this.text);
    setAttr(this, "aria-live", "polite");
    show(this, false);
  }

  /** @param {Store} store */
  render(store) {
    const { shape, text } = this;
    const several = store.live ? store.state?.several : null;
    if (!shape || !text) return;
    show(this, Boolean(several));
    if (!several) return;
    const { look, sayings } = severalSaid(several);
    setAttr(this, "data-several", look);
    setIcon(shape, look === "well" ? "link-standby" : "warning");
    const now = store.wall();
    const told = sayings.map(({ key, values, since }) =>
      t(`several.${key}`, since ? { ...values, time: whenText(new Date(since), now) } : values),
    );
    setText(text, told.join(" · "));
    this.title = text.textContent ?? "";
  }
}
