/**
 * <lights-strip>: the seats with a light, as their lights acknowledged.
 *
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./types.js").Seat} Seat
 */
import { h, setAttr, setText, show } from "./dom.js";
import { t } from "./i18n.js";

export class LightsStrip extends HTMLElement {
  constructor() {
    super();
    /** @type {Map<string, HTMLElement>} */
    this.items = new Map();
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", t("lights.heading"));
    this.append(h("span", { class: "lights-heading" }, t("lights.heading")));
  }

  /** @param {Store} store */
  render(store) {
    const { items } = this;
    const seats = store.state?.seats ?? [];
    const floor = store.state?.floor;
    show(this, seats.length > 0);
    for (const [seat, el] of items) {
      if (seats.some((s) => s.seat === seat)) continue;
      el.remove();
      items.delete(seat);
    }
    for (const seat of seats) {
      let el = items.get(seat.seat);
      if (!el) {
        el = h(
          "span",
          { class: "light", "data-seat": seat.seat },
          h("span", { class: "light-dot", "aria-hidden": "true" }),
          h("span", { class: "light-text" }),
        );
        items.set(seat.seat, el);
        this.append(el);
      }
      setAttr(el, "data-connected", String(seat.connected));
      setAttr(el, "data-signal", seat.signal ?? "dark");
      setAttr(el, "data-floor", floor?.seat === seat.seat);
      setText(/** @type {Element} */ (el.querySelector(".light-text")), lightText(seat));
    }
  }
}

/** @param {Seat} seat */
function lightText(seat) {
  const name = t("seat.numbered", { seat: seat.seat });
  if (!seat.connected) return `${name} · ${t("seat.unreachable")}`;
  return `${name} · ${t(`signal.${seat.signal ?? "dark"}`)}`;
}
