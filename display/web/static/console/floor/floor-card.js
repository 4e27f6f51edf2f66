/**
 * <floor-card>: who has the floor, or who is next when nobody has it.
 *
 * @import { Floor, State } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 */
import { signedText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { healthAt } from "../../base/seating.js";
import { lastText, usedText } from "../../base/words.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { fit, keepFitted } from "../../kit/fit.js";
import { icon } from "../../kit/icons.js";

export class FloorCard extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.label = h("p", { class: "floor-label" });
    this.kind = h("span", { class: "chip", "data-part": "kind" });
    this.place = h("span");
    this.light = h("span", { class: "chip-health" });
    this.seat = h("span", { class: "chip", "data-part": "seat" }, this.place, this.light);
    this.more = h("span");
    this.allowance = h("span", { class: "chip chip-private", "data-part": "allowance" }, icon("lock"), this.more);
    this.name = h("p", { class: "floor-name", id: "delegation", dir: "auto" });
    this.speaker = h("p", { class: "floor-speaker", id: "speaker", dir: "auto" });
    this.behalf = h("p", { class: "floor-behalf", id: "behalf" });
    this.last = h("p", { class: "floor-last", id: "last" });
    this.waits = h("span", { dir: "auto" });
    this.used = h("b");
    this.interrupted = h("p", { class: "floor-interrupted", id: "interrupted" }, icon("paused"), this.waits, this.used);
    this.append(
      h("div", { class: "floor-top" }, this.label, this.kind, this.seat, this.allowance),
      this.name,
      h("div", { class: "floor-under" }, this.speaker, this.behalf, this.interrupted, this.last),
    );
    keepFitted(this.name);
  }

  /** @param {Store} store */
  render(store) {
    const { label, kind, seat, name, speaker, behalf, last } = this;
    if (!label || !kind || !seat || !name || !speaker || !behalf || !last || !store.state) return;
    const { floor, interrupted, meeting } = store.state;
    const next = store.next();
    const stopped = meeting.closed ? "closed" : meeting.suspended ? "suspended" : "";
    setAttr(this, "data-floor", floor ? "held" : "empty");
    if (stopped) setText(label, t(`meeting.${stopped}`));
    else if (floor) setText(label, t("floor.has"));
    else setText(label, next ? t("floor.next") : t("floor.none"));
    const shown = floor ?? (stopped ? null : next);
    setText(name, shown?.delegation ?? (stopped ? meeting.title : t("floor.nobody.waiting")));
    setText(speaker, shown?.speaker ?? "");
    setText(behalf, shown?.on_behalf_of ? t("behalf", { group: shown.on_behalf_of }) : "");
    setAttr(behalf, "title", behalf.textContent || null);
    setText(kind, shown ? t(`kind.${shown.kind}`) : "");
    this.renderSeat(store.state, shown?.seat ?? "");
    setAttr(kind, "data-kind", shown?.kind ?? null);
    this.renderAllowance(shown?.allowance_ms ?? 0);
    this.renderInterrupted(interrupted ?? null);
    setText(last, store.state.last ? lastText(store.state.last) : "");
    show(speaker, speaker.textContent !== "");
    show(behalf, behalf.textContent !== "");
    show(kind, kind.textContent !== "");
    show(seat, seat.textContent !== "");
    // The final time of the statement before stays until the next one begins.
    show(last, last.textContent !== "" && floor?.phase === "ready");
    fit(name);
  }

  /**
   * The seat, with what is wrong with its light.
   * @param {State} state
   * @param {string} name
   */
  renderSeat(state, name) {
    if (!this.seat || !this.place || !this.light) return;
    const health = healthAt(state, name);
    setText(this.place, name ? t("seat.numbered", { seat: name }) : "");
    setText(this.light, health === "well" ? "" : ` · ${t(`health.${health}`)}`);
    setAttr(this.seat, "data-health", health);
  }

  /**
   * What of the limit is this speaker's own: on no other screen, and not on paper.
   * @param {number} ms
   */
  renderAllowance(ms) {
    if (!this.allowance || !this.more) return;
    setText(this.more, ms > 0 ? t("private.more", { more: signedText(ms) }) : "");
    show(this.allowance, ms > 0);
  }

  /** @param {Floor|null} statement */
  renderInterrupted(statement) {
    if (!this.interrupted || !this.waits || !this.used) return;
    show(this.interrupted, statement !== null);
    if (!statement) return;
    // A long name is cut short, its time never.
    setText(this.waits, t("interrupted.strip", { standing: statement.delegation }));
    setText(this.used, usedText(statement.elapsed_ms, statement.limit_ms));
  }
}
