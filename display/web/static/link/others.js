/**
 * The other controllers of a room that has several: a page hears from each of them whether
 * it leads, so that nothing has to fall silent before the one is found that does, and goes
 * over to it where its own does not. Apart from the store: only where there are several a
 * page fetches it.
 *
 * @import { Message } from "../base/types.js"
 * @import { Store } from "./store.js"
 */
import { Link, opened } from "./link.js";
import { isWhole } from "./merge.js";
import { carried, originOf, wayOver } from "./over.js";

const LOOK_MS = 500;
/** Pages that only show wait until their own controller has found who leads, and come one by one. */
const SHOWN_MS = 1000;
const SPREAD_MS = 2000;
const CALM_MS = 5000;
const AGAIN_MS = 5000;
const LOADED = "rostrum.loaded-to-hear";

/** The quiet socket to another controller: it says who leads, and nothing of the debate. */
class OtherLink extends Link {
  /** @param {string} origin */
  constructor(origin) {
    super("/ws?only=lead");
    this.origin = origin;
    this.lead = 0;
  }

  address() {
    return this.origin.replace(/^http/, "ws") + this.path;
  }

  /** @param {unknown} data */
  hear(data) {
    const message = opened(data);
    if (message?.type !== "hello" && message?.type !== "tick") return;
    this.heard = performance.now();
    this.attempts = 0;
    this.lead = message.content.lead ?? 0;
    this.become("live");
    this.dispatchEvent(new Event("lead"));
  }

  /** Why it does not answer is its own pages' business. */
  async inquire() {}
}

/** @type {WeakSet<Store>} */
const listening = new WeakSet();

/**
 * A page that asks through caches listens to nobody: they know all controllers, and it may be
 * one of very many that none of those lets in.
 * @param {Store} store
 */
const isNear = ({ link, path }) => link.path === path;

/**
 * Listen to the others that the state tells of, from the first time on that the page is near.
 * @param {Store} store
 * @param {boolean} [acts] the page's taps are commands
 */
export function listen(store, acts = false) {
  if (listening.has(store) || !isNear(store)) return;
  listening.add(store);
  new Others(store, acts);
}

class Others {
  /**
   * @param {Store} store
   * @param {boolean} acts
   */
  constructor(store, acts) {
    this.store = store;
    this.acts = acts;
    /** @type {Link|null} */
    this.link = null;
    /** @type {Map<string, OtherLink>} */
    this.links = new Map();
    /** Own controller's lead, as it said last. */
    this.lead = 0;
    /** What signs this page in at another controller; empty where nobody is signed in. */
    this.twin = "";
    this.asked = Number.NEGATIVE_INFINITY;
    this.touched = 0;
    this.pending = 0;
    this.gone = false;
    for (const kind of ["state", "link"]) store.addEventListener(kind, () => this.look());
    for (const kind of ["pointerdown", "keydown", "input"]) {
      addEventListener(kind, () => (this.touched = performance.now()), { capture: true, passive: true });
    }
    document.addEventListener("securitypolicyviolation", (e) => this.mayNot(e.blockedURI));
    setInterval(() => this.look(), LOOK_MS);
    this.look();
  }

  /** @param {Link} link the page's own, which is another one each time that it has come near */
  take(link) {
    if (this.link === link) return;
    this.link = link;
    this.lead = this.store.told?.lead ?? 0;
    link.addEventListener("message", (e) => this.heed(/** @type {CustomEvent<Message>} */ (e).detail));
  }

  /** @param {Message} message */
  heed({ type, content }) {
    const says = type === "hello" || type === "tick" || (type === "state" && isWhole(content));
    if (says && "lead" in content) this.lead = content.lead ?? 0;
    else if (says) this.lead = 0; // it stands by
  }

  look() {
    const { store } = this;
    if (isNear(store)) {
      this.take(store.link);
      for (const other of store.state?.others ?? []) this.listen(originOf(other, location.protocol));
      void this.ask();
    } else this.end();
    this.say();
    const origin = this.way();
    if (!origin) {
      clearTimeout(this.pending);
      this.pending = 0;
    } else if (this.acts) {
      this.go(origin);
    } else if (!this.pending) {
      this.pending = window.setTimeout(() => this.go(this.way()), SHOWN_MS + Math.random() * SPREAD_MS);
    }
  }

  /** @param {string} origin */
  listen(origin) {
    if (!origin || origin === location.origin || this.links.has(origin)) return;
    const link = new OtherLink(origin);
    this.links.set(origin, link);
    link.addEventListener("lead", () => {
      this.store.lead.obeyed(link.lead); // from now on who led before is not heard
      this.look();
    });
    link.addEventListener("status", () => {
      if (link.status === "live") forget(origin);
    });
    link.start();
  }

  /** Whether the page would be over there who it is here. */
  get known() {
    return this.twin !== "" || this.store.state?.role === "public";
  }

  /** Whether the page could go over now, for whoever looks into it. */
  say() {
    const { dataset } = document.documentElement;
    const heard = [...this.links.values()].some((link) => link.status === "live");
    if (heard && this.known) dataset.over = "ready";
    else delete dataset.over;
  }

  way() {
    const { store, lead } = this;
    const { standby } = store.state ?? {};
    return wayOver({
      own: { live: store.live, standby: Boolean(standby), knows: Boolean(standby?.leader), lead },
      others: [...this.links.values()].map((link) => ({
        origin: link.origin,
        live: link.status === "live",
        lead: link.lead,
      })),
      known: this.known,
      acts: this.acts,
      age: performance.now(),
    });
  }

  /** @param {string} origin */
  go(origin) {
    if (!origin || this.gone) return;
    this.gone = true;
    /** @type {Record<string, string>} */
    let kept = {};
    try {
      kept = { ...localStorage };
    } catch {
      // Then nothing is remembered here.
    }
    location.replace(origin + location.pathname + location.search + carried(this.twin, kept));
  }

  /** Ask for what signs this page in elsewhere while its own controller is there to be asked. */
  async ask() {
    const { store } = this;
    const signedIn = store.state?.role !== "public";
    if (!signedIn) this.twin = "";
    const now = performance.now();
    if (!signedIn || !store.live || this.twin || now - this.asked < AGAIN_MS) return;
    this.asked = now;
    try {
      const answer = await fetch("/api/v1/session/twin", { method: "POST", credentials: "same-origin" });
      if (answer.ok) this.twin = (await answer.json()).twin;
    } catch {
      // It is asked again.
    }
  }

  /**
   * A controller that came later than this page: it may listen to it once it is loaded again.
   * @param {string} blocked
   */
  mayNot(blocked) {
    const link = [...this.links.values()].find(({ origin }) => blocked.startsWith(origin.replace(/^http/, "ws")));
    if (!link || link.stopped) return;
    link.end();
    try {
      if (sessionStorage.getItem(LOADED) === link.origin) return;
      sessionStorage.setItem(LOADED, link.origin);
    } catch {
      return; // without a memory it could not tell a circle
    }
    const calm = setInterval(
      () => {
        if (performance.now() - this.touched < CALM_MS || document.querySelector("dialog[open]") || !this.store.live)
          return;
        clearInterval(calm);
        location.reload();
      },
      LOOK_MS + Math.random() * SPREAD_MS,
    );
  }

  /** Until the page is near again; those that it may not listen to have ended for good. */
  end() {
    for (const [origin, link] of this.links) {
      if (link.life.signal.aborted) continue;
      link.end();
      this.links.delete(origin);
    }
  }
}

/**
 * The page that was loaded again may listen, so that another time it may be loaded again.
 * @param {string} origin
 */
function forget(origin) {
  try {
    if (sessionStorage.getItem(LOADED) === origin) sessionStorage.removeItem(LOADED);
  } catch {
    // Then there was nothing to forget.
  }
}
