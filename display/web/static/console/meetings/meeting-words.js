/**
 * How meetings are called where several are spoken of.
 *
 * @import { MeetingLine } from "../../base/types.js"
 */
import { hasText, isolated, t } from "../../base/i18n.js";

/** @param {{symbol: string, title: string}} meeting */
export function nameText({ symbol, title }) {
  return [symbol, title].filter(Boolean).map(isolated).join(" · ");
}

/** @param {string} name of rules */
export const rulesText = (name) => (hasText(`preset.${name}`) ? t(`preset.${name}`) : name);

/**
 * An earlier meeting, with what it would give another one.
 * @param {MeetingLine} meeting
 */
export function lineText(meeting) {
  const { symbol, title } = meeting;
  // What tells them apart comes first: a telephone cuts the rest.
  const parts = [`${meeting.meeting}. ${isolated(symbol || title)}`, t("meetings.lines", { count: meeting.lines })];
  if (meeting.rehearsal) parts.push(t("rehearsal.word"));
  if (symbol && title) parts.push(isolated(title));
  return t("meetings.list.from", { meeting: parts.join(" · ") });
}
