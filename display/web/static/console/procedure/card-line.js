/**
 * <card-line>: that the gallery shows a card in place of the debate, and which; one tap
 * takes it away. It stays for as long as the card does, for nobody at the console sees the
 * gallery.
 *
 * @import { Refusal } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 */
import { cardText } from "../../base/card.js";
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, keepFocus, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { linkReason } from "../../link/link-look.js";
import { putScreens } from "./screens-question.js";

export class CardLine extends HTMLElement {
  /**
   * @param {Store} store
   * @param {(refusal: Refusal) => void} refuse
   * @param {Element} heir has the focus when its button is gone
   */
  connect(store, refuse, heir) {
    this.store = store;
    this.heir = heir;
    this.text = h("p", { dir: "auto" });
    this.away = actButton("card-away", "withdrawn", t("do.take-card-away"), async () => {
      const answer = await putScreens(store, { card: undefined });
      if (!answer.ok) refuse(answer.refusal);
    });
    this.append(icon("screens"), this.text, this.away);
    setAttr(this, "aria-live", "polite");
    show(this, false);
  }

  render() {
    const { store, text, away, heir } = this;
    if (!store || !text || !away) return;
    const card = store.screens?.card;
    if (card) setText(text, t("shown.card", { text: cardText(card) || t("shown.blank") }));
    allow(away, linkReason(store));
    keepFocus(
      this,
      () => show(this, card !== undefined),
      () => heir,
    );
  }
}
