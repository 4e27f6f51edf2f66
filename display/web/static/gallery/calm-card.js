/**
 * <calm-card>: what stands on the public screen while no clock does: why, the final
 * time of the statement before, and who is next; or what the room shows in place of the
 * debate.
 *
 * @import { Screens, State } from "../base/types.js"
 * @import { Store } from "../link/store.js"
 *
 * @typedef {object} Pane
 * @property {string} label
 * @property {string} name
 * @property {string} [who] names that no language translates
 * @property {string} [more]
 * @property {string} [figures]
 *
 * @typedef {object} Card
 * @property {"lost"|"notice"|"blank"|"suspended"|"closed"|"nobody"} kind
 * @property {string} state the sentence that says why
 * @property {string} [title] until when, or for how long
 * @property {string} [more] when, or what to do
 * @property {Pane} [last]
 * @property {Pane} [next]
 * @property {boolean} [names] it names the first of those who wait
 */
import { cardText } from "../base/card.js";
import { lengthText } from "../base/format.js";
import { t } from "../base/i18n.js";
import { nameOf } from "../base/names.js";
import { withinLimit } from "../base/phase.js";
import { untilText, whenText } from "../base/when.js";
import { speakerText, usedText } from "../base/words.js";
import { say } from "../clock/chorus.js";
import { h, need, setAttr, setText, show } from "../kit/dom.js";
import { fit, keepFitted } from "../kit/fit.js";
import { adviceText, lostText } from "../link/link-look.js";

export class CalmCard extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.id = "calm";
    const line = (/** @type {string} */ name) => h("p", { class: `calm-${name}`, id: `calm-${name}`, dir: "auto" });
    this.append(
      line("state"),
      line("title"),
      line("more"),
      h("div", { class: "calm-panes" }, pane("last"), pane("next")),
    );
    keepFitted(this);
  }

  /**
   * @param {() => Card} made what it says, in the language in use
   * @returns {boolean} whether all of it has room in its size
   */
  render(made) {
    const card = made();
    setAttr(this, "data-card", card.kind);
    for (const name of /** @type {const} */ (["state", "title", "more"])) {
      const line = need(`#calm-${name}`, this);
      say(line, () => made()[name] ?? "");
      show(line, Boolean(card[name]));
    }
    for (const name of /** @type {const} */ (["last", "next"])) fill(need(`#calm-${name}`, this), () => made()[name]);
    return fit(this) === 1;
  }
}

/** @param {"last"|"next"} name */
function pane(name) {
  return h(
    "section",
    { class: "calm-pane", id: `calm-${name}`, hidden: true },
    h("p", { class: "pane-label" }),
    h("p", { class: "pane-name", dir: "auto" }),
    h("p", { class: "pane-figures" }),
    h("p", { class: "pane-more pane-who" }),
    h("p", { class: "pane-more pane-sentence" }),
  );
}

/**
 * @param {HTMLElement} section
 * @param {() => Pane|undefined} said
 */
function fill(section, said) {
  const words = said();
  show(section, words !== undefined);
  if (!words) return;
  for (const part of /** @type {const} */ (["label", "name", "figures", "who", "more"])) {
    const line = need(`.pane-${part === "more" ? "sentence" : part}`, section);
    if (part === "who")
      setText(line, words.who ?? ""); // once, whichever languages speak
    else say(line, () => said()?.[part] ?? "");
    show(line, Boolean(words[part]));
  }
}

/**
 * The card that belongs to what the page knows.
 * @param {Store} store
 * @param {Screens} screens
 * @returns {Card}
 */
export function cardOf(store, screens) {
  const { state } = store;
  if (!state) return { kind: "lost", state: t("product"), title: lostText(store), more: adviceText(store) };
  const { meeting } = state;
  const { card } = screens;
  if (card) return { kind: card.says === "blank" ? "blank" : "notice", state: cardText(card) };
  if (meeting.closed) {
    const at = meeting.closed_at ? t("closed.at", { when: whenText(new Date(meeting.closed_at), store.wall()) }) : "";
    return { kind: "closed", state: t("meeting.closed"), more: at };
  }
  if (meeting.suspended) {
    const until = untilText(meeting.until, store.wall());
    return {
      kind: "suspended",
      state: t("meeting.suspended"),
      title: until,
      next: goesOn(store, screens),
      names: !state.floor,
    };
  }
  const next = nextPane(store, screens, t("floor.next"));
  const last = lastPane(state, screens);
  return {
    kind: "nobody",
    state: t(state.waiting > 0 ? "floor.nobody" : "floor.nobody.waiting"),
    last,
    next,
    names: next !== undefined,
  };
}

/**
 * Who speaks when the meeting goes on: whoever keeps the floor, or the next.
 * @param {Store} store
 * @param {Screens} screens
 * @returns {Pane|undefined}
 */
function goesOn(store, screens) {
  const floor = store.state?.floor;
  if (!floor) return nextPane(store, screens, t("calm.then"));
  const told = screens.overtime || withinLimit(floor.elapsed_ms, floor.limit_ms);
  const standing = told ? t("suspended.floor", { standing: usedText(floor.elapsed_ms, floor.limit_ms) }) : "";
  return { label: t("calm.then"), name: nameOf(floor), more: standing };
}

/**
 * @param {Store} store
 * @param {Screens} screens
 * @param {string} label
 * @returns {Pane|undefined}
 */
function nextPane(store, screens, label) {
  const next = screens.next > 0 ? store.next() : null;
  if (!next) return undefined;
  const who = screens.speaker ? next : { on_behalf_of: next.on_behalf_of ?? "" };
  return { label, name: `${next.seq}\u00a0${nameOf(next)}`, who: speakerText(who) };
}

/**
 * The final time stays until the next statement begins.
 * @param {State} state
 * @param {Screens} screens
 * @returns {Pane|undefined}
 */
function lastPane({ last }, screens) {
  if (!last) return undefined;
  const pane = { label: t("last.heading"), name: nameOf(last) };
  if (!screens.overtime && !withinLimit(last.used_ms, last.limit_ms)) return pane;
  const limit = last.limit_ms;
  return {
    ...pane,
    figures: lengthText(last.used_ms),
    more: typeof limit === "number" ? t("limit.of", { limit: lengthText(limit) }) : "",
  };
}
