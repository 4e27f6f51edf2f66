/**
 * When a page is to be drawn next. What a page shows between two of these instants is what
 * one shows that is drawn all the time.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changeAfter, Due, stepAfter } from "../../display/web/static/base/due.js";
import { bigTime, lengthText } from "../../display/web/static/base/format.js";
import { leadingAt, uncounted } from "../../display/web/static/base/phase.js";
import { fixture } from "./fixture.js";

const { floors } = fixture("moments");
const { floor: three } = floors.find((one) => one.name === "three minutes");
const { floor: endless } = floors.find((one) => one.name === "no limit");
const { floor: ready } = floors.find((one) => one.name === "ready");
const LEADS = [0, 8.3, 12.5, 25, 50, 75];

for (const [at, origin, step, want] of [
  [0, 0, 1000, 1000],
  [999.9, 0, 1000, 1000],
  [1000, 0, 1000, 2000],
  [-1, 0, 1000, 0],
  [-1000, 0, 1000, 0],
  [149_999, 150_000, 500, 150_000],
  [150_000, 150_000, 500, 150_500],
  [10.3, 0.3, 10, 20.3],
]) {
  test(`the step of ${step} from ${origin} after ${at}`, () => assert.equal(stepAfter(at, origin, step), want));
}

test("a step always lies ahead, and no more than one", () => {
  for (let i = 0; i < 20_000; i++) {
    const [origin, step] = [i * 7.3331, 1000 / (1 + (i % 61))];
    const at = origin + (i % 97) * step; // on a step, but for what the numbers lose
    const next = stepAfter(at, origin, step);
    assert.ok(next > at && next <= at + step + 1e-6, `${at}, ${origin}, ${step}: ${next}`);
  }
});

for (const [what, floor, elapsed, lead, want] of [
  ["the next second", three, 60_000, 0, 61_000],
  ["the next second, seen in its time", three, 60_000, 25, 60_975],
  ["the second after the one that is drawn already", three, 60_980, 25, 61_975],
  ["before the start", three, -5000, 25, -4025],
  ["the warning", three, 149_100, 25, 149_975],
  ["in the warning each edge of the light", three, 149_975, 25, 150_475],
  ["in the warning each edge of the light, and the next", three, 150_475, 25, 150_975],
  ["before the end the lead ends", three, 179_500, 25, 179_975],
  ["there the end itself is awaited", three, 179_975, 25, 180_000],
  ["from the end on the lead holds", three, 180_000, 25, 180_475],
  ["the prompt", three, 209_600, 25, 209_975],
  ["a steady light has no edges", three, 209_975, 25, 210_975],
  ["without a limit seconds", endless, 200_000, 25, 200_975],
]) {
  test(`what is due: ${what}`, () => {
    const found = changeAfter(floor, floor.zero_ms + elapsed, lead) - floor.zero_ms;
    assert.ok(Math.abs(found - want) < 1e-6, `${found}, and not ${want}`);
  });
}

test("what is due: nothing, of a clock that stands", () => {
  assert.equal(changeAfter(ready, 7_000_000, 25), Number.POSITIVE_INFINITY);
});

/** All that is shown of a statement in words, figures and light. */
function picture(floor, now, lead) {
  const moment = leadingAt(floor, now, lead);
  const { phase, signal, lit, elapsed } = moment;
  const [big, calm] = [bigTime(moment), bigTime(uncounted(floor, moment))];
  const figures = [lengthText(elapsed), big.sign, big.digits, big.counting, calm.sign, calm.digits];
  return [phase, signal, lit, ...figures].join(" ");
}

for (const { name, floor } of floors) {
  test(`between two instants that are due nothing changes: ${name}`, () => {
    if (floor.zero_ms === null) return;
    // Of these numbers a computer keeps so much.
    const grain = floor.zero_ms > 1e10 ? 1e-3 : 1e-5;
    const last = (floor.limit_ms ?? 20_000) + (floor.grace_ms ?? 0) + 5000;
    for (const lead of LEADS) {
      let drawn = 0;
      let now = floor.zero_ms - 1500;
      for (; now < floor.zero_ms + last; drawn++) {
        const shown = picture(floor, now, lead);
        const due = changeAfter(floor, now, lead);
        assert.ok(due > now && due <= now + 1000 + grain, `${lead}: ${due} after ${now}`);
        for (const part of [0.1, 0.37, 0.5, 0.9]) {
          const at = now + part * (due - now);
          if (due - at > grain) assert.equal(picture(floor, at, lead), shown, `${lead}: ${at} of ${now} to ${due}`);
        }
        if (due - now > 2 * grain)
          assert.equal(picture(floor, due - grain, lead), shown, `${lead}: just before ${due}`);
        now = due + grain;
      }
      // Digits once a second and the light twice, where these are not the same instants.
      assert.ok(drawn <= (3 * (last + 1500)) / 1000 + 10, `${lead}: ${drawn} drawings in ${last} ms`);
    }
  });
}

test("the soonest is due, until it is drawn", () => {
  let now = 500;
  const due = new Due(() => now);
  assert.equal(due.soon, Number.POSITIVE_INFINITY);
  due.in(300);
  due.in(200);
  due.in(Number.POSITIVE_INFINITY);
  now = 600;
  due.in(400);
  due.sharply(50);
  due.sharply(70);
  assert.deepEqual([due.soon, due.sharp], [700, 650]);
  due.clear();
  assert.deepEqual([due.soon, due.sharp], [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test("what has passed is drawn already, and asks for nothing", () => {
  const due = new Due(() => 500);
  for (const ms of [0, -3, Number.NEGATIVE_INFINITY, Number.NaN]) {
    due.in(ms);
    due.sharply(ms);
  }
  assert.deepEqual([due.soon, due.sharp], [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
});
