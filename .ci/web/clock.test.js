/**
 * The pages' estimate of the controller's clock, fed with the exchanges whose
 * truth display/wire/exchanges_test.go states. The agents' estimate is fed with
 * the same.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SteadyClock } from "../../display/web/static/link/clock.js";
import { fixture } from "./fixture.js";

const KEPT = 24; // exchanges that an estimate may rest on
const { series } = fixture("exchanges");

test("there are exchanges to be taken", () => assert.ok(series.length >= 12));

for (const { name, slack_ms: slack, exchanges } of series) {
  test(`exchanges: ${name}`, () => {
    let local = 0;
    const clock = new SteadyClock(() => local);
    /** Round trips since a clock became another. */
    let trips = [];
    let last = exchanges[0];
    for (const [n, x] of exchanges.entries()) {
      if (x.boot !== last.boot) clock.reset(); // as the page does when it reads another boot
      if (x.boot !== last.boot || Math.abs(x.true - last.true) > 1000) trips = [];
      last = x;
      local = x.t3;
      clock.add(x.t0, x.t1, x.t2, x.t3);
      trips = [...trips, Math.max(0, x.t3 - x.t0 - (x.t2 - x.t1))].slice(-KEPT);
      // Half of the best round trip bounds what anybody can know; at once after a jump, too.
      const may = Math.min(...trips) / 2 + slack;
      const off = clock.now() - (x.t3 + x.true);
      assert.ok(clock.synchronised);
      assert.ok(Math.abs(off) <= may, `after exchange ${n + 1} it is off by ${off} ms, and ${may} at most`);
    }
  });
}

/** A clock whose local time is given. */
function at(local) {
  const now = { local };
  return { now, clock: new SteadyClock(() => now.local) };
}

test("a stamp is a first estimate, and asks for an exchange", () => {
  const { now, clock } = at(1000);
  assert.equal(clock.hint(51_000), true);
  assert.equal(clock.synchronised, false);
  assert.equal(clock.now(), 51_000);
  now.local = 2000;
  assert.equal(clock.hint(51_900), true); // came later than the first one did
  assert.equal(clock.now(), 52_000);
  clock.hint(52_010); // came faster
  assert.equal(clock.now(), 52_010);
});

test("a late stamp says nothing against an exchange", () => {
  const { now, clock } = at(1000);
  clock.add(998, 51_000, 51_000, 1002);
  assert.equal(clock.hint(50_000), false);
  now.local = 2000;
  assert.equal(clock.hint(52_015), false); // within what an exchange may be off
  assert.equal(clock.now(), 52_000);
});

test("a stamp from ahead proves that the page's clock stood still", () => {
  const { now, clock } = at(1000);
  clock.add(998, 51_000, 51_000, 1002);
  now.local = 1100;
  assert.equal(clock.hint(3_651_100), true);
  assert.equal(clock.now(), 3_651_100);
  assert.equal(clock.synchronised, false);
  clock.add(1098, 3_651_101, 3_651_101, 1102);
  assert.equal(clock.now(), 3_651_101);
});

test("what is no number is not taken", () => {
  const { clock } = at(1000);
  assert.equal(clock.hint(Number.NaN), false);
  clock.add(998, Number.NaN, 51_000, 1002);
  assert.equal(clock.synchronised, false);
  assert.equal(clock.now(), 1000);
});
