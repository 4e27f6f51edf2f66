/**
 * Why a command cannot be given now, whichever it is.
 *
 * @import { Store } from "./store.js"
 */
import { t } from "../base/i18n.js";

/**
 * @param {Store} store
 * @returns {string} empty when commands may be given
 */
export function linkReason(store) {
  if (!store.live) return t("why.link");
  return store.mayCommand ? "" : t("why.role");
}
