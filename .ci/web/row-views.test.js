import assert from "node:assert/strict";
import { test } from "node:test";
import { viewsOf } from "../../display/web/static/console/list/row-views.js";

const row = (entry, status, kind = "state") => ({ entry, seq: 1, delegation: entry, kind, status });
const state = (more = {}) => ({
  list: [
    row("a", "heard"),
    row("b", "waiting"),
    row("c", "withdrawn"),
    row("d", "waiting"),
    row("e", "waiting", "right-of-reply"),
  ],
  meeting: { closed: false, suspended: false },
  floor: null,
  ...more,
});
const where = (views, of) => views.filter((view) => view[of]).map(({ row }) => row.entry);

test("who is next, and what cannot be moved further", () => {
  const views = viewsOf(state(), "d", "", "");
  assert.deepEqual(where(views, "next"), ["b"]);
  assert.deepEqual(where(views, "first"), ["b"]);
  assert.deepEqual(where(views, "last"), ["d", "e"], "of the list, and of the replies after it");
  assert.deepEqual(where(views, "open"), ["d"]);
});

test("why something is not possible, the link before the meeting", () => {
  const give = (more, why = "") => viewsOf(state(more), "", why, "")[1].whyGive;
  assert.equal(give({}), "");
  assert.equal(give({ floor: { delegation: "z" } }), "why.floor-held");
  assert.equal(give({ meeting: { suspended: true } }), "meeting.suspended");
  assert.equal(give({ meeting: { suspended: true, closed: true } }), "meeting.closed");
  assert.equal(give({ meeting: { closed: true } }, "why.link"), "why.link");
  assert.deepEqual(where(viewsOf(state(), "", "", "drag.searching"), "whyDrag"), ["b", "d", "e"], "who waits");
});

test("whose statement can be reopened, and who is interrupted", () => {
  const ended = [
    { entry: "a", statement: 7 },
    { entry: "a", statement: 3 },
  ];
  const views = viewsOf(state({ ended, interrupted: { entry: "b" } }), "", "", "");
  assert.equal(views[0].ended, 7, "the newest");
  assert.equal(views[1].ended, 0);
  assert.deepEqual(where(views, "interrupted"), ["b"]);
});
