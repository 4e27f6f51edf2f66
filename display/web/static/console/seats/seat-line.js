/**
 * One seat in the sheet: how its light does, what is known of it, and a button
 * that makes it flash.
 *
 * @import { Health } from "../../base/seating.js"
 * @import { Seat, State } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 */
import { stepAfter } from "../../base/due.js";
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { SECOND } from "../../base/phase.js";
import { mayShow, SHAPES } from "../../base/seating.js";
import { whenText } from "../../base/when.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, need, setAttr, setText, show } from "../../kit/dom.js";
import { icon, setIcon } from "../../kit/icons.js";

export class SeatLine {
  /**
   * @param {string} name
   * @param {() => Promise<unknown>} identify
   */
  constructor(name, identify) {
    this.name = name;
    this.who = h("span", { class: "seat-who", dir: "auto" });
    this.health = h("span", { class: "seat-health-word" });
    this.shape = icon("heard");
    this.facts = h("p", { class: "seat-facts" });
    this.failing = h("p", { class: "seat-failing", lang: "en", dir: "ltr" });
    this.talk = h("span", {});
    this.talking = h("p", { class: "seat-talk" }, icon("floor"), this.talk);
    this.rival = h("span", {});
    this.rivalry = h("p", { class: "seat-rival" }, icon("warning"), this.rival);
    this.dropped = h("span", {});
    this.flood = h("p", { class: "seat-dropped" }, icon("warning"), this.dropped);
    this.identify = actButton("", "identify", t("do.identify"), identify);
    this.identify.dataset.act = "identify";
    this.element = h(
      "li",
      { class: "seat-line", "data-seat": name },
      h("b", { class: "seat-name", dir: "ltr" }, name),
      h(
        "div",
        { class: "seat-words" },
        this.who,
        h("p", { class: "seat-health" }, this.shape, this.health),
        this.failing,
        this.rivalry,
        this.flood,
        this.talking,
        this.facts,
      ),
      h("div", { class: "seat-act" }, this.identify),
    );
  }

  /**
   * @param {Store} store
   * @param {State} state
   * @param {Seat|undefined} seat undefined where no light is known
   * @param {Health} health
   * @param {string} lost why nothing can be commanded
   */
  render(store, state, seat, health, lost) {
    this.seat = seat;
    this.state = health;
    setAttr(this.element, "data-health", health);
    setAttr(this.element, "data-signal", seat?.connected ? (seat.signal ?? "dark") : null);
    setText(this.who, whoText(state, this.name));
    show(this.who, this.who.textContent !== "");
    setText(this.failing, seat?.failing ?? "");
    show(this.failing, health === "failing");
    setText(this.rival, seat?.rival ? t("seats.rival", { address: seat.rival }) : "");
    show(this.rivalry, Boolean(seat?.rival));
    setText(this.dropped, seat?.dropped ? t("seats.dropped", { count: seat.dropped }) : "");
    show(this.flood, Boolean(seat?.dropped));
    setText(this.facts, seat ? factsText(seat) : "");
    show(this.facts, this.facts.textContent !== "");
    show(this.identify, seat !== undefined);
    this.renderWhy(state, lost);
    this.draw(store, state);
  }

  /**
   * @param {State} state
   * @param {string} lost
   */
  renderWhy(state, lost) {
    const { seat } = this;
    let why = lost;
    if (!why && seat && !seat.connected) why = t("health.away");
    if (!why && state.floor?.seat === this.name) why = t("why.floor-held", { delegation: state.floor.delegation });
    allow(this.identify, why);
    setAttr(this.identify, "title", null); // the line says it already
  }

  /**
   * What changes with time alone.
   * @param {Store} store
   * @param {State} state
   */
  draw(store, state) {
    const { seat } = this;
    const now = store.clock.now();
    for (const until of [state.test?.until_ms, seat?.may_show_ms]) store.due.in((until ?? 0) - now);
    const tests = state.test?.seats.includes(this.name) && state.test.until_ms > now;
    const tested = Boolean(tests) && this.state === "well"; // the others do not follow
    setAttr(this.element, "data-tested", tested);
    setIcon(this.shape, tested ? "identify" : SHAPES[this.state ?? "unknown"]);
    setText(this.health, tested ? t("health.tested") : this.healthText(store, now));
    const does = tested ? t("do.identify.now") : t("do.identify");
    setText(need(".button-text", this.identify), does);
    // It begins with what can be read on it, for whoever says that aloud.
    setAttr(this.identify, "aria-label", t("pair", { what: does, about: t("do.identify.seat", { seat: this.name }) }));
    const open = seat?.connected && seat.talking && typeof seat.talk_ms === "number";
    show(this.talking, Boolean(open));
    if (open && typeof seat.talk_ms === "number") {
      store.due.in(stepAfter(now, seat.talk_ms, SECOND) - now);
      setText(this.talk, t("seats.talking", { when: at(store, seat.talk_ms), time: lengthText(now - seat.talk_ms) }));
    }
  }

  /**
   * @param {Store} store
   * @param {number} now
   */
  healthText(store, now) {
    const { seat, state: health = "unknown" } = this;
    const word = t(`health.${health}`);
    if (!seat) return word;
    const parts = [word];
    if (health === "well") parts.push(t(`signal.${seat.signal ?? "dark"}`));
    if (health === "differs") parts.push(t("seats.says", { signal: t(`signal.${seat.signal ?? "dark"}`) }));
    if (health === "away") {
      if (typeof seat.last_seen_ms === "number") parts.push(t("seats.heard", { when: at(store, seat.last_seen_ms) }));
      const may = mayShow(seat, now) && typeof seat.may_show_ms === "number";
      parts.push(may ? t("seats.may-show", { when: at(store, seat.may_show_ms ?? 0) }) : t("seats.dark-by-now"));
    }
    return parts.join(" · ");
  }
}

/**
 * @param {Store} store
 * @param {number} instant
 */
function at(store, instant) {
  const when = store.wallAt(instant);
  return when ? whenText(when, store.wall(), true) : "";
}

/**
 * Who speaks from the seat, or will next.
 * @param {State} state
 * @param {string} name
 */
function whoText({ floor, list }, name) {
  if (floor?.seat === name) return t("floor.has.name", { delegation: floor.delegation });
  return list.find((row) => row.status === "waiting" && row.seat === name)?.delegation ?? "";
}

/** @param {Seat} seat */
function factsText(seat) {
  const agent = [seat.version ? t("seats.version", { version: seat.version }) : "", seat.address];
  if (!seat.connected) return agent.filter(Boolean).join(" · ");
  const parts = [];
  if (seat.local) parts.push(t("seats.local"));
  else if (seat.synchronised) parts.push(t("seats.error", { ms: fine(seat.error_ms ?? 0) }));
  if (seat.late_us) parts.push(t("seats.late", { ms: fine(seat.late_us / 1000) }));
  if (!seat.local && seat.trip_ms) parts.push(t("seats.trip", { ms: fine(seat.trip_ms) }));
  return [...parts, ...agent].filter(Boolean).join(" · ");
}

/**
 * Milliseconds with as many digits as mean something.
 * @param {number} ms
 */
function fine(ms) {
  return Math.abs(ms) < 10 ? ms.toFixed(1) : String(Math.round(ms));
}
