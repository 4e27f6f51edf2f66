/**
 * What all pages do: texts first, then elements, then the link, and one loop that
 * draws from the snapshot and the clock what is due.
 *
 * @import { Moment } from "../base/phase.js"
 *
 * @typedef {object} Page
 * @property {Record<string, CustomElementConstructor>} elements by what the page calls them
 * @property {(store: Store) => Promise<void>|void} [prepare] before the link is opened
 * @property {(store: Store) => void} render after each snapshot and each change of the link
 * @property {(store: Store, moment: Moment|null) => void} frame what changes with time; it says to `store.due` when
 * @property {boolean} [unattended] nobody touches it: it loads itself again for a newer controller
 * @property {boolean} [acts] its taps are commands
 * @property {boolean} [list] it shows the whole speakers' list
 * @property {boolean} [far] it can ask through caches: where its address says so, and where there is no place for its socket
 */
import { applyTexts, loadLanguage } from "../base/i18n.js";
import { linkChange, linkLook } from "../link/link-look.js";
import { reloadFor } from "../link/reload.js";
import { Store } from "../link/store.js";
import { need } from "./dom.js";
import { FrameLoop } from "./frame-loop.js";

const AGAIN_MS = 1000;

/** What a hand does on a page, which may change what is drawn of it. */
const HAND = ["pointerdown", "pointerup", "pointercancel", "click", "keydown", "input", "change", "focusin"];

/** A wall screen must not stay blank because the controller was away for a moment. */
async function languageLoaded() {
  for (;;) {
    try {
      return await loadLanguage();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/**
 * An element's tag is the name of its class: FloorCard is <floor-card>.
 * @param {CustomElementConstructor} element
 */
const tagOf = (element) => element.name.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase();

/**
 * The page's own elements, each by what the page calls it.
 * @template {Record<string, new () => HTMLElement>} T
 * @param {T} elements
 */
export function partsOf(elements) {
  const found = Object.entries(elements).map(([name, element]) => [name, need(tagOf(element))]);
  return /** @type {{[K in keyof T]: InstanceType<T[K]>}} */ (Object.fromEntries(found));
}

/** @param {Page} page */
export async function startPage(page) {
  const { dataset } = document.documentElement;
  dataset.runs = "begun"; // what stands on the gallery for old browsers looks for it
  if (location.hash) await import("../link/arrival.js").then(({ arrive }) => arrive()).catch(() => {});
  await languageLoaded();
  applyTexts(document);
  for (const element of Object.values(page.elements)) customElements.define(tagOf(element), element);

  const always = new URLSearchParams(location.search).has("far");
  const far = !page.far ? "never" : always ? "always" : "crowded";
  const store = new Store({ list: page.list, far });
  const loop = new FrameLoop(store.due, (lead) => {
    store.due.in(linkChange(store));
    page.frame(store, store.drawn(lead));
  });
  const render = () => {
    page.render(store);
    if (page.unattended && linkLook(store) === "other-version") reloadFor(store.newer || store.link.offered);
    if (store.state) document.documentElement.dataset.ready = "1";
  };
  store.addEventListener("state", () => {
    render();
    // A page in the background gets no frames; its digits must not be minutes
    // old when a screen reader or a thumbnail looks at it.
    loop.now();
  });
  // Nor does it hear of a new phase, while seconds pass and nothing else changes.
  store.addEventListener("tick", () => {
    if (document.hidden) loop.now();
  });
  store.addEventListener("link", render);
  store.addEventListener("screens", render);
  store.addEventListener("state", () => {
    if (store.state?.others) void others(store, page.acts);
  });
  await page.prepare?.(store);

  store.start();
  render();
  dataset.runs = "drawn";
  loop.start();
  for (const kind of HAND) addEventListener(kind, () => loop.ask(), { capture: true, passive: true });
  addEventListener("resize", () => loop.ask());
  addEventListener("pageshow", () => loop.now());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) loop.ask();
    else loop.now(); // the first frame that is seen is right
  });
}

/**
 * Listen to the room's other controllers. Few rooms have any: what that takes is fetched by
 * who needs it, and where it does not come, at the next state.
 * @param {Store} store
 * @param {boolean} [acts]
 */
async function others(store, acts) {
  try {
    const { listen } = await import("../link/others.js");
    listen(store, acts);
  } catch {}
}
