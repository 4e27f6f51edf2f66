/**
 * What the page knows: the newest snapshot, the controller's clock and the
 * link. Every element draws from here; none keeps a copy.
 *
 * @import { Moment } from "../base/phase.js"
 * @import { Entry, Hello, Message, News, Screens, SeatsNow, State, StateChange, Told } from "../base/types.js"
 * @import { FarClock } from "./far-clock.js"
 */
import { named } from "../base/names.js";
import { changeAfter, Due } from "../base/due.js";
import { leadingAt, momentAt, overrunMark } from "../base/phase.js";
import { states } from "../base/states.js";
import { SteadyClock } from "./clock.js";
import { Link } from "./link.js";
import { Lead } from "./lead.js";
import { isWhole, lines, merge, mergeSeats } from "./merge.js";
import { newsSince, OwnActs } from "./news.js";

const BURST = 8;
const BURST_GAP_MS = 120;
const GAP_MS = 2000;
const HOLDOVER_MS = 60000;

/** The edition of the pages that this module belongs to, from its own address. */
const EDITION = /\/assets\/([^/]+)\//.exec(import.meta.url)?.[1] ?? "";

/**
 * @fires Store#state after every snapshot
 * @fires Store#link on its changes
 * @fires Store#tick each second
 * @fires Store#screens when the room has set its public screens
 */
export class Store extends EventTarget {
  /**
   * @param {object} [wants]
   * @param {boolean} [wants.list] the whole speakers' list, and not only who is next
   * @param {"never"|"crowded"|"always"} [wants.far] ask through caches, or where there is no place for a socket
   */
  constructor({ list = false, far = "never" } = {}) {
    super();
    /** When the page is to be drawn. */
    this.due = new Due();
    this.path = list ? "/ws?list=all" : "/ws";
    this.far = far;
    /** @type {SteadyClock|FarClock} */
    this.clock = new SteadyClock();
    this.link = this.follow(new Link(this.path));
    /**
     * As it was told; `state` is made of it.
     * @type {Told|null}
     */
    this.told = null;
    /** @type {State|null} */
    this.state = null;
    /** What this page did itself. */
    this.own = new OwnActs();
    /**
     * What somebody else did that made the newest state of the one before.
     * @type {News|null}
     */
    this.news = null;
    /** @type {Screens|null} */
    this.screens = null;
    /** The controller's edition of the pages, where it is not this one. */
    this.newer = "";
    /** True once this page was signed in. */
    this.signedIn = false;
    this.boot = "";
    this.lead = new Lead();
    this.burst = 0;
    this.pending = 0;
    states.addEventListener("names", () => {
      this.translated();
      if (this.state) this.dispatchEvent(new Event("state"));
    });
  }

  start() {
    if (this.far === "always") void this.goFar();
    else this.link.start();
  }

  /**
   * @template {Link} T
   * @param {T} link
   */
  follow(link) {
    const { signal } = link.life;
    link.obeys = (lead) => this.lead.obeyed(lead);
    const heed = (/** @type {Event} */ e) => this.heed(/** @type {CustomEvent<Message>} */ (e).detail);
    link.addEventListener("message", heed, { signal });
    link.addEventListener("open", () => this.synchronise(), { signal });
    const look = () => {
      if (this.far === "crowded" && link.crowded) void this.goFar();
      this.dispatchEvent(new Event("link"));
    };
    link.addEventListener("status", look, { signal });
    for (const heard of ["message", "open", "status", "retry"]) {
      link.addEventListener(heard, () => this.due.now(), { signal });
    }
    return link;
  }

  /** Ask as the screens of the world do. The page has what that takes only now, for few need it. */
  async goFar() {
    const always = this.far === "always";
    this.far = "never"; // while this is under way
    try {
      const { goFar } = await import("./far.js");
      if (always || !this.live) goFar(this, !always);
    } catch {
      // Not even that came: the socket is tried, until there is no place for it either.
      this.link.start();
    }
    this.far = "crowded";
  }

  /**
   * @param {Link} link instead of the one that it had, which has ended
   * @param {SteadyClock|FarClock} clock
   */
  turnTo(link, clock) {
    clearTimeout(this.pending);
    this.clock = clock;
    this.link = this.follow(link);
  }

  /** The present moment of the statement on the floor, if there is one. */
  moment() {
    return this.state?.floor ? momentAt(this.state.floor, this.clock.now()) : null;
  }

  /**
   * What is to be drawn now, so that it is seen at its instant; it is due again when that
   * is something else.
   * @param {number} lead milliseconds from drawing to light
   */
  drawn(lead) {
    const floor = this.state?.floor;
    if (!floor) return null;
    const now = this.clock.now();
    this.due.sharply(changeAfter(floor, now, lead) - now);
    return leadingAt(floor, now, lead);
  }

  /** The controller's time of day, from its own clock and not this machine's. */
  wall() {
    return this.wallAt(this.clock.now());
  }

  /**
   * Its time of day at a steady instant.
   * @param {number} instant
   */
  wallAt(instant) {
    if (!this.state) return null;
    return new Date(Date.parse(this.state.now) + instant - this.state.clock_ms);
  }

  /** @returns {Entry|null} */
  next() {
    return this.state?.next[0] ?? null;
  }

  get live() {
    return this.link.status === "live";
  }

  get mayCommand() {
    return this.state?.role === "chair" || this.state?.role === "secretary";
  }

  /**
   * True while the page can still tell the time without the controller: a
   * running statement goes on by itself until a minute past the overrun mark.
   */
  get knows() {
    return this.live || this.holds >= 0;
  }

  /** For how many milliseconds it can do so without the controller; less than none where it cannot. */
  get holds() {
    const floor = this.state?.floor;
    const moment = this.moment();
    const mark = floor ? overrunMark(floor) : null;
    return mark !== null && moment?.running ? mark + HOLDOVER_MS - moment.elapsed : Number.NEGATIVE_INFINITY;
  }

  /** Start a burst of sync exchanges, then keep a slow rhythm. */
  synchronise() {
    this.burst = BURST;
    this.exchange();
  }

  exchange() {
    clearTimeout(this.pending);
    this.link.send({ type: "sync", t0: performance.now() });
    const wait = this.burst > 0 ? BURST_GAP_MS : GAP_MS;
    this.burst = Math.max(0, this.burst - 1);
    this.pending = window.setTimeout(() => this.exchange(), wait);
  }

  /** @param {Message} message */
  heed({ type, content }) {
    if (type === "sync") {
      this.reboot(content.boot);
      if (this.clock instanceof SteadyClock) this.clock.add(content.t0, content.t1, content.t2, performance.now());
    } else if (type === "tick") {
      this.hint(content.clock_ms);
      this.dispatchEvent(new Event("tick"));
    } else if (type === "state") {
      this.heedState(content);
    } else if (type === "seats") {
      this.heedSeats(content);
    } else if (type === "screens") {
      this.heedScreens(content);
    } else if (type === "hello") {
      this.heedHello(content);
    }
  }

  /** @param {Hello} hello */
  heedHello({ boot, pages, screens }) {
    this.reboot(boot);
    this.newer = pages && EDITION && pages !== EDITION ? pages : "";
    if (screens) this.heedScreens(screens);
    if (this.newer) this.dispatchEvent(new Event("link"));
  }

  /** @param {Screens} screens */
  heedScreens(screens) {
    this.screens = screens;
    this.dispatchEvent(new Event("screens"));
  }

  /** @param {Told|StateChange} content */
  heedState(content) {
    const old = this.told;
    if (isWhole(content)) {
      // Within one run an older revision is only a late message.
      if (old && old.run === content.run && content.rev < old.rev) return;
      this.reboot(content.boot);
      this.told = content;
    } else {
      this.told = old && merge(old, content);
      if (!this.told) {
        this.link.send({ type: "hello" }); // for the whole state
        this.told = old;
        return;
      }
    }
    const { latest } = this.told;
    if (latest && this.own.has(latest.id)) this.own.add(latest.rev);
    this.news = old && newsSince(this.told, old.rev, this.own);
    this.translated();
    this.signedIn ||= this.mayCommand;
    this.hint(content.clock_ms);
    this.dispatchEvent(new Event("state"));
  }

  /** The page speaks another language now, or was told something. */
  translated() {
    this.due.now();
    if (this.told) this.state = named({ ...this.told, ...lines(this.told) });
  }

  /**
   * Seats change without a revision; the newest message counts.
   * @param {SeatsNow} content
   */
  heedSeats(content) {
    if (!this.told) return;
    this.news = null;
    this.told = { ...this.told, seats: mergeSeats(this.told.seats ?? [], content), test: content.test };
    this.translated();
    this.dispatchEvent(new Event("state"));
  }

  /** @param {string} boot */
  reboot(boot) {
    if (!boot || boot === this.boot) return;
    this.boot = boot;
    this.clock.reset();
  }

  /** @param {number} stamp */
  hint(stamp) {
    if (this.clock.hint(stamp) && this.burst === 0) this.synchronise();
  }
}
