/**
 * <conclude-prompt>: one quiet line under the bar. While time remains it tells
 * the marks; once the grace is over it offers to ask the speaker to conclude.
 * It is a person who decides: nothing happens by itself.
 *
 * @import { Moment } from "../../base/phase.js"
 * @import { Floor } from "../../base/types.js"
 * @import { Telling } from "../../kit/settle.js"
 * @import { Store } from "../../link/store.js"
 */
import { lengthText, signedText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { warningMark } from "../../base/phase.js";
import { reasonText } from "../../base/words.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, setAttr, setText, show } from "../../kit/dom.js";
import { Settle } from "../../kit/settle.js";
import { linkReason } from "../../link/link-look.js";

export class ConcludePrompt extends HTMLElement {
  /**
   * @param {Store} store
   * @param {() => Promise<unknown>} urge
   * @param {Telling} telling
   */
  connect(store, urge, telling) {
    this.store = store;
    this.text = h("span", { class: "prompt-text" });
    this.asked = h("span", { class: "prompt-asked" });
    this.button = actButton("prompt-urge", "conclude", t("do.urge"), urge, "accent");
    this.settle = new Settle(telling);
    this.settle.guard(this.button);
    this.append(h("p", { class: "prompt-words" }, this.text, this.asked), this.button);
    this.id = "prompt";
    setAttr(this, "role", "status");
  }

  /** @param {Moment|null} moment */
  draw(moment) {
    const { store, text, asked, button } = this;
    const floor = store?.state?.floor;
    if (!store || !text || !asked || !button) return;
    this.settle?.mean(`${floor?.statement}:${floor?.urged}`, store.news);
    this.settle?.frame(store.due);
    const prompting = moment?.phase === "overrun" && !moment.paused;
    setAttr(this, "data-prompting", String(prompting));
    show(button, prompting);
    if (!floor || !moment) {
      setText(text, "");
      setText(asked, "");
      return;
    }
    if (prompting) setText(text, exceededText(floor));
    else if (floor.paused && floor.pause_reason)
      setText(text, t("prompt.paused", { reason: reasonText(floor.pause_reason) }));
    else setText(text, marksText(floor));
    setText(asked, askedText(floor));
    allow(button, linkReason(store));
  }
}

/**
 * It is read aloud as it comes, and so it does not count: it says what stays true.
 * @param {Floor} floor
 */
function exceededText({ grace_ms = 0 }) {
  const grace = Math.floor((grace_ms ?? 0) / 1000);
  return grace > 0 ? t("prompt.exceeded", { grace }) : t("prompt.over");
}

/** @param {Floor} floor */
function marksText(floor) {
  const warning = warningMark(floor);
  if (floor.limit_ms === null || warning === null) return t("prompt.no-limit");
  const limit = lengthText(floor.limit_ms);
  const text =
    warning < floor.limit_ms
      ? t("prompt.marks", { warning: lengthText(warning), limit })
      : t("prompt.limit", { limit });
  if (!floor.extended_ms) return text;
  return `${text} · ${t("prompt.extended", { by: signedText(floor.extended_ms) })}`;
}

/** @param {Floor} floor */
function askedText(floor) {
  return floor.urged ? t("prompt.asked", { count: floor.urged }) : "";
}
