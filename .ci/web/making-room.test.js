import assert from "node:assert/strict";
import { test } from "node:test";
import { MakingRoom } from "../../display/web/static/console/list/making-room.js";

// a (40 px) waits, b (60) was withdrawn, c (40), d (80) and e (40) wait; d is lifted.
const heights = [40, 60, 40, 80, 40];
const places = [0, -1, 1, -1, 2];
let top = 0;
const spans = heights.map((height, i) => {
  const span = { top, height, place: places[i] };
  top += height;
  return span;
});
const room = new MakingRoom(spans, 3, 2, 3);

test("the place follows the leading edge", () => {
  assert.equal(room.placeAt(140), 2, "where it was");
  assert.equal(room.placeAt(121), 2);
  assert.equal(room.placeAt(119), 1, "its upper edge is past the middle of c");
  assert.equal(room.placeAt(21), 1);
  assert.equal(room.placeAt(-50), 0);
  assert.equal(room.placeAt(160), 2);
  assert.equal(room.placeAt(161), 3, "its lower edge is past the middle of e");
  assert.equal(new MakingRoom(spans, 3, 2, 2).placeAt(900), 2, "not behind what ends the list");
});

test("the others make room for its height, and it lands in the gap", () => {
  for (const place of [0, 1, 2, 3]) {
    const tops = spans.map((span, i) => span.top + (i === 3 ? room.offset(place) : room.shift(i, place)));
    const order = tops.map((_, i) => i).sort((a, b) => tops[a] - tops[b]);
    let at = 0;
    for (const i of order) {
      assert.equal(tops[i], at, `place ${place}: ${order}`);
      at += heights[i];
    }
  }
  assert.equal(room.offset(2), 0);
});
