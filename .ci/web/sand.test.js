// The sand of the hourglass: what its areas must be.
import assert from "node:assert/strict";
import test from "node:test";
import {
  glass,
  HEIGHT,
  halfWidth,
  lowerLevel,
  lowerSand,
  SAND,
  upperLevel,
  upperSand,
} from "../../display/web/static/gallery/sand.js";

const steps = Array.from({ length: 1001 }, (_, i) => i / 1000);

/** The area of an outline. */
function area(points) {
  let twice = 0;
  for (const [i, [x, y]] of points.entries()) {
    const [nx, ny] = points[(i + 1) % points.length];
    twice += x * ny - nx * y;
  }
  return Math.abs(twice) / 2;
}

test("what is above and what is below is always the whole sand", () => {
  for (const fallen of steps) {
    const whole = area(upperSand(fallen)) + area(lowerSand(fallen));
    assert.ok(Math.abs(whole - SAND) < SAND * 0.008, `${fallen}: ${whole} of ${SAND}`);
  }
});

test("the area that has fallen is the time that has gone", () => {
  for (const fallen of steps) {
    assert.ok(Math.abs(area(lowerSand(fallen)) / SAND - fallen) < 0.008, `below at ${fallen}`);
    assert.ok(Math.abs(area(upperSand(fallen)) / SAND - (1 - fallen)) < 0.008, `above at ${fallen}`);
  }
});

test("it is full before the start and empty exactly at the limit", () => {
  assert.deepEqual(lowerSand(0), []);
  assert.deepEqual(upperSand(1), []);
  assert.ok(area(upperSand(0.999)) > 0);
  assert.equal(upperLevel(0).hollow, 0);
  assert.ok(area(upperSand(0)) < area(glass()) / 2);
});

test("levels go one way and stay within the glass", () => {
  let above = Number.NEGATIVE_INFINITY;
  let below = Number.POSITIVE_INFINITY;
  for (const fallen of steps) {
    const upper = upperLevel(fallen);
    const lower = lowerLevel(fallen);
    assert.ok(upper.y >= above - 1e-6 || fallen <= 0.05, `above at ${fallen}`);
    const top = lower.y - lower.heap;
    assert.ok(top <= below + 1e-6, `below at ${fallen}`);
    assert.ok(top > 4, `the heap reaches the neck at ${fallen}`);
    assert.ok(upper.y + upper.hollow <= 1e-6, `the hollow lies below the neck at ${fallen}`);
    above = upper.y;
    below = top;
    for (const [x, y] of [...upperSand(fallen), ...lowerSand(fallen)]) {
      assert.ok(Math.abs(x) <= halfWidth(HEIGHT - Math.abs(y)) + 1e-6, `sand outside at ${fallen}`);
    }
  }
});

test("the glass narrows to its neck on both sides alike", () => {
  const points = glass();
  const [, first] = points[0];
  assert.equal(first, -HEIGHT);
  for (const [x, y] of points) assert.ok(points.some(([ox, oy]) => Math.abs(x + ox) < 1e-9 && Math.abs(y + oy) < 1e-9));
});
