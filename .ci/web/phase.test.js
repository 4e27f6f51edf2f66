/**
 * The pages' arithmetic of a statement against the controller's:
 * display/wire/moments_test.go writes what is to be found.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bigTime } from "../../display/web/static/base/format.js";
import { leadingAt, momentAt } from "../../display/web/static/base/phase.js";
import { fixture } from "./fixture.js";

const NANOSECONDS = 1e-5; // of a millisecond: what a subtraction of such numbers may lose

/** The figure that the controller has, which a standing clock's floor rounds down to whole milliseconds. */
function near(found, wanted, standing, where) {
  const off = Math.abs(found - wanted);
  assert.ok(standing ? off < 1 : off < NANOSECONDS, `${where}: ${found}, and not ${wanted}`);
}

const { floors } = fixture("moments");

test("there are floors to be compared", () => assert.ok(floors.length >= 20));

for (const { name, floor, moments } of floors) {
  test(`moments of a floor: ${name}`, () => {
    assert.ok(moments.length > 0);
    for (const wanted of moments) {
      const found = momentAt(floor, wanted.at);
      const where = `at ${wanted.at}`;
      const standing = floor.zero_ms === null;
      const { phase, signal, lit } = wanted;
      assert.deepEqual({ phase: found.phase, signal: found.signal, lit: found.lit }, { phase, signal, lit }, where);
      near(found.elapsed, wanted.elapsed, standing, `${where} elapsed`);
      if (wanted.remaining === null) assert.equal(found.remaining, null, where);
      else near(found.remaining, wanted.remaining, standing, `${where} remaining`);
      assert.equal(found.running, !standing, where);
      assert.equal(found.paused, floor.paused, where);
    }
  });
}

test("a pause leaves the digits as they were", () => {
  const running = floors.find((one) => one.name === "three minutes").floor;
  const { zero_ms: zero } = running;
  for (const elapsed of [
    0, 0.4, 999.9, 1000, 149_999.6, 150_000.4, 179_999.9, 180_000, 180_000.4, 180_999.9, 181_000,
  ]) {
    const paused = { ...running, paused: true, zero_ms: null, elapsed_ms: Math.floor(elapsed) };
    assert.deepEqual(bigTime(momentAt(paused, zero)), bigTime(momentAt(running, zero + elapsed)), `${elapsed} ms`);
  }
});

// What is drawn a frame and a half early, and what never is: the end of the time.
const LEAD = 25;
const { floor: three } = floors.find((one) => one.name === "three minutes");
const { floor: endless } = floors.find((one) => one.name === "no limit");
const { floor: ready } = floors.find((one) => one.name === "ready");
const { floor: moved } = floors.find((one) => one.name === "extended");

for (const [what, floor, elapsed, drawn] of [
  ["in the middle the lead holds", three, 60_000, 60_025],
  ["a digit flips early", three, 60_980, 61_005],
  ["the warning comes early", three, 149_980, 150_005],
  ["up to a lead before the limit", three, 179_974.9, 179_999.9],
  ["a lead before the limit, the end waits", three, 179_975, 179_975],
  ["just before the limit, the end waits", three, 179_999.999, 179_999.999],
  ["at the limit the end is there, and the lead holds again", three, 180_000, 180_025],
  ["past the limit digits flip early", three, 180_980, 181_005],
  ["the prompt comes early", three, 209_980, 210_005],
  ["another limit ends at another time", moved, 180_000, 180_025],
  ["and waits there", moved, 239_990, 239_990],
  ["without a limit there is no end", endless, 180_000, 180_025],
  ["before the start nothing counts", three, -100, 0],
]) {
  test(`what is drawn: ${what}`, () => {
    const found = leadingAt(floor, floor.zero_ms + elapsed, LEAD);
    near(found.elapsed, drawn, false, what);
    assert.deepEqual(found, momentAt(floor, floor.zero_ms + Math.max(drawn, elapsed)));
  });
}

test("what is drawn: a standing clock has no lead", () => {
  assert.deepEqual(leadingAt(ready, 7_000_000, LEAD), momentAt(ready, 7_000_000));
});

test("what is drawn: the end is never early, whatever the lead", () => {
  for (const { name, floor, moments } of floors) {
    for (const { at } of moments) {
      for (const lead of [0, 1, 16.7, 25, 75]) {
        const ends = (moment) => moment.remaining !== null && moment.remaining <= 0;
        const drawn = leadingAt(floor, at, lead);
        assert.equal(ends(drawn), ends(momentAt(floor, at)), `${name}, at ${at}, lead ${lead}`);
        assert.equal(bigTime(drawn).counting === "over", ends(momentAt(floor, at)), `${name}, at ${at}, lead ${lead}`);
      }
    }
  }
});
