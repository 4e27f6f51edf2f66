/**
 * What each line of the list says beside its entry: who is next, what can be
 * done with it, and why something cannot. A calculation: nothing here touches
 * the page.
 *
 * @import { Meeting, State } from "../../base/types.js"
 * @import { RowView } from "./speaker-row.js"
 */
import { t } from "../../base/i18n.js";
import { concernsOf } from "./concerns.js";
import { lastsOf, waitingOf } from "./list-order.js";

/**
 * @param {State} state
 * @param {string} open the entry whose line is open; empty for none
 * @param {string} why why nothing can be commanded; empty if it can
 * @param {string} whyDrag why none of those who wait can be dragged; empty if they can
 * @returns {RowView[]} in the list's order
 */
export function viewsOf({ rev, list, meeting, floor, interrupted, ended }, open, why, whyDrag) {
  const whyGive = why || (floor ? t("why.floor-held", { delegation: floor.delegation }) : stopped(meeting));
  const waiting = waitingOf(list);
  const first = waiting[0]?.entry;
  const lasts = lastsOf(waiting);
  return list.map((row) => ({
    row,
    why,
    whyGive,
    whyDrag: row.status === "waiting" ? whyDrag : "",
    open: row.entry === open,
    next: row.entry === first,
    first: row.entry === first,
    last: lasts.includes(row.entry),
    interrupted: row.entry === interrupted?.entry,
    ended: ended?.find((last) => last.entry === row.entry)?.statement ?? 0,
    statement: row.statement ?? [floor, interrupted].find((one) => one?.entry === row.entry)?.statement ?? 0,
    rev,
    concerns: concernsOf(row, meeting),
    spoken: Boolean(floor?.entry && floor.phase !== "ready"),
  }));
}

/** @param {Meeting} meeting */
function stopped(meeting) {
  if (meeting.closed) return t("meeting.closed");
  return meeting.suspended ? t("meeting.suspended") : "";
}
