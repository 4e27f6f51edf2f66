/**
 * <remind-mark>: what the speaker is being reminded of, and by whom, as a small mark
 * while it stands on the seat's screen.
 *
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { byText } from "../../base/words.js";
import { h, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";

export class RemindMark extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.words = h("span");
    this.id = "remind-mark";
    this.className = "chip";
    this.setAttribute("role", "status");
    this.append(icon("slower"), this.words);
    show(this, false);
  }

  /** @param {Store} store */
  draw({ state, clock, due }) {
    if (!this.words) return;
    const now = clock.now();
    const stands = (state?.floor?.reminded ?? []).filter((r) => (r.until_ms ?? 0) > now);
    for (const { until_ms: until } of stands) due.in((until ?? 0) - now);
    show(this, stands.length > 0);
    const texts = stands.map(({ line, by = "" }) => t("reminded.mark", { line: t(`remind.${line}`), by: byText(by) }));
    setText(this.words, texts.join(" · "));
  }
}
