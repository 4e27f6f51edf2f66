/**
 * <next-speakers>: who follows, in the order of the list and by its numbers, and how many
 * wait in all. Names are as large as all that is read from afar, so there are as many as
 * have room; who has none is counted.
 *
 * @import { Entry } from "../base/types.js"
 */
import { t } from "../base/i18n.js";
import { nameOf } from "../base/names.js";
import { say, sideBySide } from "../clock/chorus.js";
import { h, need, setAttr, setText, show } from "../kit/dom.js";
import { fit } from "../kit/fit.js";

export class NextSpeakers extends HTMLElement {
  /** @type {Entry[]} */
  named = [];
  waiting = 0;
  placed = "";

  connectedCallback() {
    if (this.firstChild) return;
    this.rows = h("ol", { id: "next" });
    this.heading = h("h2", { id: "next-heading" });
    this.count = h("p", { class: "next-waiting", id: "next-waiting" });
    this.append(this.heading, this.rows, " ", this.count);
    setAttr(this, "role", "region");
    setAttr(this, "aria-labelledby", "next-heading");
    new ResizeObserver(() => this.place()).observe(this);
  }

  /**
   * @param {Entry[]} named as many as are to be named at most
   * @param {number} waiting how many wait, those among them
   */
  render(named, waiting) {
    this.named = named;
    this.waiting = waiting;
    show(this, waiting > 0);
    this.place();
  }

  place() {
    const { rows, heading, count, named, waiting } = this;
    if (!rows || !heading || !count || this.hidden) return;
    const { lang, dataset } = document.documentElement;
    const who = named.map((row) => `${row.seq} ${nameOf(row)}`).join();
    // Beside a statement somebody is named in any case; a card names the next one itself.
    const { crowded = "", floor } = need(".screen").dataset;
    const least = crowded && floor === "empty" ? 0 : 1;
    const key = [
      innerWidth,
      innerHeight,
      this.clientWidth,
      lang,
      sideBySide(),
      dataset.theme,
      crowded,
      least,
      waiting,
      who,
    ];
    if (key.join() === this.placed) return;
    say(heading, () => t("next.heading"));
    say(count, () => t("list.waiting", { count: waiting }));
    setAttr(count, "data-no-room", null);
    setAttr(this, "data-alone", null);
    while (rows.children.length > named.length) rows.lastElementChild?.remove();
    for (const [i, row] of named.entries()) {
      const item = rows.children[i] ?? rows.appendChild(line());
      setText(need(".next-seq", item), String(row.seq));
      say(need(".next-name", item), () => nameOf(row));
    }
    const tight = () => this.scrollHeight > this.clientHeight + parseFloat(getComputedStyle(this).fontSize) * 0.3;
    while (rows.children.length > least && tight()) rows.lastElementChild?.remove();
    setAttr(heading, "data-no-room", rows.children.length === 0);
    // A name that takes all of it has a line more, and then goes before the count.
    if (tight()) setAttr(this, "data-alone", true);
    if (tight()) setAttr(count, "data-no-room", true);
    fit(this);
    this.placed = key.join();
  }
}

/** A space that does not break stands between the number and the name. */
function line() {
  return h("li", {}, " ", h("b", { class: "next-seq" }), "\u00a0", h("span", { class: "next-name", dir: "auto" }));
}
