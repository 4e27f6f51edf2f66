/**
 * <lights-strip>: the lights in one line: that of the statement, and how many
 * others are confirmed. Nothing above it moves when a light is lost.
 *
 * @import { Seat } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 */
import { t } from "../../base/i18n.js";
import { countText, healthOf } from "../../base/seating.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";

/** As many as these are all shown. */
const FEW = 2;

export class LightsStrip extends HTMLElement {
  constructor() {
    super();
    /** @type {Map<string, HTMLElement>} */
    this.items = new Map();
    this.heading = h("span", { class: "lights-heading" });
    this.rest = h("span", { class: "light-rest" });
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", t("lights.heading"));
    this.append(this.heading, this.rest);
  }

  /** @param {Store} store */
  render(store) {
    const { items, heading, rest } = this;
    const { state } = store;
    const seats = state?.seats ?? [];
    show(this, seats.length > 0);
    if (!state) return;
    const shown = seats.length > FEW ? seats.filter((s) => s.seat === state.floor?.seat) : seats;
    for (const [seat, el] of items) {
      if (shown.some((s) => s.seat === seat)) continue;
      el.remove();
      items.delete(seat);
    }
    for (const seat of shown) {
      let el = items.get(seat.seat);
      if (!el) {
        el = h(
          "span",
          { class: "light", "data-seat": seat.seat },
          h("span", { class: "light-dot", "aria-hidden": "true" }),
          h("span", { class: "light-text" }),
        );
        items.set(seat.seat, el);
        this.insertBefore(el, rest);
      }
      setAttr(el, "data-health", healthOf(seat));
      setAttr(el, "data-signal", seat.signal ?? "dark");
      setAttr(el, "data-floor", state.floor?.seat === seat.seat);
      setText(/** @type {Element} */ (el.querySelector(".light-text")), lightText(seat));
    }
    const others = seats.filter((s) => !shown.includes(s) && healthOf(s) === "well").length;
    setText(heading, shown.length > 0 ? t("lights.heading") : "");
    if (shown.length === 0) setText(rest, countText(state));
    else setText(rest, others > 0 ? t("lights.others", { count: others }) : "");
    for (const el of [heading, rest]) show(el, el.textContent !== "");
  }
}

/** @param {Seat} seat */
function lightText(seat) {
  const health = healthOf(seat);
  const parts = [t("seat.numbered", { seat: seat.seat })];
  parts.push(health === "well" ? t(`signal.${seat.signal ?? "dark"}`) : t(`health.${health}`));
  if (seat.connected && seat.talking) parts.push(t("lights.open"));
  return parts.join(" · ");
}
