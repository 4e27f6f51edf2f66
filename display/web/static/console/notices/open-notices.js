/**
 * What there is to be known, and was not put away on any device. A calculation.
 *
 * @import { State } from "../../base/types.js"
 */

/** @param {Pick<State, "notices">} state */
export function openNotices({ notices = [] }) {
  return notices.filter((notice) => !notice.put_away);
}

/** @param {Pick<State, "doubts">} state */
export function openDoubts({ doubts = null }) {
  return doubts?.put_away ? null : doubts;
}
