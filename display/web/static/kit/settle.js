/**
 * One place on the screen that has several meanings: a tap meant for the one before must
 * not land on the new one. While it is held as it was, it says what happened and by whom,
 * and so it answers a tap.
 *
 * @import { Due } from "../base/due.js"
 * @import { News } from "../base/types.js"
 *
 * @typedef {object} Telling how a page says what somebody else did
 * @property {(news: News) => {what: string, who: string}} words
 * @property {(news: News) => void} answer to a tap that came too late
 */
import { h, setAttr, setText } from "./dom.js";
import { Holding } from "./holding.js";

export class Settle {
  /**
   * @param {Telling} telling
   * @param {number} [own] how long a new act waits that this page has made of it
   */
  constructor(telling, own = undefined) {
    this.telling = telling;
    /** @type {Holding<News>} */
    this.holding = new Holding(own);
    /** @type {HTMLElement[]} */
    this.guarded = [];
  }

  /**
   * @param {string} meaning what a tap would do now, and to whom
   * @param {News|null} news what somebody else did just now
   */
  mean(meaning, news) {
    this.holding.mean(meaning, news, performance.now());
  }

  /** It is shown anew, and no finger can have been on its way to it. */
  renew() {
    this.holding.become(Number.NEGATIVE_INFINITY, 0);
  }

  /** True while the place stays as it was. */
  get held() {
    return this.holding.news !== null;
  }

  get settled() {
    return this.holding.settledAt(performance.now());
  }

  /**
   * Let taps count only once their meaning has settled.
   * @param {HTMLElement} element a button, or what holds several
   */
  guard(element) {
    this.guarded.push(element);
    element.addEventListener("pointerdown", () => {
      this.holding.press();
      const lift = (/** @type {Event} */ e) => this.holding.release(e.timeStamp);
      for (const end of ["pointerup", "pointercancel"]) addEventListener(end, lift, { capture: true, once: true });
    });
    const early = (/** @type {Event} */ e) => {
      // When the finger was there: a busy page hears of taps late.
      if (this.holding.settledAt(e.timeStamp)) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      if (this.holding.news) this.telling.answer(this.holding.news);
    };
    element.addEventListener("click", early, true);
  }

  /**
   * At each frame: what is guarded says whether it may be tapped, and why not.
   * @param {Due} due
   * @param {boolean} [aloud] false where the same is said beside it
   * @returns {boolean} true if it is from now on what it means: it is to be drawn
   */
  frame(due, aloud = true) {
    const now = performance.now();
    const passed = this.holding.pass(now);
    due.in(this.holding.left(now));
    const { news } = this.holding;
    const words = news && this.telling.words(news);
    for (const element of this.guarded) {
      setAttr(element, "data-settled", String(this.holding.settledAt(now)));
      setAttr(element, "data-held", words ? (aloud ? "aloud" : "") : null);
      if (element instanceof HTMLButtonElement) speak(element, words, aloud);
    }
    return passed;
  }
}

/**
 * Over what the button was, for as long as it is held: so it keeps its size.
 * @param {HTMLButtonElement} button
 * @param {{what: string, who: string}|null} words
 * @param {boolean} aloud
 */
function speak(button, words, aloud) {
  let over = button.querySelector(".held-words");
  if (!words || !aloud) {
    over?.remove();
    return;
  }
  if (!over) {
    over = h("span", { class: "held-words" }, h("b"), h("span"));
    button.append(over);
  }
  const [what, who] = over.children;
  if (what) setText(what, words.what);
  if (who) setText(who, words.who);
}
