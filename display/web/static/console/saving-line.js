/**
 * <saving-line>: whether the record is being saved. Beside the link it is the only thing
 * that ever stands above the taps, and it moves none of them: its place comes out of the
 * clock's.
 *
 * @import { Saving } from "../base/types.js"
 * @import { Store } from "../link/store.js"
 */
import { t } from "../base/i18n.js";
import { actButton } from "../kit/act-button.js";
import { h, keepFocus, setAttr, setText, show } from "../kit/dom.js";
import { icon, setIcon } from "../kit/icons.js";

export class SavingLine extends HTMLElement {
  /**
   * @param {() => void} goOn asks whether to go on unrecorded
   * @param {Element} heir has the focus when its button is gone
   */
  connect(goOn, heir) {
    this.heir = heir;
    this.shape = icon("warning");
    this.text = h("p");
    this.goOn = actButton("go-unrecorded", "", t("do.go-unrecorded"), goOn);
    this.append(this.shape, this.text, this.goOn);
    setAttr(this, "aria-live", "polite");
    show(this, false);
  }

  /** @param {Store} store */
  render({ state }) {
    const { text, goOn, shape, heir } = this;
    if (!state || !text || !goOn || !shape) return;
    const said = savingText(state.saving);
    const unrecorded = state.saving?.going_on ?? false;
    setAttr(this, "data-saving", unrecorded ? "unrecorded" : (state.saving?.state ?? "ok"));
    setIcon(shape, unrecorded ? "info" : "warning");
    setText(text, said);
    keepFocus(
      this,
      () => {
        show(this, said !== "");
        show(goOn, !unrecorded);
      },
      () => heir,
    );
  }
}

/** @param {Saving|undefined} saving */
function savingText(saving) {
  if (saving?.going_on) return t("unrecorded.count", { count: saving.unrecorded ?? 0 });
  if (!saving || saving.state === "ok") return "";
  return t(`saving.${saving.state}`, { seconds: Math.round((saving.waiting_ms ?? 0) / 1000) });
}
