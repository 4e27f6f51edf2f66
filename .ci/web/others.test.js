/**
 * A page and the other controllers of its room: it listens to them while it has a socket of
 * its own, and only then.
 */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { fixture } from "./fixture.js";

const MINUTE_MS = 60_000;
const OWN = "http://hall.example";
const OTHER = "http://other.example";
const tick = fixture("tick-overrun");
const state = { ...fixture("state-speaking"), role: "public", lead: 7, others: [{ address: OTHER }] };

/** A controller that has places for sockets, or none, or is gone; another one; and a browser before them. */
class Hall extends EventTarget {
  places = 1;
  there = true;
  /** Whether the other controller lets the page in, and what it says of its lead. */
  lets = true;
  lead = 0;
  /** Sockets that were tried at the other controller. */
  knocks = 0;
  loads = 0;
  /** Where the page went. */
  went = "";
  /** @type {Record<string, string>} */
  session = {};

  /** @returns what a page finds as its globals */
  globals() {
    const hall = this;
    let loaded = false;
    class WebSocket {
      static OPEN = 1;
      static CONNECTING = 0;
      readyState = WebSocket.CONNECTING;
      constructor(address) {
        const other = address.startsWith("ws://other.example/");
        if (other) hall.knocks++;
        setTimeout(() => (other ? this.overThere() : this.here()), 1);
      }
      here() {
        if (!hall.there) return this.onclose?.({ code: 1006, reason: "" });
        if (hall.places === 0) return this.onclose?.({ code: 4013, reason: "15" });
        hall.open = this;
        this.opens({ ...state, clock_ms: state.clock_ms + Date.now(), type: "state" }, 7);
      }
      overThere() {
        if (!hall.lets) return this.onclose?.({ code: 1006, reason: "" });
        this.opens({ type: "hello", lead: hall.lead || undefined });
      }
      opens(first, lead) {
        this.readyState = WebSocket.OPEN;
        this.onopen?.();
        const say = (message) => this.onmessage?.({ data: JSON.stringify(message) });
        say(first);
        this.ticks = setInterval(() => say({ ...tick, lead: lead ?? (hall.lead || undefined), type: "tick" }), 1000);
      }
      send() {}
      close() {
        clearInterval(this.ticks);
      }
    }
    return {
      WebSocket,
      window: globalThis,
      location: {
        ...{ origin: OWN, protocol: "http:", host: "hall.example", pathname: "/gallery", search: "" },
        replace: (address) => (this.went = address),
        reload: () => {
          this.loads += loaded ? 0 : 1; // this page is gone with the first
          loaded = true;
        },
      },
      document: Object.assign(new EventTarget(), {
        visibilityState: "visible",
        documentElement: { dataset: {} },
        querySelector: () => null,
      }),
      sessionStorage: {
        getItem: (key) => this.session[key] ?? null,
        setItem: (key, value) => (this.session[key] = value),
        removeItem: (key) => delete this.session[key],
      },
      localStorage: {},
      addEventListener: this.addEventListener.bind(this),
      fetch: async () => {
        if (!this.there) throw new TypeError("nobody answers");
        const clock = String(state.clock_ms + Date.now());
        return { ok: true, status: 200, headers: new Headers({ "Rostrum-Clock": clock }), json: async () => state };
      },
    };
  }

  /** Loads the page anew. @param {"crowded"|"always"} far */
  async load(far = "crowded") {
    mock.timers.reset();
    mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 0 });
    for (const [name, value] of Object.entries(this.globals())) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    const { Store } = await import("../../display/web/static/link/store.js");
    const { listen } = await import("../../display/web/static/link/others.js");
    await import("../../display/web/static/link/far.js");
    const store = new Store({ far });
    store.addEventListener("state", () => listen(store));
    store.start();
    await pass(1000);
    return store;
  }

  /** The place of the page's socket goes to somebody else. */
  crowdOut() {
    this.places = 0;
    this.open.onclose({ code: 4013, reason: "15" });
  }

  /** The page's controller goes, and the other one leads. */
  fail() {
    this.there = false;
    this.lead = 9;
    this.open.onclose({ code: 1006, reason: "" });
  }

  /** The browser does not let the page listen to the other controller. */
  block() {
    const blocked = { blockedURI: "ws://other.example/ws?only=lead" };
    document.dispatchEvent(Object.assign(new Event("securitypolicyviolation"), blocked));
  }
}

/** Lets what is due within a time happen, with all that follows from it. */
async function pass(ms) {
  for (let spent = 0; spent < ms; spent += 100) {
    mock.timers.tick(100);
    await new Promise((done) => setImmediate(done));
  }
}

/** @param {(hall: Hall) => Promise<void>} plays */
const inHall = (plays) => async (/** @type {import("node:test").TestContext} */ t) => {
  t.mock.method(performance, "now", () => Date.now());
  await plays(new Hall());
  mock.timers.reset();
};

test(
  "a far screen never knocks at the other controller",
  inHall(async (hall) => {
    hall.lets = false;
    const store = await hall.load("always");
    await pass(MINUTE_MS);
    assert.ok(store.live && store.state?.others, "it has a state that tells of the other");
    assert.equal(hall.knocks, 0);
  }),
);

test(
  "a page that finds no place listens to the other controller once it has one",
  inHall(async (hall) => {
    hall.places = 0;
    const store = await hall.load();
    await pass(20_000);
    assert.ok(store.live, "it asks through caches");
    assert.equal(hall.knocks, 0);

    hall.places = 1;
    await pass(2 * MINUTE_MS + 10_000);
    assert.equal(hall.knocks, 1);
    hall.fail();
    await pass(10_000);
    assert.equal(hall.went, `${OTHER}/gallery`);
  }),
);

test(
  "a page that was crowded out and has a place again goes over where its controller fails",
  inHall(async (hall) => {
    const store = await hall.load();
    for (const round of [1, 2]) {
      assert.equal(hall.knocks, round, `round ${round}: it listens`);
      assert.equal(document.documentElement.dataset.over, "ready");
      hall.crowdOut();
      await pass(20_000);
      assert.ok(store.live && store.link.path !== store.path, `round ${round}: it asks through caches`);
      assert.equal(document.documentElement.dataset.over, undefined);

      hall.places = 1;
      await pass(2 * MINUTE_MS + 10_000);
      assert.ok(store.live && store.link.path === store.path, `round ${round}: it has a place`);
    }
    assert.equal(hall.knocks, 3, "and listens as before, with one socket");
    assert.equal(hall.went, "", "it stays while its own controller leads");
    hall.fail();
    await pass(10_000);
    assert.equal(hall.went, `${OTHER}/gallery`);
  }),
);

test(
  "whom the browser does not let it hear it does not try again when it comes near",
  inHall(async (hall) => {
    hall.session["rostrum.loaded-to-hear"] = OTHER; // it was loaded again in vain
    hall.lets = false;
    const store = await hall.load();
    hall.block();
    const { knocks } = hall;
    hall.crowdOut();
    await pass(20_000);
    hall.places = 1;
    await pass(2 * MINUTE_MS + 10_000);
    assert.ok(store.live && store.link.path === store.path, "it has a place");
    assert.equal(hall.knocks, knocks);
    assert.equal(hall.loads, 0);
  }),
);

test(
  "a page is loaded again to hear a controller as often as one comes later, and once where that is in vain",
  inHall(async (hall) => {
    for (const round of [1, 2]) {
      hall.lets = false;
      await hall.load();
      hall.block();
      await pass(20_000);
      assert.equal(hall.loads, round, `round ${round}: it is loaded again`);
      await hall.load();
      hall.block();
      await pass(20_000);
      assert.equal(hall.loads, round, `round ${round}: and once only while it hears nothing`);

      hall.lets = true;
      await hall.load();
      assert.equal(document.documentElement.dataset.over, "ready", `round ${round}: it hears it`);
    }
  }),
);
