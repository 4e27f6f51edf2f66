/**
 * <saving-line>: whether the record is being saved. Beside the link it is the only thing
 * that ever stands above the taps, and it moves none of them: its place comes out of the
 * clock's.
 *
 * @import { State } from "../base/types.js"
 * @import { Store } from "../link/store.js"
 */
import { t } from "../base/i18n.js";
import { actButton } from "../kit/act-button.js";
import { h, keepFocus, setAttr, setText, show } from "../kit/dom.js";
import { icon, setIcon } from "../kit/icons.js";
import { isAlone } from "./several.js";

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
    const said = savingText(state);
    const unrecorded = state.saving?.going_on ?? false;
    const how = isAlone(state) ? "failed" : (state.saving?.state ?? "ok");
    setAttr(this, "data-saving", unrecorded ? "unrecorded" : how);
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

/** @param {State} state */
function savingText(state) {
  const { saving, lead } = state;
  if (saving?.going_on) {
    const count = saving.unrecorded ?? 0;
    return lead ? t("unrecorded.count-machines", { count }) : t("unrecorded.count", { count });
  }
  if (isAlone(state)) return t("saving.alone");
  if (!saving || saving.state === "ok") return "";
  return t(`saving.${saving.state}`, { seconds: Math.round((saving.waiting_ms ?? 0) / 1000) });
}
