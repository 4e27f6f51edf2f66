/**
 * What stands on the gallery in place of the debate, in the language in use.
 *
 * @import { Card } from "./types.js"
 */
import { t } from "./i18n.js";

/**
 * Its sentence; empty for an empty card.
 * @param {Card} card
 */
export function cardText({ says, time = "", text = "" }) {
  if (says === "blank") return "";
  return says === "text" ? text : t(`card.${says}`, { time });
}
