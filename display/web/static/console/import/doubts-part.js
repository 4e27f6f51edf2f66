/**
 * What was taken in a file and may not be meant: each thing once, with how many lines have
 * it, opened to where they are.
 *
 * @import { ListDoubt } from "../../base/types.js"
 */
import { t } from "../../base/i18n.js";
import { h, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { doubtText, placesText, valueText } from "./change-words.js";

/** The columns say it themselves, each in its place. */
const SAID_THERE = ["no-heading", "ignored-column"];

export class DoubtsPart {
  constructor() {
    this.sum = h("span", { class: "import-count" });
    this.items = h("ul", { class: "import-doubts" });
    this.element = h(
      "details",
      { class: "import-part", id: "import-doubts" },
      h("summary", {}, h("h3", {}, t("import.doubts")), this.sum, icon("chevron")),
      this.items,
    );
    this.shown = "";
    this.count = 0;
  }

  /** @param {ListDoubt[]} all */
  render(all) {
    const doubts = all.filter(({ code }) => !SAID_THERE.includes(code));
    this.count = doubts.length;
    show(this.element, doubts.length > 0);
    const shown = JSON.stringify(doubts);
    if (shown === this.shown) return;
    this.shown = shown;
    setText(this.sum, String(doubts.length));
    this.items.replaceChildren(...doubts.map((doubt) => this.line(doubt)));
  }

  /** @param {ListDoubt} doubt */
  line(doubt) {
    const { text, foreign } = doubtText(doubt);
    const said = h("span", { class: "import-doubt", lang: foreign ? "en" : null, dir: foreign ? "ltr" : "auto" }, text);
    const count = h("span", { class: "chip" }, t("import.count", { count: doubt.count }));
    const places = this.places(doubt);
    if (places.length === 0) return h("li", { "data-doubt": doubt.code }, h("p", {}, said));
    return h(
      "li",
      { "data-doubt": doubt.code },
      h("details", {}, h("summary", {}, count, said, icon("chevron")), ...places),
    );
  }

  /**
   * Where it stands; where lines do not say the same, that of each value.
   * @param {ListDoubt} doubt
   * @returns {HTMLElement[]}
   */
  places(doubt) {
    const { values = [], column = "", count } = doubt;
    if (values.length === 0) {
      const all = placesText(doubt);
      return all ? [h("p", { class: "import-places" }, all)] : [];
    }
    const lines = values.map((one) =>
      h("li", {}, h("b", { dir: "auto" }, valueText(column, one.value)), " ", placesText(one)),
    );
    const more = count - values.reduce((sum, one) => sum + one.count, 0);
    if (more > 0) lines.push(h("li", {}, t("import.more", { count: more })));
    return [h("ul", { class: "import-places" }, ...lines)];
  }
}
