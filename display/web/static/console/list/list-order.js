/**
 * The order of the speakers' list: where a line may be put, and what the
 * controller is told so that it comes to stand there. A calculation: nothing
 * here touches the page.
 *
 * @import { Entry } from "../../base/types.js"
 * @typedef {{entry: string, before?: string}} Move a `move` command
 */

/** @param {Entry} row */
function isReply({ kind }) {
  return kind === "right-of-reply" || kind === "second-right-of-reply";
}

/**
 * Those who wait, in their order.
 * @param {Entry[]} list
 */
export function waitingOf(list) {
  return list.filter((row) => row.status === "waiting");
}

/**
 * The rights of reply come after the list, which ends in front of them: the
 * last line of each part cannot be moved further down.
 * @param {Entry[]} waiting
 */
export function lastsOf(waiting) {
  return [waiting.at(-1)?.entry, waiting.findLast((row) => !isReply(row))?.entry];
}

/**
 * What one tap on a button means.
 * @param {Entry[]} list
 * @param {string} entry
 * @param {"first"|"up"|"down"|"last"} to
 * @returns {Move|null} null where it does not wait any more
 */
export function stepOf(list, entry, to) {
  const waiting = waitingOf(list);
  const at = waiting.findIndex((row) => row.entry === entry);
  if (at < 0) return null;
  const place = { first: 0, up: at - 1, down: at + 2, last: waiting.length }[to];
  const below = waiting[at + 1];
  // Behind the last one there is no place to name: that one moves up instead.
  if (to === "down" && place >= waiting.length && below) return { entry: below.entry, before: entry };
  return { entry, before: waiting[place]?.entry };
}

/**
 * The places that a line may be dragged to, counted among the others who wait:
 * 0 is in front of all. A right of reply may be put further up, as with the
 * buttons; what is none does not come behind those that end the list.
 * @param {Entry[]} waiting
 * @param {string} entry
 * @returns {{others: Entry[], own: number, most: number}} own is where it stands now
 */
export function placesOf(waiting, entry) {
  const own = waiting.findIndex((row) => row.entry === entry);
  const line = waiting[own];
  const others = waiting.filter((row) => row.entry !== entry);
  if (!line || isReply(line)) return { others, own, most: others.length };
  return { others, own, most: others.findLastIndex((row) => !isReply(row)) + 1 };
}

/**
 * What a drop means in the list as it is by now. It was dropped between two
 * lines; if one of them is gone, has been given the floor or was moved away,
 * nobody knows any more what was meant, and nothing is sent.
 * @param {Entry[]} held those who waited when the line was lifted, in the order that was seen
 * @param {Entry[]} list as it is now
 * @param {string} entry
 * @param {number} place among the others of `held`, as from placesOf
 * @returns {{move: Move|null, why: ""|"unmoved"|"gone"|"changed"}}
 */
export function dropOf(held, list, entry, place) {
  const { others, own } = placesOf(held, entry);
  const waiting = waitingOf(list);
  if (!waiting.some((row) => row.entry === entry)) return { move: null, why: "gone" };
  if (place === own) return { move: null, why: "unmoved" };
  const seen = new Set(others.map((row) => row.entry));
  const still = waiting.filter((row) => seen.has(row.entry)).map((row) => row.entry);
  const waits = new Set(still);
  const before = others[place]?.entry;
  // In front of it stood the nearest one that still waits; who was heard
  // meanwhile has not changed what was meant.
  const behind = others.slice(0, place).findLast((row) => waits.has(row.entry))?.entry;
  const at = before ? still.indexOf(before) : still.length;
  if (at < 0 || still[at - 1] !== behind) return { move: null, why: "changed" };
  if (before) return { move: { entry, before }, why: "" };
  // At the end of those who wait, in front of what else stands there.
  const last = list.findLastIndex((row) => row.status === "waiting" && row.entry !== entry);
  const next = list.slice(last + 1).find((row) => row.entry !== entry);
  return { move: { entry, before: next?.entry }, why: "" };
}
