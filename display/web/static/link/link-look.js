/**
 * How the link stands, as a person should see it, and what follows from it. Each look
 * has a shape, a colour and a sentence, and every page shows all of them.
 *
 * @import { Act } from "../base/acts.js"
 * @import { Undoable } from "../base/types.js"
 * @import { Store } from "./store.js"
 *
 * @typedef {"connecting"|"live"|"reconnecting"|"holdover"|"stale"|"refused"|"signed-out"|"other-version"|"standby"} LinkLook
 *
 * connecting: nothing has come yet. reconnecting: the controller is back and its
 * state is on its way. holdover: the link is lost and the page still knows the time.
 * stale: it does not. refused: the controller answers and will not have this page.
 * signed-out: the page was signed in and is not any more. other-version: the
 * controller has another edition of this page. standby: the controller follows another
 * one, which leads.
 */
import { CHAIR_ALONE, CHAIR_UNDOES } from "../base/acts.js";
import { lengthText } from "../base/format.js";
import { hasText, t } from "../base/i18n.js";

/** A controller that is started again is back sooner; nothing flickers for that. */
const PATIENCE_S = 4;

/**
 * @param {Store} store
 * @returns {LinkLook}
 */
export function linkLook(store) {
  const { link, state } = store;
  if (link.status === "closed") return "other-version";
  if (link.status === "refused") return "refused";
  if (link.status === "live") {
    if (store.newer) return "other-version";
    if (state?.standby) return "standby";
    return store.signedIn && !store.mayCommand ? "signed-out" : "live";
  }
  if (!state) return "connecting";
  if (link.arriving) return "reconnecting";
  return store.knows ? "holdover" : "stale";
}

/**
 * Why a command cannot be given now, whichever it is.
 * @param {Store} store
 * @returns {string} empty when commands may be given
 */
export function linkReason(store) {
  if (!store.live) return t("why.link");
  if (store.state?.standby) return t("why.standby");
  return store.mayCommand ? "" : t("why.role");
}

/**
 * Whether an act is this page's to do; what never is, it does not show.
 * @param {Store} store
 * @param {string} name an {@link Act}, or what else a page does
 */
export function mayDo(store, name) {
  return store.state?.role !== "secretary" || !CHAIR_ALONE.has(/** @type {Act} */ (name));
}

/**
 * Whether an event is this page's to undo.
 * @param {Store} store
 * @param {Undoable} one
 */
export function mayUndo(store, { what }) {
  return store.state?.role !== "secretary" || !CHAIR_UNDOES.has(what);
}

/**
 * True once what the screen shows is not to be taken for the present: it does not
 * know, and the controller was not heard for longer than it takes to come back.
 * @param {Store} store
 */
export function isOld(store) {
  return store.state !== null && !store.knows && store.link.age() >= PATIENCE_S;
}

/**
 * In how many milliseconds something that is said of the link may be another by time alone.
 * @param {Store} store
 */
export function linkChange(store) {
  if (store.live) return Number.POSITIVE_INFINITY;
  const { holds } = store;
  return Math.min(store.link.change(), holds > 0 ? holds : Number.POSITIVE_INFINITY);
}

/**
 * Why a screen does not know, in a sentence.
 * @param {Store} store
 */
export function lostText(store) {
  if (store.link.again() > 0) return linkWord(store);
  const look = linkLook(store);
  return look === "stale" ? t("lost.for", { age: lengthText(store.link.age() * 1000) }) : t(`link.${look}`);
}

/**
 * How the link stands, in a sentence.
 * @param {Store} store
 */
export function linkText(store) {
  const again = store.link.again();
  if (linkLook(store) === "standby") return standbyText(store);
  return again > 0 ? t("link.full", { age: again }) : t(`link.${linkLook(store)}`, { age: store.link.age() });
}

/**
 * That this is the standby, and who leads.
 * @param {Store} store
 */
export function standbyText({ state }) {
  const { leader, within_ms: within } = state?.standby ?? { leader: "" };
  const text = leader ? t("link.standby", { leader }) : t("link.standby-alone");
  return within ? `${text} · ±${within} ms` : text;
}

/**
 * The same in a word, which does not change with each second.
 * @param {Store} store
 */
export function linkWord(store) {
  return t(`link-word.${store.link.again() > 0 ? "full" : linkLook(store)}`);
}

/**
 * What to do about it; empty where nothing helps but to wait.
 * @param {Store} store
 */
export function adviceText(store) {
  if (store.link.again() > 0) return "";
  const look = linkLook(store);
  return hasText(`advice.${look}`) ? t(`advice.${look}`) : "";
}
