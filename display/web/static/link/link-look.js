/**
 * How the link stands, as a person should see it. Each look has a shape, a
 * colour and a sentence, and every page shows all of them.
 *
 * @import { Store } from "./store.js"
 *
 * @typedef {"connecting"|"live"|"reconnecting"|"holdover"|"stale"|"refused"|"signed-out"|"other-version"} LinkLook
 *
 * connecting: nothing has come yet. reconnecting: the controller is back and its
 * state is on its way. holdover: the link is lost and the page still knows the time.
 * stale: it does not. refused: the controller answers and will not have this page.
 * signed-out: the page was signed in and is not any more. other-version: the
 * controller has another edition of this page.
 */

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
    return store.signedIn && !store.mayCommand ? "signed-out" : "live";
  }
  if (!state) return "connecting";
  if (link.arriving) return "reconnecting";
  return store.knows ? "holdover" : "stale";
}
