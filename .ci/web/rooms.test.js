/**
 * The rooms of the house: what is understood of what a room answers, and that each is
 * asked for itself.
 */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { askedAt, isOfHouse, publicAddress } from "../../display/web/static/link/house.js";
import { RoomWatch, understood } from "../../display/web/static/link/room-watch.js";
import { fixture } from "./fixture.js";

const both = { name: "Both", address: "https://both.example:8443", public_http: "http://both.example:8080" };
const plain = { name: "Plain", address: "http://plain.example" };

test("a page asks where its browser lets it, and leads where no certificate is needed", () => {
  assert.equal(askedAt(both, "http:"), both.public_http);
  assert.equal(askedAt(both, "https:"), both.address);
  assert.equal(askedAt(plain, "http:"), plain.address);
  assert.equal(askedAt(plain, "https:"), "");
  assert.equal(publicAddress(both), both.public_http);
  assert.ok(isOfHouse([plain, both], "http://both.example:8080"));
  assert.ok(!isOfHouse([plain, both], "http://both.example"));
  assert.ok(!isOfHouse([plain], "undefined"));
});

const state = {
  run: "A",
  pages: "e",
  now: "2026-11-28T10:00:00Z",
  meeting: { symbol: "S/PV.1", title: "T", suspended: false, closed: false, until: null, list_language: "en" },
  floor: { kind: "state", delegation: "Peru", names: { fr: "Pérou", ar: 7 }, state: "PER" },
};

test("of a state is taken what is shown of it", () => {
  const told = understood(state);
  assert.equal(told?.floor?.delegation, "Peru");
  assert.deepEqual(told?.floor?.names, { fr: "Pérou" });
  assert.equal(told?.meeting.symbol, "S/PV.1");
  assert.equal(understood({ ...state, floor: null })?.floor, null);
  const older = understood({
    ...state,
    pages: undefined,
    meeting: { ...state.meeting, until: 7, list_language: undefined },
  });
  assert.equal(older?.pages, "");
  assert.equal(older?.meeting.until, null);
  assert.equal(older?.meeting.list_language, "");
  const long = understood({ ...state, meeting: { ...state.meeting, title: "x".repeat(100_000) } });
  assert.equal(long?.meeting.title.length, 201);
});

test("what is no state is none", () => {
  const but = (/** @type {object} */ change) => ({ ...state, ...change });
  for (const body of [
    null,
    7,
    "state",
    [],
    {},
    but({ run: 7 }),
    but({ now: "yesterday" }),
    but({ meeting: null }),
    but({ meeting: { ...state.meeting, closed: "no" } }),
    but({ meeting: { ...state.meeting, title: undefined } }),
    but({ floor: undefined }),
    but({ floor: [] }),
    but({ floor: { kind: "state", delegation: {} } }),
  ]) {
    assert.equal(understood(body), null, JSON.stringify(body));
  }
});

test("what the controller sends is understood", () => {
  for (const name of ["closed", "no-limit", "nobody", "interrupted", "over", "held"]) {
    const sent = fixture(`state-${name}`);
    const told = understood(sent);
    assert.equal(told?.meeting.closed, sent.meeting.closed, name);
    assert.equal(told?.floor?.delegation, sent.floor?.delegation, name);
  }
});

const saved = ["fetch", "document", "location", "window"].map((name) => [name, globalThis[name]]);
/** @type {(url: string) => Promise<Response>} */
let answers;
/** @type {string[]} */
let asked = [];
const page = Object.assign(new EventTarget(), { hidden: false });

beforeEach((t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  asked = [];
  page.hidden = false;
  Object.assign(globalThis, {
    document: page,
    location: { protocol: "http:" },
    window: globalThis,
    fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
      asked.push(url);
      assert.equal(init.credentials, "omit");
      const stopped = new Promise((_, reject) =>
        init.signal?.addEventListener("abort", () => reject(init.signal?.reason)),
      );
      return Promise.race([answers(url), stopped]);
    },
  });
});

afterEach(() => {
  for (const [name, value] of saved) {
    if (value === undefined) delete globalThis[name];
    else globalThis[name] = value;
  }
});

/** Let everything that is due happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("each room is asked for itself: one that never answers holds up nothing", async (t) => {
  answers = (url) =>
    url.startsWith(plain.address) ? new Promise(() => {}) : Promise.resolve(new Response(JSON.stringify(state)));
  const well = new RoomWatch(both, () => {});
  const mute = new RoomWatch(plain, () => {});
  well.start();
  mute.start();
  await settle();
  assert.equal(well.look, "live");
  assert.equal(mute.look, "asking");
  t.mock.timers.tick(4000);
  await settle();
  assert.equal(mute.look, "silent");
  t.mock.timers.tick(6000);
  await settle();
  assert.equal(asked.filter((url) => url.startsWith(`${both.public_http}/`)).length, 2);
  well.stop();
  mute.stop();
  t.mock.timers.tick(60_000);
  await settle();
  assert.equal(asked.length, 4, "whoever has been stopped asks no more");
});

test("what is no room's answer is said to be none, however long it is", async () => {
  const endless = () =>
    new Response(
      new ReadableStream({
        pull: (to) => to.enqueue(new Uint8Array(65_536)),
      }),
    );
  for (const [answer, look] of /** @type {[() => Response, string][]} */ ([
    [() => new Response("<html>"), "foreign"],
    [() => new Response("{}"), "foreign"],
    [() => new Response(JSON.stringify(state), { status: 404 }), "foreign"],
    [() => new Response(JSON.stringify(state), { status: 503 }), "silent"],
    [endless, "foreign"],
    [() => new Response(JSON.stringify(state)), "live"],
  ])) {
    answers = () => Promise.resolve(answer());
    const changed = new Promise((resolve) => {
      const watch = new RoomWatch(plain, () => resolve(watch));
      watch.start();
    });
    const watch = /** @type {RoomWatch} */ (await changed);
    assert.equal(watch.look, look);
    watch.stop();
  }
});

test("a page that nobody sees asks nobody, and asks at once when it is seen", async (t) => {
  answers = () => Promise.resolve(new Response(JSON.stringify(state)));
  page.hidden = true;
  const watch = new RoomWatch(plain, () => {});
  watch.start();
  t.mock.timers.tick(60_000);
  await settle();
  assert.equal(asked.length, 0);
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  await settle();
  assert.equal(asked.length, 1);
  page.hidden = true;
  page.dispatchEvent(new Event("visibilitychange"));
  t.mock.timers.tick(60_000);
  await settle();
  assert.equal(asked.length, 1);
  watch.stop();
});
