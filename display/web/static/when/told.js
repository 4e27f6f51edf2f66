/**
 * What a phone does besides showing: it says a change to who does not look at it, to a
 * screen reader always, aloud and by a vibration if wished. Both are off at first, and
 * are not offered where the phone cannot.
 */
import { languageTag, t } from "../base/i18n.js";
import { Announcer } from "../kit/announcer.js";
import { h, setText } from "../kit/dom.js";
import { recall, remember } from "./choice.js";

/** Two short ones, and no alarm. */
const PATTERN = [180, 120, 180];

const WISHES = {
  vibrate: () => "vibrate" in navigator,
  aloud: () => "speechSynthesis" in window,
};

export class TurnTold extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    /** @type {string|undefined} what was told last; what a page finds is read, not told */
    this.told = undefined;
    const words = h("p");
    this.announcer = new Announcer(words);
    this.append(words, ...Object.keys(WISHES).map((wish) => this.box(/** @type {keyof typeof WISHES} */ (wish))));
  }

  /** @param {keyof typeof WISHES} wish */
  box(wish) {
    const box = h("input", { type: "checkbox", id: `wish-${wish}` });
    box.checked = recall(wish) === "yes";
    box.addEventListener("change", () => {
      remember(wish, box.checked ? "yes" : "");
      if (box.checked) this.tell(t(`when.wish.${wish}`)); // so that one knows what will come
    });
    const text = h("span");
    setText(text, t(`when.wish.${wish}`));
    return h("label", { class: "wish", hidden: !WISHES[wish]() }, box, text);
  }

  /**
   * @param {string} news what may have changed
   * @param {string} text what is said of it
   */
  render(news, text) {
    if (this.told !== undefined && this.told !== news) {
      this.announcer?.say(text);
      this.tell(text);
    }
    this.told = news;
  }

  /** Another delegation: nothing of it is news. */
  forget() {
    this.told = undefined;
  }

  /** @param {string} text */
  tell(text) {
    if (WISHES.vibrate() && recall("vibrate") === "yes") navigator.vibrate(PATTERN);
    if (!WISHES.aloud() || recall("aloud") !== "yes") return;
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = languageTag();
    speechSynthesis.cancel();
    speechSynthesis.speak(speech);
  }
}
