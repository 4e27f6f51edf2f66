/**
 * The link of a far screen: it asks for the public state, by HTTP caches that one copy
 * serves a whole world, and is to a page what the socket is. Nothing that tells who asks
 * goes along, so that the answer is nobody's own.
 *
 * @import { Told } from "../base/types.js"
 * @import { FarClock } from "./far-clock.js"
 */
import { FULL_S, Link, PROTOCOL } from "./link.js";

const STATE = "/api/v1/state?list=next";
const ANSWER_MS = 4000;
/** Two questions in vain, and what they may take. */
const SILENCE_MS = 10000;
/** A page that slept for longer than this has as long to hear of it. */
const AWAKE_MS = 5000;
const SECOND = 1000;

export class FarLink extends Link {
  /** @param {FarClock} clock which also says when to ask */
  constructor(clock) {
    super(STATE);
    this.clock = clock;
    /** @type {AbortController|null} */
    this.asking = null;
    this.second = 0;
    this.silence = SILENCE_MS;
    this.grace = AWAKE_MS;
    this.slept = AWAKE_MS;
    addEventListener("offline", () => this.hurry(), { signal: this.life.signal });
  }

  connect() {
    if (!this.stopped) void this.ask();
  }

  drop() {
    this.asking?.abort();
    this.asking = null;
  }

  get arriving() {
    return false;
  }

  async ask() {
    this.drop();
    clearTimeout(this.pending);
    const stop = new AbortController();
    this.asking = stop;
    const late = setTimeout(() => stop.abort(), ANSWER_MS);
    const sent = performance.now();
    /** @type {Response|null} */
    let answer = null;
    /** @type {unknown} */
    let body = null;
    let came = sent;
    try {
      answer = await fetch(this.path, { cache: "no-store", credentials: "omit", signal: stop.signal });
      came = performance.now();
      body = await answer.json();
    } catch {
      // Nobody answers, or not the controller: a portal's page, or half of an answer.
    }
    clearTimeout(late);
    if (this.asking !== stop) return; // it was given up, and another one is under way
    this.asking = null;
    this.later(this.take(answer, body, sent, came));
  }

  /**
   * Take an answer, and say how long to wait before the next question.
   * @param {Response|null} answer
   * @param {unknown} body
   * @param {number} sent
   * @param {number} came
   */
  take(answer, body, sent, came) {
    if (answer?.status === 503) return this.stayAway(answer);
    if (answer) this.full = 0;
    let told = answer?.ok ? stateOf(body) : null;
    if (told && !this.obeys(told.lead)) told = null; // of one who led before, kept on the way
    if (told) this.tell(told, Number(answer?.headers.get("Rostrum-Clock") ?? told.clock_ms), sent, came);
    else if (answer?.status === 401 || answer?.status === 403) this.beRefused(body);
    // A browser that knows of no network needs no second try.
    else if (!answer && !navigator.onLine && this.status === "live") this.become("lost");
    return this.clock.wait();
  }

  /**
   * @param {Told} told
   * @param {number} stamp
   * @param {number} sent
   * @param {number} came
   */
  tell(told, stamp, sent, came) {
    const { boot, run, pages = "", screens } = told;
    // First, for with another boot it is another clock.
    const hello = { protocol: PROTOCOL, version: "", boot, run, pages, screens };
    this.dispatchEvent(new CustomEvent("message", { detail: { type: "hello", content: hello } }));
    if (!this.clock.take(stamp, sent, came)) return; // kept on the way: the controller may be gone
    this.heard = came;
    this.dispatchEvent(new CustomEvent("message", { detail: { type: "state", content: told } }));
    this.become("live");
  }

  /**
   * There is no place, or who stands between lets nobody through: it is asked later, and
   * not by all at once.
   * @param {Response} answer
   */
  stayAway(answer) {
    const seconds = Number(answer.headers.get("Retry-After")) || FULL_S;
    const wait = seconds * SECOND * (1 + Math.random() / 2);
    this.full = performance.now() + wait;
    this.dispatchEvent(new Event("status"));
    return wait;
  }

  /** @param {unknown} body */
  beRefused(body) {
    this.refusal = /** @type {{error?: {message?: string}}|null} */ (body)?.error?.message ?? "";
    this.become("refused");
  }

  hurry() {
    if (this.again() === 0 && !this.stopped) this.connect();
  }

  wake() {
    this.forgiven = performance.now() + this.grace;
    this.hurry();
  }

  look() {
    const now = performance.now();
    this.forgive(now);
    if (this.status === "live" && now - (this.heard ?? 0) > this.silence && now > this.forgiven) this.become("lost");
    // Nobody sends a tick: the page has its own, for while it is in the background.
    if (now - this.second < SECOND) return;
    this.second = now;
    this.dispatchEvent(new CustomEvent("message", { detail: { type: "tick", content: { clock_ms: Number.NaN } } }));
  }
}

/**
 * A state, of what came as one.
 * @param {unknown} body
 * @returns {Told|null}
 */
function stateOf(body) {
  const told = /** @type {Told|null} */ (body);
  return told && typeof told === "object" && "run" in told && "floor" in told ? told : null;
}
