import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceOf, heardAbove, REST_MS, Rest } from "../../display/web/static/console/list/list-place.js";

const STATUSES = { "-": "heard", "*": "speaking", "+": "waiting", "?": "absent", x: "withdrawn" };
const listOf = (text) => [...text].map((mark, i) => ({ entry: String(i), status: STATUSES[mark] }));

test("those heard are folded but for the last two, as far as the list was taken in its order", () => {
  for (const [text, folded] of [
    ["", 0],
    ["+++", 0],
    ["--*+", 0],
    ["---*+", 0], // a single one is not worth it
    ["----*+", 2],
    ["-x--+++", 2],
    ["-------------*++", 11],
    ["--+----*+", 0], // one who waits above them all is not hidden among them
    ["------", 0], // the list is over, and is looked at whole
    ["-----?", 0],
  ]) {
    assert.deepEqual([...heardAbove(listOf(text))], [...Array(folded).keys()].map(String), text);
  }
});

test("who speaks stands a quarter down the pane, and who is next is seen", () => {
  const pane = { top: 100, bottom: 500 };
  const line = (top) => ({ top, bottom: top + 60 });
  // In any place before, both are seen after, and who speaks always stands at the same height.
  for (const from of [-3000, -10, 0, 200, 900, 20_000]) {
    const distance = distanceOf(pane, line(from), line(from + 60));
    assert.equal(from - distance, 200);
  }
  const far = distanceOf(pane, line(0), line(300)); // it was taken out of its order
  assert.ok(0 - far >= pane.top && 360 - far <= pane.bottom, `${far}`);
  assert.equal(0 - distanceOf(pane, line(0), line(4000)), pane.top, "where both do not fit");
});

test("the list rests ten seconds after the last touch, and never under a finger", () => {
  const rest = new Rest();
  assert.equal(rest.overAt(0), true, "nobody was in it yet");
  rest.press(1000);
  assert.equal(rest.overAt(1000 + 5 * REST_MS), false);
  rest.release(60_000);
  assert.equal(rest.overAt(60_000 + REST_MS - 1), false);
  assert.equal(rest.overAt(60_000 + REST_MS), true);
  rest.touch(80_000);
  rest.release(85_000); // of a finger that was elsewhere
  assert.equal(rest.overAt(80_000 + REST_MS), true);
});

test("when nobody is in the list any more is known, but while a finger is on it", () => {
  const rest = new Rest();
  assert.ok(rest.left(0) <= 0);
  rest.touch(5000);
  for (const now of [5000, 9000, 5000 + REST_MS - 1, 5000 + REST_MS, 5000 + REST_MS + 1]) {
    assert.equal(rest.left(now) <= 0, rest.overAt(now), `${now}`);
  }
  assert.equal(rest.left(9000), REST_MS - 4000);
  rest.press(20_000);
  assert.ok(rest.left(21_000) <= 0);
  assert.equal(rest.overAt(99_000), false);
});
