/**
 * <light-ack>: whether the real light is known to show what the ring shows: a
 * shape and a word.
 *
 * @import { State } from "../../base/types.js"
 */
import { t } from "../../base/i18n.js";
import { healthAt, SHAPES } from "../../base/seating.js";
import { h, setAttr, setText } from "../../kit/dom.js";
import { icon, setIcon } from "../../kit/icons.js";

export class LightAck extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.shape = icon("absent");
    this.word = h("span");
    this.append(this.shape, this.word);
  }

  /**
   * @param {State} state
   * @param {boolean} live whether the controller is heard: of a light it confirms nothing else
   */
  render(state, live) {
    const { shape, word } = this;
    const seat = state.floor?.seat;
    if (!shape || !word) return;
    const real = Boolean(seat) && (state.seats ?? []).length > 0;
    const told = real ? healthAt(state, seat) : "none";
    const unheard = told === "well" && !live;
    const health = unheard ? "unknown" : told;
    // Who is not signed in is not told of lights: then nothing is claimed of them.
    setAttr(this, "data-told", Boolean(state.role));
    setAttr(this, "data-health", health);
    setIcon(shape, health === "none" ? "absent" : SHAPES[health]);
    setText(word, unheard ? t("light.unheard") : t(`health.${health}`));
  }
}
