/**
 * On a screen that has chosen its room: the quiet way back to where it was chosen. The
 * address says where that is; it is believed where it is one of the house's, so that
 * nobody's link makes a screen lead out of it.
 */
import { chosenLanguage } from "../base/i18n.js";
import { setAttr, show } from "../kit/dom.js";
import { getRooms, isOfHouse } from "../link/house.js";

const AGAIN_MS = 5000;

/** @param {HTMLElement} link */
export async function leadBack(link) {
  const from = new URLSearchParams(location.search).get("overflow");
  if (!from) return;
  const rooms = await getRooms();
  if (!rooms) {
    setTimeout(() => leadBack(link), AGAIN_MS); // the controller is not there
    return;
  }
  if (!isOfHouse(rooms, from)) return;
  const there = new URL("/overflow?choose", from);
  const chosen = chosenLanguage();
  if (chosen) there.searchParams.set("lang", chosen);
  setAttr(link, "href", there.href);
  show(link, true);
}
