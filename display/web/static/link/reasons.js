/**
 * Why a command cannot be given now, whichever it is.
 *
 * @typedef {import("./store.js").Store} Store
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
