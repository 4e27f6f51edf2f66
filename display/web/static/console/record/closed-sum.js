/**
 * <closed-sum>: what the debate came to, once it is closed, and the way to its record.
 *
 * @import { Store } from "../../link/store.js"
 */
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { h, setText, show } from "../../kit/dom.js";
import { getRecord } from "../../link/record.js";

export class ClosedSum extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    /** @type {number} the revision that is shown */
    this.shown = -1;
    this.hidden = true;
    this.sum = h("p", { class: "closed-sum" });
    this.append(
      this.sum,
      h(
        "p",
        { class: "closed-ways" },
        h("a", { class: "button accent", href: "/record", id: "closed-record" }, t("page.record")),
        h("a", { class: "button quiet", href: "/record#print", id: "closed-print" }, t("do.print")),
      ),
    );
  }

  /** @param {Store} store */
  async render({ state }) {
    const closed = state?.meeting.closed ?? false;
    if (!closed) show(this, false);
    if (!state || !closed || this.shown === state.rev) return;
    this.shown = state.rev;
    const record = await getRecord();
    if (this.shown !== state.rev || !this.sum) return; // another was asked for meanwhile
    if (!record) {
      this.shown = -1; // asked for again once the link is back
      return;
    }
    const { inscribed, heard, used_ms: used } = record.totals;
    const left = record.totals.not_heard + record.totals.absent;
    setText(this.sum, t("closed.sum", { inscribed, heard, left, used: lengthText(used) }));
    show(this, true);
  }
}
