/**
 * The lobby: where to find each page and the console, who is connected, and what the other
 * rooms of the house do, where it has any.
 *
 * @import { Room } from "../link/house.js"
 * @import { Store } from "../link/store.js"
 * @typedef {{page: string, seat?: string, url: string}} PublicPage
 * @typedef {{pages: PublicPage[], console?: string, connected: Record<string, number>, lights: number, rooms?: Room[]}} Lobby
 */
import { chosenLanguage, t } from "../base/i18n.js";
import { within } from "../base/within.js";
import { countText, floorText, stoppedText } from "../base/words.js";
import { RoomClock } from "../clock/room-clock.js";
import { h, need, setAttr, setText, show } from "../kit/dom.js";
import { LanguageSwitch } from "../kit/language-switch.js";
import { LinkBadge } from "../kit/link-badge.js";
import { partsOf, startPage } from "../kit/page.js";
import { screensOf } from "../kit/screens.js";
import { fingerprint } from "../link/session.js";
import { HouseRooms } from "./house-rooms.js";

const ASK_MS = 5000;
const ROLES = ["chair", "secretary", "booth", "light", "public"];

/** What a page is called, and what it is for. @type {Record<string, (seat: string) => [string, string]>} */
const CARDS = {
  gallery: () => [t("page.gallery"), t("about.gallery")],
  when: () => [t("page.when"), t("about.when")],
  overflow: () => [t("page.overflow"), t("about.overflow")],
  overlay: () => [t("page.overlay"), t("about.overlay")],
  seat: (seat) => [t("page.seat", { seat }), t("about.seat")],
};

const elements = { language: LanguageSwitch, link: LinkBadge, clock: RoomClock, rooms: HouseRooms };
const parts = partsOf(elements);

/** @param {Store} store */
function render(store) {
  parts.link.draw(store);
  const { state } = store;
  if (!state) return;
  parts.rooms.run = state.run;
  parts.rooms.draw();
  const { meeting, floor, list } = state;
  setText(need("#symbol"), meeting.symbol);
  setText(need("#title"), meeting.title);
  show(need("#rehearsal"), meeting.rehearsal);
  show(need("#sample"), meeting.sample);
  const waiting = list.filter((row) => row.status === "waiting").length;
  const heard = list.filter((row) => row.status === "heard").length;
  setText(need("#count"), countText(waiting, heard));
  setText(need("#now"), floorText(state, store.wall(), screensOf(store).overtime));
  setAttr(need("#now"), "data-floor", floor && !stoppedText(meeting, null) ? "held" : "empty");
}

async function ask() {
  try {
    const answer = await fetch("/api/v1/lobby", { cache: "no-store", signal: within(ASK_MS) });
    if (answer.ok) renderLobby(await answer.json());
  } catch {
    // The link's badge already says that the controller is not there.
  }
  setTimeout(ask, ASK_MS);
}

/**
 * Where no key may be said the console is at another address. What was chosen on this
 * one is not known there, so the language goes along.
 * @param {string} address empty where it is at this one
 */
function renderConsole(address) {
  show(need("#elsewhere"), address.startsWith("https:"));
  if (!address) return;
  const there = new URL(address);
  const chosen = chosenLanguage();
  if (chosen) there.searchParams.set("lang", chosen);
  setAttr(need("#open-console"), "href", there.href);
  there.pathname = "/booth";
  setAttr(need("#open-booth"), "href", there.href);
}

/** @param {Lobby} lobby */
function renderLobby(lobby) {
  renderConsole(lobby.console ?? "");
  parts.rooms.render(lobby.rooms ?? []);
  show(need("#rooms"), Boolean(lobby.rooms?.length));
  const cards = need("#pages");
  const keys = new Set();
  for (const page of lobby.pages ?? []) {
    const key = `${page.page}:${page.seat ?? ""}`;
    keys.add(key);
    const card = [...cards.children].find((el) => el.getAttribute("data-page-card") === key);
    if (!card) cards.append(pageCard(key, page));
    else setAttr(need("a", card), "href", page.url);
  }
  for (const card of [...cards.children]) {
    if (!keys.has(card.getAttribute("data-page-card"))) card.remove();
  }
  const connected = need("#connected");
  for (const role of ROLES) {
    // A light that the controller drives itself is linked by nothing.
    const count = (role === "light" ? lobby.lights : lobby.connected?.[role]) ?? 0;
    let item = connected.querySelector(`[data-role="${role}"]`);
    if (!item) {
      item = h("li", { "data-role": role });
      connected.append(item);
    }
    setText(item, t(`connected.${role}`, { count }));
  }
}

/**
 * @param {string} key
 * @param {PublicPage} page
 */
function pageCard(key, page) {
  const seat = page.seat ?? "";
  const [name, about] = CARDS[page.page]?.(seat) ?? [page.page, ""];
  const query = new URLSearchParams(page.page === "seat" ? { page: "seat", seat } : { page: page.page });
  return h(
    "li",
    { class: "page-card", "data-page-card": key },
    h(
      "a",
      { href: page.url },
      h("img", {
        class: "qr",
        src: `/api/v1/qr.svg?${query}`,
        alt: t("qr.alt", { page: name }),
        width: 160,
        height: 160,
      }),
      h(
        "span",
        { class: "page-words" },
        h("span", { class: "page-name" }, name),
        h("span", { class: "page-about" }, about),
        h("span", { class: "page-address", dir: "ltr" }, page.url),
      ),
    ),
  );
}

startPage({
  elements,
  prepare: () => {
    void ask();
    void fingerprint().then((print) => show(need("#trust"), Boolean(print)));
  },
  render,
  frame: (store) => {
    parts.link.draw(store);
    parts.clock.draw(store);
  },
  list: true, // it says how many wait and were heard
});
