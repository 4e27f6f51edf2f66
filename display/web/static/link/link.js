/**
 * The socket to the controller: it comes back by itself and knows when it has
 * gone silent. A half-open socket looks alive for minutes, so silence counts,
 * not the socket's own opinion.
 *
 * @import { LinkStatus, Message } from "../base/types.js"
 */

export const PROTOCOL = "rostrum.v1";

const SILENCE_MS = 2500;
const LOOK_MS = 200;
const ATTEMPT_MS = 4000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 3000;
const GRACE_MS = 700;
const INQUIRE_AFTER = 2;
const INQUIRE_MS = 2000;
const FULL = 4013; // close code: no place for a guest; its reason is after how many seconds to come again
export const FULL_S = 15;

/**
 * Take a message out of its envelope. One of another kind may come: nobody asks for it.
 * @param {unknown} text
 * @returns {Message|null} null for what is no message
 */
export function opened(text) {
  try {
    const { type, ...content } = JSON.parse(String(text));
    return typeof type === "string" ? /** @type {Message} */ ({ type, content }) : null;
  } catch {
    return null;
  }
}

/**
 * @fires Link#message with the Message as detail
 * @fires Link#status when `status` changed
 * @fires Link#open when a socket is ready for sync exchanges
 * @fires Link#retry when one is left for another
 */
export class Link extends EventTarget {
  /** @param {string} path of the socket */
  constructor(path = "/ws") {
    super();
    this.path = path;
    /** @type {LinkStatus} */
    this.status = "connecting";
    /**
     * Local instant of the last message; null before the first.
     * @type {number|null}
     */
    this.heard = null;
    /** @type {WebSocket|null} */
    this.socket = null;
    this.attempts = 0;
    this.opened = 0;
    this.looked = 0;
    this.stopped = true;
    this.pending = 0;
    this.watch = 0;
    /** What the controller speaks instead, where this page cannot follow it. */
    this.offered = "";
    /** What the controller said when it refused the socket, in English. */
    this.refusal = "";
    /** The local instant at which it tries again where there was no place for it; 0 otherwise. */
    this.full = 0;
    /** True where it was refused for reasons of crowd, by the controller or by who stands before it. */
    this.crowded = false;
    /** Until this local instant silence is forgiven (the page itself slept). */
    this.forgiven = 0;
    /** For how long, and how late a timer is where it slept. */
    this.grace = GRACE_MS;
    this.slept = 5 * LOOK_MS;
    /**
     * Whether who leads so is obeyed; who left the lead to another is not heard.
     * @type {(lead?: number) => boolean}
     */
    this.obeys = () => true;
    this.life = new AbortController();
    const { signal } = this.life;
    addEventListener("online", () => this.hurry(), { signal });
    addEventListener("pagehide", () => this.stop(), { signal });
    addEventListener("pageshow", (e) => e.persisted && this.start(), { signal });
    const seen = () => document.visibilityState === "visible" && this.wake();
    document.addEventListener("visibilitychange", seen, { signal });
  }

  start() {
    if (!this.stopped) return;
    this.stopped = false;
    this.looked = performance.now();
    this.watch = window.setInterval(() => this.look(), LOOK_MS);
    this.connect();
  }

  stop() {
    this.stopped = true;
    clearInterval(this.watch);
    clearTimeout(this.pending);
    this.drop();
  }

  /** For good: another link takes its place. */
  end() {
    this.life.abort();
    this.stop();
  }

  /** Leave the present socket and open another, e.g. after signing in. */
  renew() {
    this.drop();
    this.attempts = 0;
    clearTimeout(this.pending);
    this.connect();
  }

  /** @param {object} message */
  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** True while a socket is open and what it brings is waited for. */
  get arriving() {
    return this.status !== "live" && this.socket?.readyState === WebSocket.OPEN;
  }

  /** Seconds since the controller was heard, for people. */
  age() {
    return this.heard === null ? 0 : Math.floor((performance.now() - this.heard) / 1000);
  }

  /** In how many milliseconds {@link Link#age} or {@link Link#again} is another. */
  change() {
    const now = performance.now();
    const age = this.heard === null ? Number.POSITIVE_INFINITY : 1000 - ((now - this.heard) % 1000);
    return this.full > now ? Math.min(age, (this.full - now) % 1000 || 1000) : age;
  }

  address() {
    return location.origin.replace(/^http/, "ws") + this.path;
  }

  connect() {
    if (this.stopped || this.status === "closed") return;
    const socket = new WebSocket(this.address(), PROTOCOL);
    this.socket = socket;
    this.opened = performance.now();
    socket.onopen = () => this.dispatchEvent(new Event("open"));
    socket.onmessage = (e) => this.hear(e.data);
    socket.onclose = ({ code, reason }) => this.retry(code === FULL ? Number.parseInt(reason, 10) || FULL_S : 0);
  }

  /** @param {unknown} data */
  hear(data) {
    const message = opened(data);
    if (!message) return; // not ours; the next one may be
    const { type, content } = message;
    if ("lead" in content && !this.obeys(content.lead)) return this.overruled();
    this.heard = performance.now();
    this.attempts = 0;
    if (type === "hello" && content.protocol !== PROTOCOL) {
      this.offered = String(content.pages || content.protocol);
      this.drop();
      this.become("closed");
      return;
    }
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
    // Only a snapshot makes the page know again; a greeting does not.
    if (type !== "state") return;
    this.full = 0;
    this.crowded = false;
    this.become("live");
  }

  /** Close without waiting for the other side, which may be gone. */
  drop() {
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** @param {number} [full] seconds to stay away, for there is no place */
  retry(full = 0) {
    this.drop();
    if (this.stopped || this.status === "closed") return;
    if (this.status === "live") this.become("lost");
    if (this.attempts >= INQUIRE_AFTER) this.inquire();
    // Jitter, so that a room full of screens does not knock in step.
    let wait = Math.min(FIRST_WAIT_MS * 2 ** this.attempts, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);
    if (full) wait = full * 1000 * (1 + Math.random() / 2);
    this.full = full ? performance.now() + wait : 0;
    this.attempts += 1;
    this.later(wait);
    this.crowded ||= full > 0;
    this.dispatchEvent(new Event(full ? "status" : "retry"));
  }

  /** Who is there does not lead the room any more: perhaps another one answers, and soon. */
  overruled() {
    this.attempts = Math.max(this.attempts, INQUIRE_AFTER);
    this.retry();
  }

  /** @param {number} wait */
  later(wait) {
    clearTimeout(this.pending);
    this.pending = window.setTimeout(() => this.connect(), wait);
  }

  /**
   * A browser does not tell why a socket was not opened. If the controller
   * answers and refuses, people should read that and not look for a cable.
   */
  async inquire() {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), INQUIRE_MS);
    try {
      const answer = await fetch("/ws", { cache: "no-store", credentials: "same-origin", signal: stop.signal });
      const refuses = answer.status === 401 || answer.status === 403;
      if (this.stopped || this.status === "live" || this.status === "closed") return;
      if (answer.status === 503) {
        this.crowded = true;
        this.dispatchEvent(new Event("status"));
      }
      this.refusal = refuses ? ((await answer.json()).error?.message ?? "") : "";
      if (refuses || this.status === "refused")
        this.become(refuses ? "refused" : this.heard === null ? "connecting" : "lost");
    } catch {
      // It does not answer at all: the link is lost, as the page says already.
    } finally {
      clearTimeout(late);
    }
  }

  /** Seconds until it tries again, where there was no place; 0 otherwise. */
  again() {
    return Math.max(0, Math.ceil((this.full - performance.now()) / 1000));
  }

  hurry() {
    if (this.again() > 0 || this.socket?.readyState === WebSocket.OPEN) return;
    this.renew();
  }

  /** The page is seen again: messages of the meantime may still be on their way. */
  wake() {
    this.forgiven = performance.now() + this.grace;
    this.dispatchEvent(new Event("open"));
    if (this.again() > 0) return;
    if (this.socket === null || this.socket.readyState > WebSocket.OPEN) this.renew();
  }

  look() {
    const now = performance.now();
    this.forgive(now);
    if (!this.socket) return;
    if (this.socket.readyState === WebSocket.CONNECTING) {
      if (now - this.opened > ATTEMPT_MS) this.retry();
    } else if (now - Math.max(this.heard ?? 0, this.opened) > SILENCE_MS && now > this.forgiven) {
      this.retry();
    }
  }

  /**
   * Where the timer itself came late the page was asleep, not the controller.
   * @param {number} now
   */
  forgive(now) {
    if (now - this.looked > this.slept) this.forgiven = now + this.grace;
    this.looked = now;
  }

  /** @param {LinkStatus} status */
  become(status) {
    if (this.status === status) return;
    this.status = status;
    this.dispatchEvent(new Event("status"));
  }
}
