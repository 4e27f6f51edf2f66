/**
 * The far screens' estimate of the controller's clock: the figures of one screen beside
 * those of cmd/e2e/far, and a world of screens behind a cache.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FarClock } from "../../display/web/static/link/far-clock.js";

const file = new URL("../../cmd/e2e/far/testdata/stamps.json", import.meta.url);
const near = (is, want) => Math.abs(is - want) < 1e-6;

for (const { name, answers } of JSON.parse(readFileSync(file, "utf8"))) {
  test(`stamps: ${name}`, () => {
    let local = 0;
    const clock = new FarClock(() => local);
    for (const [n, a] of answers.entries()) {
      local = a.came;
      assert.equal(clock.take(a.stamp, a.sent, a.came), a.fresh, `answer ${n + 1}`);
      assert.ok(near(clock.now() - local, a.offset), `after answer ${n + 1} it is ahead by ${clock.now() - local}`);
      const wait = clock.wait(() => a.random);
      assert.ok(near(wait, a.wait), `after answer ${n + 1} it waits ${wait}, not ${a.wait}`);
    }
  });
}

/** The same numbers each time (mulberry32). */
function dice(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What is to happen, the earliest first. */
class Queue {
  constructor() {
    this.all = [];
  }

  add(event) {
    const { all } = this;
    let at = all.push(event) - 1;
    for (let up = (at - 1) >> 1; at > 0 && all[up].t > event.t; at = up, up = (at - 1) >> 1) all[at] = all[up];
    all[at] = event;
  }

  take() {
    const { all } = this;
    const first = all[0];
    const last = all.pop();
    if (all.length === 0) return first;
    let at = 0;
    for (;;) {
      let low = 2 * at + 1;
      if (low + 1 < all.length && all[low + 1].t < all[low].t) low++;
      if (low >= all.length || all[low].t >= last.t) break;
      all[at] = all[low];
      at = low;
    }
    all[at] = last;
    return first;
  }
}

/** How long a copy is good that came at an instant: to the second, as nginx counts, or exactly. */
const caches = {
  nginx: (came, phase) => (Math.floor((came - phase) / 1000) + 2) * 1000 + phase,
  exact: (came) => came + 1000,
};

const EACH_MS = 0.2; // that an answer takes: who asks at once with thousands has to wait

/** A cache on the way to the controller. While one question is under way the others get the last copy. */
class Cache {
  constructor(until, phase, way) {
    Object.assign(this, { until, phase, way, copy: null, last: null, asked: 0, busy: 0 });
  }

  /** @returns {{stamp: number, at: number}} */
  answer(came) {
    const t = Math.max(came, this.busy) + EACH_MS;
    this.busy = t;
    const { copy, last } = this;
    if (copy && t < copy.from) return last ? { stamp: last.stamp, at: t } : { stamp: copy.stamp, at: copy.from };
    if (copy && t < copy.until) return { stamp: copy.stamp, at: t };
    const from = t + this.way;
    this.asked++;
    this.last = copy;
    this.copy = { stamp: t + this.way / 2, from, until: this.until(from, this.phase) };
    return { stamp: this.copy.stamp, at: from };
  }
}

const PLAYED_MS = 60_000;
const ACT_MS = 30_000;

/**
 * Screens that are opened within a few seconds, by devices whose clocks are no good, over
 * networks of all kinds; an act after half of the time.
 */
function world({ screens, cache, seed, way = 10 }) {
  const random = dice(seed);
  const between = new Cache(caches[cache], random() * 1000, way);
  const queue = new Queue();
  const late = () => -4 * Math.log(1 - random());
  for (let i = 0; i < screens; i++) {
    const rate = 1 + (2 * random() - 1) * 5e-5;
    const screen = { now: 0, base: 2 + 40 * random(), begun: 10_000 + 3000 * random(), ahead: 1e6 * random(), rate };
    screen.local = (t = screen.now) => screen.ahead + t * rate;
    screen.clock = new FarClock(() => screen.local());
    queue.add({ t: screen.begun, screen, what: "ask" });
  }
  const off = [];
  const seen = [];
  const act = 10_000 + ACT_MS;
  while (queue.all.length > 0) {
    const { t, screen, what, stamp, sent } = queue.take();
    screen.now = t;
    if (what === "ask" && t - screen.begun > PLAYED_MS) {
      screen.now = screen.begun + PLAYED_MS;
      off.push(Math.abs(screen.clock.now() - screen.now));
    } else if (what === "ask") {
      queue.add({ t: t + screen.base + late(), screen, what: "comes", sent: screen.local() });
    } else if (what === "comes") {
      const answer = between.answer(t);
      queue.add({ t: answer.at + screen.base + late(), screen, what: "answered", stamp: answer.stamp, sent });
    } else {
      screen.clock.take(stamp, sent, screen.local());
      if (stamp >= act && !screen.saw) {
        screen.saw = true;
        seen.push(t - act);
      }
      queue.add({ t: t + screen.clock.wait(random) / screen.rate, screen, what: "ask" });
    }
  }
  return { off, seen, asked: between.asked / ((PLAYED_MS + 3000) / 1000) };
}

for (const [cache, screens, times] of [
  ["nginx", 1, 30],
  ["nginx", 3, 20],
  ["nginx", 20, 10],
  ["nginx", 300, 2],
  ["nginx", 5000, 1],
  ["exact", 1, 10],
  ["exact", 20, 10],
  ["exact", 300, 2],
]) {
  test(`${screens} far screens behind a cache (${cache}) have the time, and see an act`, () => {
    const off = [];
    for (let n = 0; n < times; n++) {
      const { seen, asked, ...of } = world({ screens, cache, seed: 507 + n });
      off.push(...of.off);
      assert.equal(seen.length, screens);
      const longest = Math.max(...seen);
      assert.ok(longest < 6000, `the act was seen after ${longest} ms`);
      assert.ok(asked <= 1.1, `the controller was asked ${asked} times a second`);
    }
    const good = off.filter((ms) => ms <= 150).length / off.length;
    assert.ok(good >= 0.95, `${(100 * good).toFixed(1)} of 100 are within 150 ms`);
  });
}

test("no stamp makes a screen run ahead, but by the way back that is taken for half of both", () => {
  let local = 0;
  const clock = new FarClock(() => local);
  const random = dice(7);
  const ahead = 5e6;
  for (let n = 0; n < 2000; n++) {
    const [up, down] = [300 * random() ** 4 + 1, 300 * random() ** 4 + 1];
    const old = random() < 0.1 ? 3000 * random() : 0;
    const sent = local;
    local += up;
    const stamp = local + ahead - old;
    local += down;
    clock.take(stamp, sent, local);
    assert.ok(clock.now() <= local + ahead + 50, `it is ${clock.now() - local - ahead} ms ahead`);
    const wait = clock.wait(random);
    assert.ok(wait >= 2000 && wait <= 4000, `it waits ${wait} ms`);
    local += wait;
  }
});

test("what is known already is a beginning; another clock of the controller is another", () => {
  let local = 1000;
  const clock = new FarClock(() => local);
  assert.equal(clock.synchronised, false);
  clock.begin(500);
  assert.equal(clock.synchronised, true);
  local = 2000;
  assert.ok(Math.abs(clock.now() - 2500) < 1);
  clock.reset();
  assert.equal(clock.synchronised, false);
  assert.equal(clock.take(Number.NaN, 1000, 1100), false);
  assert.equal(clock.synchronised, false);
  assert.equal(clock.take(9000, 1990, 2000), true);
  assert.equal(clock.take(9000, 1995, 2000), false);
});
