/**
 * A page and its link: from a socket to asking through caches where there is no place, and
 * back, as often as it has to be.
 */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { fixture } from "./fixture.js";

const MINUTE_MS = 60_000;
const tick = fixture("tick-overrun");
const state = fixture("state-speaking");

/** A controller that has places for sockets, or none; and a browser before it. */
class Hall extends EventTarget {
  places = 0;
  sockets = 0;
  asked = 0;

  /** @returns what a page finds as its globals */
  globals() {
    const hall = this;
    class WebSocket {
      static OPEN = 1;
      static CONNECTING = 0;
      readyState = WebSocket.CONNECTING;
      constructor() {
        hall.sockets++;
        setTimeout(() => {
          if (hall.places === 0) return this.onclose?.({ code: 4013, reason: "15" });
          this.readyState = WebSocket.OPEN;
          this.onopen?.();
          hall.open = this;
          this.onmessage?.({ data: JSON.stringify({ ...state, type: "state" }) });
          this.ticks = setInterval(() => this.onmessage?.({ data: JSON.stringify({ ...tick, type: "tick" }) }), 1000);
        }, 1);
      }
      send() {}
      close() {
        clearInterval(this.ticks);
      }
    }
    const answer = () => ({
      ok: true,
      status: 200,
      headers: new Headers({ "Rostrum-Clock": String(state.clock_ms + this.asked) }),
      json: async () => state,
    });
    return {
      WebSocket,
      window: globalThis,
      location: { origin: "http://hall.example", protocol: "http:", host: "hall.example", search: "" },
      document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
      addEventListener: this.addEventListener.bind(this),
      fetch: async () => {
        this.asked++;
        return answer();
      },
    };
  }
}

/** Lets what is due within a time happen, with all that follows from it. */
async function pass(ms) {
  for (let spent = 0; spent < ms; spent += 100) {
    mock.timers.tick(100);
    await new Promise((done) => setImmediate(done));
  }
}

test("a page that has found a place goes far again where it is refused once more", async (t) => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 0 });
  t.mock.method(performance, "now", () => Date.now());
  const hall = new Hall();
  Object.assign(globalThis, hall.globals());
  const { FarLink } = await import("../../display/web/static/link/far-link.js");
  const { Store } = await import("../../display/web/static/link/store.js");
  await import("../../display/web/static/link/far.js");

  const store = new Store({ far: "crowded" });
  store.start();
  for (const round of [1, 2]) {
    hall.places = 0;
    hall.open?.onclose({ code: 4013, reason: "15" });
    await pass(20_000);
    assert.ok(store.link instanceof FarLink, `round ${round}: it asks through caches`);
    assert.ok(store.live && store.state !== null, `round ${round}: and has the state`);

    hall.places = 1;
    await pass(2 * MINUTE_MS + 10_000);
    assert.ok(!(store.link instanceof FarLink) && store.live, `round ${round}: it has found a place`);
    const { asked } = hall;
    await pass(20_000);
    assert.equal(hall.asked, asked, `round ${round}: and asks no more`);
  }
  store.link.end();
  mock.timers.reset();
});
