/**
 * What stands in the place of the clock while there is none to show.
 *
 * @import { State } from "../../base/types.js"
 * @import { Store } from "../../link/store.js"
 */
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { untilText, whenText } from "../../base/when.js";
import { lastText, standingText } from "../../base/words.js";
import { need, setText } from "../../kit/dom.js";

/**
 * The stage without a clock: nobody has the floor, or the meeting stands.
 * @param {Store} store
 * @param {State} state
 */
export function renderEmpty(store, state) {
  const { floor, last, meeting } = state;
  const now = store.wall();
  let title = last ? lengthText(last.used_ms) : "";
  let text = last ? lastText(last) : t("floor.nobody");
  if (meeting.closed) {
    const count = meeting.not_heard ?? 0;
    title = meeting.closed_at ? t("closed.at", { when: whenText(new Date(meeting.closed_at), now) }) : "";
    text = [t("meeting.closed"), count > 0 ? t("closed.not-heard", { count }) : ""].filter(Boolean).join(" · ");
  } else if (meeting.suspended) {
    title = untilText(meeting.until, now);
    text = floor ? t("suspended.floor", { standing: standingText(floor) }) : t("meeting.suspended");
  }
  setText(need("#empty-time"), title);
  setText(need("#empty-text"), text);
}
