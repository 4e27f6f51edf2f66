/**
 * Commands to the controller. Each carries an id of its own, so that asking
 * again after a network failure can never do a thing twice.
 *
 * @import { Act } from "../base/acts.js"
 * @import { Receipt, Refusal } from "../base/types.js"
 * @import { Store } from "./store.js"
 * @typedef {Record<string, unknown>} Fields what is undefined is left out
 * @typedef {{ok: true, receipt: Receipt}|{ok: false, refusal: Refusal}} Outcome
 * @typedef {Outcome|{ok: true, receipt?: undefined}} Settled also of what is no command
 */

import { BY_REVISION, BY_STATEMENT } from "../base/acts.js";
import { newsSince } from "./news.js";

const ANSWER_MS = 3000;
const SHOWN_MS = 1200;
const AGAIN = 4;
/** So is refused what somebody else's act has made impossible. @type {ReadonlySet<string>} */
const OVERTAKEN = new Set(["stale", "not-now"]);
/** They change nothing of the meeting: the revision of their receipt is somebody's. @type {ReadonlySet<Act>} */
const NO_ACTS = new Set(["identify", "put-away"]);

export class Commands extends EventTarget {
  /** @param {Store} store */
  constructor(store) {
    super();
    this.store = store;
  }

  /**
   * Send one command and wait until its effect is on this page.
   * @param {Act} name
   * @param {Fields} [fields]
   * @param {() => boolean} [holds] for what means less than the whole meeting: it is bound
   *   to the state that was looked at, and this is asked where something else came in
   *   between; true if it means the same as before
   * @returns {Promise<Outcome>}
   */
  async send(name, fields = {}, holds) {
    let outcome = await this.attempt(name, fields, holds);
    for (let again = 0; again < AGAIN && !outcome.ok && outcome.refusal.code === "stale" && holds?.(); again++) {
      outcome = await this.attempt(name, fields, holds);
    }
    if (!outcome.ok) {
      this.dispatchEvent(new CustomEvent("refusal", { detail: outcome.refusal }));
    } else if (outcome.receipt.notice) {
      this.dispatchEvent(new CustomEvent("notice", { detail: { name, notice: outcome.receipt.notice } }));
    }
    return outcome;
  }

  /**
   * @param {Act} name
   * @param {Fields} fields
   * @param {(() => boolean)|undefined} holds
   */
  async attempt(name, fields, holds) {
    const { state, own } = this.store;
    const id = freshId();
    own.add(id);
    /** @type {Record<string, unknown>} */
    const body = { id, do: name, ...fields };
    if (BY_STATEMENT.has(name) && state?.floor) body.statement ??= state.floor.statement;
    if ((BY_REVISION.has(name) || holds) && state) body.rev ??= state.rev;
    const outcome = await this.deliver(JSON.stringify(body));
    if (outcome.ok && !NO_ACTS.has(name)) own.add(outcome.receipt.rev);
    // What happened instead is told with a refusal, so it must be here too.
    await this.shown((outcome.ok ? outcome.receipt.rev : outcome.refusal.rev) ?? 0);
    return outcome.ok ? outcome : this.explained(outcome, state?.rev ?? 0);
  }

  /**
   * Somebody else was first: that is what is said.
   * @param {{ok: false, refusal: Refusal}} outcome
   * @param {number} seen the revision that was looked at
   * @returns {Outcome}
   */
  explained(outcome, seen) {
    const { store } = this;
    if (!OVERTAKEN.has(outcome.refusal.code) || !store.told) return outcome;
    const instead = newsSince(store.told, seen, store.own);
    return instead ? { ok: false, refusal: { ...outcome.refusal, instead, heard: store.wall() } } : outcome;
  }

  /**
   * @param {string} body
   * @returns {Promise<Outcome>}
   */
  async deliver(body) {
    try {
      return await post(body);
    } catch {
      try {
        return await post(body); // the same id: the controller knows it if it came through
      } catch {
        return { ok: false, refusal: { code: "no-answer", message: "" } };
      }
    }
  }

  /**
   * Wait for the snapshot that shows the effect, not longer than a moment.
   * @param {number} rev
   */
  shown(rev) {
    const { store } = this;
    return /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(late);
          store.removeEventListener("state", look);
          resolve();
        };
        const look = () => {
          if ((store.state?.rev ?? 0) >= rev) done();
        };
        const late = setTimeout(done, SHOWN_MS);
        store.addEventListener("state", look);
        look();
      })
    );
  }
}

/**
 * @param {string} body
 * @returns {Promise<Outcome>}
 */
async function post(body) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), ANSWER_MS);
  try {
    const answer = await fetch("/api/v1/commands", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      credentials: "same-origin",
      signal: stop.signal,
      body,
    });
    const told = await answer.json();
    if (answer.ok) return { ok: true, receipt: told };
    return { ok: false, refusal: told.error };
  } finally {
    clearTimeout(late);
  }
}

/** Unique text; crypto.randomUUID is not there on plain http. */
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
