/**
 * The page of a screen that chooses one of the house's rooms, and keeps it: after a power
 * cut it is opened again, and leads there by itself. It waits until the room answers, for in
 * its place a browser would show its own page of errors, for good.
 *
 * @import { Room } from "../link/house.js"
 * @import { RoomWatch } from "../link/room-watch.js"
 */
import { isolated, t } from "../base/i18n.js";
import { need, setText, show } from "../kit/dom.js";
import { LanguageSwitch } from "../kit/language-switch.js";
import { LinkBadge } from "../kit/link-badge.js";
import { partsOf, startPage } from "../kit/page.js";
import { stayAwake } from "../kit/wake.js";
import { getRooms, isOfHouse } from "../link/house.js";
import { addressIn, HouseRooms } from "./house-rooms.js";

const ASK_MS = 5000;
const KEPT = "rostrum.overflow-room";

const elements = { language: LanguageSwitch, link: LinkBadge, rooms: HouseRooms };
const parts = partsOf(elements);

/** The address of the room that was chosen, here or before; empty while none is. */
let chosen = "";
let leaving = false;

/** Whoever came back from a room wants another one. */
const choosing = new URLSearchParams(location.search).has("choose");

function recall() {
  try {
    return localStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} address */
function keep(address) {
  try {
    if (address) localStorage.setItem(KEPT, address);
    else localStorage.removeItem(KEPT);
  } catch {
    // A browser that keeps nothing chooses anew.
  }
}

async function ask() {
  const rooms = await getRooms();
  if (rooms) renderRooms(rooms);
  setTimeout(ask, ASK_MS);
}

/** @param {Room[]} rooms */
function renderRooms(rooms) {
  // A room that the house has no more is none to wait for.
  if (!rooms.some(({ address }) => address === chosen)) chosen = "";
  show(need("#unlisted"), !isOfHouse(rooms, location.origin));
  parts.rooms.render(rooms, follow);
  draw();
  for (const { watch } of parts.rooms.lines) follow(watch);
}

/** Lead to the room that was chosen, once it answers. @param {RoomWatch} watch */
function follow({ room, look }) {
  if (room.address !== chosen || leaving || (look !== "live" && look !== "unasked")) return;
  leaving = true;
  const there = new URL(addressIn(room, "/gallery"));
  there.searchParams.set("overflow", location.origin);
  location.replace(there);
}

/** @param {string} address */
function choose(address) {
  chosen = address;
  keep(address);
  draw();
  for (const { watch } of parts.rooms.lines) follow(watch);
}

function draw() {
  const { room } = parts.rooms.lines.find(({ watch }) => watch.room.address === chosen)?.watch ?? {};
  show(need("#waiting"), room !== undefined);
  setText(need("#waiting-for"), room ? t("overflow.waiting", { room: isolated(room.name) }) : "");
  for (const button of parts.rooms.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.room === chosen));
  }
}

startPage({
  unattended: true,
  elements,
  prepare: () => {
    chosen = choosing ? "" : recall();
    parts.rooms.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (button?.dataset.room) choose(button.dataset.room);
    });
    need("#forget").addEventListener("click", () => choose(""));
    stayAwake(() => {});
    void ask();
  },
  render: (store) => {
    parts.link.draw(store);
    parts.rooms.run = store.state?.run ?? "";
    parts.rooms.draw();
  },
  frame: (store) => parts.link.draw(store),
});
