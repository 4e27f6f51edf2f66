/**
 * What is wrong with a file, or with taking it: in place, and told at once.
 *
 * @import { Refusal } from "../../base/types.js"
 */
import { h, setText, show } from "../../kit/dom.js";
import { fileRefusalText } from "./change-words.js";

export class FileComplaint {
  constructor() {
    this.main = h("p");
    this.more = h("p", { class: "form-refused-more", lang: "en", dir: "ltr" });
    this.element = h("div", { class: "form-refused", role: "alert", hidden: true }, this.main, this.more);
  }

  /** @param {Refusal} refusal */
  refuse(refusal) {
    const { main, more } = fileRefusalText(refusal);
    this.say(main, more);
  }

  /**
   * @param {string} main empty where there is nothing to complain of
   * @param {string} [more] in English
   */
  say(main, more = "") {
    setText(this.main, main);
    setText(this.more, more);
    show(this.element, main !== "");
    if (main) this.element.scrollIntoView({ block: "nearest" });
  }
}
