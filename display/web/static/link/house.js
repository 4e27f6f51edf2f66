/**
 * The rooms of the house, as the configuration names them. Each is a controller of its
 * own, at an address of its own.
 *
 * @typedef {object} Room
 * @property {string} name
 * @property {string} address its origin
 * @property {string} [public_http] the origin of its public door
 */

import { within } from "../base/within.js";

/** So long it is waited for: who asks again waits for the answer. */
const ANSWER_MS = 5000;

/**
 * The rooms; none where the house has but this one, null where nothing came.
 * @returns {Promise<Room[]|null>}
 */
export async function getRooms() {
  try {
    const answer = await fetch("/api/v1/lobby", { cache: "no-store", signal: within(ANSWER_MS) });
    if (answer.ok) return (await answer.json()).rooms ?? [];
  } catch {
    // The link's badge says that the controller is not there.
  }
  return null;
}

/**
 * Where the public finds a room: its public door, which needs no certificate of the house.
 * @param {Room} room
 */
export const publicAddress = (room) => room.public_http ?? room.address;

/**
 * Where a page may ask for the room's state; empty where it may not, for a page that came
 * by TLS may ask nobody without.
 * @param {Room} room
 * @param {string} protocol of the page
 */
export function askedAt(room, protocol) {
  if (protocol !== "https:") return publicAddress(room);
  return room.address.startsWith("https:") ? room.address : "";
}

/**
 * Whether an address is one of the house's: nobody is sent anywhere else.
 * @param {Room[]} rooms
 * @param {string} origin
 */
export function isOfHouse(rooms, origin) {
  return rooms.some((room) => room.address === origin || room.public_http === origin);
}
