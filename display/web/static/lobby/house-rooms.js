/**
 * <house-rooms>: the rooms of the house, each with who has the floor there, or why that
 * cannot be said, and the ways to it. With the attribute `choose` each is one large
 * button, on a screen that chooses what it shows.
 *
 * @import { Room } from "../link/house.js"
 * @import { RoomState } from "../link/room-watch.js"
 */
import { chosenLanguage, t } from "../base/i18n.js";
import { nameOf } from "../base/names.js";
import { states } from "../base/states.js";
import { floorText, stoppedText } from "../base/words.js";
import { h, need, setAttr, setText, show } from "../kit/dom.js";
import { icon, setIcon } from "../kit/icons.js";
import { publicAddress } from "../link/house.js";
import { RoomWatch } from "../link/room-watch.js";

/** The edition of this page, as its modules' address has it. */
const EDITION = /\/assets\/([^/]+)\//.exec(import.meta.url)?.[1] ?? "";

/** What stands for a room that says nothing of its debate. @type {Record<string, string>} */
const SHAPES = {
  asking: "link-connecting",
  silent: "link-stale",
  foreign: "link-refused",
  unasked: "info",
};

/**
 * @typedef {{watch: RoomWatch, card: HTMLElement}} Line
 */
export class HouseRooms extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = h("ul", { class: "rooms" });
    this.append(this.list);
    states.addEventListener("names", () => this.draw());
  }

  /** @type {Line[]} */
  lines = [];
  told = "";
  /** The process that serves this page: where it answers, the page is at home. */
  run = "";

  /**
   * @param {Room[]} rooms
   * @param {(watch: RoomWatch) => void} [changed] is told after each answer of a room
   */
  render(rooms, changed) {
    const told = JSON.stringify(rooms);
    if (told === this.told) return;
    this.told = told;
    for (const { watch } of this.lines) watch.stop();
    this.lines = rooms.map((room) => {
      const card = this.hasAttribute("choose") ? choiceOf(room) : cardOf(room);
      const watch = new RoomWatch(room, () => {
        this.drawOne(watch, card);
        changed?.(watch);
      });
      return { watch, card };
    });
    this.list?.replaceChildren(...this.lines.map(({ card }) => card));
    this.draw();
    for (const { watch } of this.lines) watch.start();
  }

  draw() {
    for (const { watch, card } of this.lines) this.drawOne(watch, card);
  }

  /**
   * @param {RoomWatch} watch
   * @param {HTMLElement} card
   */
  drawOne({ look, state }, card) {
    const floor = look === "live" && state !== null && state.floor !== null && !stoppedText(state.meeting, null);
    setAttr(card, "data-look", look);
    setAttr(card, "data-floor", floor ? "held" : "empty");
    setIcon(need(".room-shape", card), shapeOf(look, state));
    setText(need(".room-now", card), look === "live" && state ? nowText(state) : t(`rooms.${look}`));
    setText(need(".room-symbol", card), state?.meeting.symbol ?? "");
    setText(need(".room-title", card), state?.meeting.title ?? "");
    show(need(".room-meeting", card), Boolean(state && (state.meeting.symbol || state.meeting.title)));
    show(need(".rehearsal", card), state?.meeting.rehearsal === true);
    show(need(".room-here", card), state !== null && state.run === this.run);
    show(need(".room-edition", card), Boolean(state?.pages && EDITION && state.pages !== EDITION));
  }
}

/**
 * @param {string} look
 * @param {RoomState|null} state
 */
function shapeOf(look, state) {
  if (look !== "live" || !state) return SHAPES[look] ?? "info";
  if (state.meeting.closed) return "closed";
  if (state.meeting.suspended) return "suspend";
  return state.floor ? "speaking" : "ready";
}

/**
 * Who has the floor in a room, by what its own list is written in.
 * @param {RoomState} state
 */
function nowText({ floor, meeting, now }) {
  const named = floor && {
    ...floor,
    delegation: nameOf(floor, meeting.list_language),
    names: undefined,
    state: undefined,
  };
  const state = /** @type {any} */ ({ floor: named, meeting, last: null });
  return floorText(state, now);
}

/**
 * What both kinds of cards say of a room.
 * @param {Room} room
 * @param {"h3"|"span"} heading in a button there is none
 */
function wordsOf(room, heading) {
  return [
    h(
      "span",
      { class: "room-head" },
      h(heading, { class: "room-name", dir: "auto" }, room.name),
      h("span", { class: "chip room-here", hidden: true }, t("rooms.here")),
      h("span", { class: "rehearsal", hidden: true }, t("rehearsal.word")),
    ),
    h("span", { class: "room-line" }, shape(), h("span", { class: "room-now", dir: "auto" })),
    h(
      "span",
      { class: "room-meeting", dir: "auto", hidden: true }, // what is cut is its own end
      h("b", { class: "room-symbol" }),
      " ",
      h("span", { class: "room-title" }),
    ),
    h("span", { class: "room-edition", hidden: true }, t("rooms.edition")),
  ];
}

function shape() {
  const svg = icon("link-connecting");
  svg.classList.add("room-shape");
  return svg;
}

/**
 * A card of the lobby, with ways to the room.
 * @param {Room} room
 */
function cardOf(room) {
  const gallery = addressIn(room, "/gallery");
  const words = { room: room.name };
  return h(
    "li",
    { class: "room card" },
    ...wordsOf(room, "h3"),
    h("span", { class: "room-address", dir: "ltr" }, publicAddress(room)),
    h(
      "span",
      { class: "room-ways" },
      h("a", { class: "button", href: gallery, "aria-label": t("rooms.gallery-of", words) }, t("page.gallery")),
      h(
        "a",
        { class: "button quiet", href: addressIn(room, "/"), "aria-label": t("rooms.lobby-of", words) },
        t("do.open-lobby"),
      ),
    ),
  );
}

/**
 * A room as one button.
 * @param {Room} room
 */
function choiceOf(room) {
  return h(
    "li",
    { class: "room" },
    h("button", { class: "room-choice", type: "button", "data-room": room.address }, ...wordsOf(room, "span")),
  );
}

/**
 * An address in a room. What was chosen here is not known there, so the language goes along.
 * @param {Room} room
 * @param {string} page
 */
export function addressIn(room, page) {
  const there = new URL(page, publicAddress(room));
  const chosen = chosenLanguage();
  if (chosen) there.searchParams.set("lang", chosen);
  return there.href;
}
