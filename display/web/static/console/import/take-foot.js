/**
 * The foot of the sheet: the one button, which stays where it is, and why it cannot be
 * tapped.
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, need, setText, show } from "../../kit/dom.js";

export class TakeFoot {
  /** @param {() => Promise<void>} take */
  constructor(take) {
    this.button = actButton("import-take", "heard", "", take, "accent");
    this.why = h("p", { class: "muted", id: "import-why" });
    this.element = h("div", { class: "import-foot" }, this.why, this.button);
  }

  /**
   * @param {string} text
   * @param {string} why empty where it can be tapped
   */
  render(text, why) {
    setText(need(".button-text", this.button), text);
    allow(this.button, why);
    setText(this.why, why);
  }

  /** @param {boolean} visible */
  show(visible) {
    show(this.element, visible);
  }
}

/**
 * What the button says.
 * @param {number} ticked how many changes
 * @param {number} speakers of the file
 * @param {"use"|"list"|"changes"} what is taken
 */
export function takeText(ticked, speakers, what) {
  if (what === "use") return t("import.use", { count: speakers });
  return what === "list" ? t("import.take.list", { count: speakers }) : t("import.take", { count: ticked });
}
