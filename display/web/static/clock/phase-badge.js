/**
 * <phase-badge>: the phase as a shape and a word. Changes are announced
 * politely; they are few. With `brief` a clock that stands has one word, not two.
 *
 * @import { Moment } from "../base/phase.js"
 */
import { t } from "../base/i18n.js";
import { h, setAttr, setText } from "../kit/dom.js";
import { setSign, sign } from "../kit/signs.js";
import { say } from "./chorus.js";

export class PhaseBadge extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.id = "phase";
    this.shape = sign("ready");
    this.word = h("span", { class: "phase-word", "aria-hidden": "true" });
    // Spoken at a change of the phase, and not at each turn of the languages.
    this.spoken = h("span", { class: "hidden-words", id: "phase-spoken", role: "status" });
    /** @type {string} */
    this.told = "";
    this.append(this.shape, this.word, this.spoken);
  }

  /** @param {Moment} moment */
  draw(moment) {
    if (!this.shape || !this.word) return;
    setAttr(this, "data-phase", moment.phase);
    setAttr(this, "data-paused", moment.paused);
    setSign(this.shape, moment.paused ? "paused" : moment.phase);
    const brief = this.hasAttribute("brief");
    say(this.word, () => phaseText(moment, brief));
    const told = `${moment.phase}:${moment.paused}`;
    if (told === this.told || !this.spoken) return;
    this.told = told;
    setText(this.spoken, phaseText(moment));
  }
}

/**
 * @param {Moment} moment
 * @param {boolean} [brief]
 */
function phaseText(moment, brief = false) {
  const word = t(`phase.${moment.phase}`);
  if (!moment.paused) return word;
  return brief || moment.phase === "speaking" ? t("phase.standing") : t("phase.paused", { phase: word });
}
