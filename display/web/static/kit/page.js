/**
 * What all pages do: texts first, then elements, then the link, and one frame
 * loop that draws from the snapshot and the clock.
 *
 * @import { Moment } from "../base/phase.js"
 *
 * @typedef {object} Page
 * @property {Record<string, CustomElementConstructor>} elements by what the page calls them
 * @property {(store: Store) => Promise<void>|void} [prepare] before the link is opened
 * @property {(store: Store) => void} render after each snapshot and each change of the link
 * @property {(store: Store, moment: Moment|null) => void} frame on each frame
 * @property {boolean} [unattended] nobody touches it: it loads itself again for a newer controller
 * @property {boolean} [list] it shows the whole speakers' list
 */
import { applyTexts, loadLanguage } from "../base/i18n.js";
import { linkLook } from "../link/link-look.js";
import { reloadFor } from "../link/reload.js";
import { Store } from "../link/store.js";
import { need } from "./dom.js";

const AGAIN_MS = 1000;
const KEPT = 31;
const USUAL_MS = 1000 / 60;
const LONGEST_MS = 50;

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
  await languageLoaded();
  applyTexts(document);
  for (const element of Object.values(page.elements)) customElements.define(tagOf(element), element);

  const store = new Store({ list: page.list });
  const frames = new Frames();
  const render = () => {
    page.render(store);
    if (page.unattended && linkLook(store) === "other-version") reloadFor(store.newer || store.link.offered);
    if (store.state) document.documentElement.dataset.ready = "1";
  };
  store.addEventListener("state", () => {
    render();
    // A page in the background gets no frames; its digits must not be minutes
    // old when a screen reader or a thumbnail looks at it.
    page.frame(store, store.drawn(frames.lead));
  });
  // Nor does it hear of a new phase, while seconds pass and nothing else changes.
  store.addEventListener("tick", () => {
    if (document.hidden) page.frame(store, store.drawn(frames.lead));
  });
  store.addEventListener("link", render);
  store.addEventListener("screens", render);
  await page.prepare?.(store);

  const draw = (/** @type {number} */ at) => {
    requestAnimationFrame(draw); // first, so that a fault in one frame stops nothing
    frames.count(at);
    page.frame(store, store.drawn(frames.lead));
  };
  store.start();
  render();
  dataset.runs = "drawn";
  requestAnimationFrame(draw);
}

/**
 * How long the frames of this screen are: what is drawn in one of them is seen
 * about one and a half later.
 */
class Frames {
  constructor() {
    /** @type {number[]} */
    this.gaps = [];
    this.last = Number.NaN;
    this.length = USUAL_MS;
  }

  /**
   * Count the instant of a frame. One that came late, after a sleep or a long
   * task, says nothing about the screen.
   * @param {number} at
   */
  count(at) {
    const gap = at - this.last;
    this.last = at;
    if (!(gap > 1 && gap <= LONGEST_MS)) return;
    this.gaps.push(gap);
    if (this.gaps.length > KEPT) this.gaps.shift();
    const sorted = [...this.gaps].sort((a, b) => a - b);
    this.length = sorted[sorted.length >> 1] ?? USUAL_MS;
  }

  /** Milliseconds from drawing to light. */
  get lead() {
    return 1.5 * this.length;
  }
}
