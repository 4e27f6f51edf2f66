/**
 * How a page comes to ask through caches, and back to a socket. Apart from the store, so that
 * only a page that asks so fetches it.
 *
 * @import { Message } from "../base/types.js"
 * @import { Store } from "./store.js"
 */
import { SteadyClock } from "./clock.js";
import { FarClock } from "./far-clock.js";
import { FarLink } from "./far-link.js";
import { Link } from "./link.js";
import { seekPlace } from "./places.js";

/**
 * @param {Store} store
 * @param {boolean} crowded for want of a place, which is looked for meanwhile
 */
export function goFar(store, crowded) {
  const { clock, link } = store;
  const farClock = new FarClock();
  if (clock.synchronised) farClock.begin(clock.now() - performance.now());
  const farLink = new FarLink(farClock);
  farLink.heard = link.heard;
  farLink.full = link.full; // until it has an answer
  if (link.status !== "connecting") farLink.status = "lost";
  link.end();
  store.turnTo(farLink, farClock);
  farLink.start();
  if (crowded) seekPlace(store.path, (found, heard) => comeNear(store, found, heard));
}

/**
 * @param {Store} store
 * @param {Link} found
 * @param {Message[]} heard
 */
function comeNear(store, found, heard) {
  const clock = new SteadyClock();
  clock.offset = store.clock.now() - performance.now();
  store.link.end();
  store.turnTo(found, clock);
  for (const { type, content } of heard) {
    if ("lead" in content && !store.lead.obeyed(content.lead)) return found.overruled();
    store.heed(/** @type {Message} */ ({ type, content }));
  }
  store.synchronise();
  store.due.now();
  store.dispatchEvent(new Event("link"));
}
