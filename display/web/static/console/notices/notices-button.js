/**
 * <notices-button>: how much there is to be known about the list, the rules and the
 * clock, in the head of the list. It is not there where there is nothing.
 *
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { keepFocus, need, setAttr, setText, show } from "../../kit/dom.js";
import { openDoubts, openNotices } from "./open-notices.js";

export class NoticesButton extends HTMLElement {
  /**
   * @param {() => void} open
   * @param {Element} heir has the focus where the button goes away
   */
  connect(open, heir) {
    this.heir = heir;
    this.button = actButton("notices-open", "info", "", open, "quiet");
    setAttr(this.button, "aria-haspopup", "dialog");
    setAttr(this, "aria-live", "polite");
    this.append(this.button);
    show(this, false);
  }

  /** @param {Store} store */
  render(store) {
    const { button, heir } = this;
    if (!button || !store.state) return;
    const notices = openNotices(store.state).length;
    const doubts = openDoubts(store.state)?.count ?? 0;
    const parts = [];
    if (doubts > 0) parts.push(t("doubts.count", { count: doubts }));
    if (notices > 0) parts.push(t("notices.count", { count: notices }));
    setText(need(".button-text", button), parts.join(" · "));
    keepFocus(
      this,
      () => show(this, parts.length > 0),
      () => heir,
    );
  }
}
