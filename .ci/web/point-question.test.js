import assert from "node:assert/strict";
import { test } from "node:test";
import { tappedAs, writtenAs } from "../../display/web/static/console/floor/point-question.js";

/** @import { State } from "../../display/web/static/base/types.js" */

const list = [
  { entry: "e1", listed: "Brazil", delegation: "巴西" },
  { entry: "e2", listed: "Cuba", delegation: "古巴", seat: "14" },
  { entry: "e3", listed: "Brazil", delegation: "巴西", kind: "group", seat: "12" },
  { entry: "e4", listed: "Peru", delegation: "秘鲁" },
];

/** @param {unknown} state */
const room = (state) => /** @type {State} */ (state);

const raised = (/** @type {object} */ floor) =>
  room({ list, seats: [{ seat: "7" }, { seat: "14" }], floor: { kind: "point-of-order", statement: 4, ...floor } });

test("a tap on a delegation leaves the seat in force, but for one that the list has for it", () => {
  for (const seat of ["7", ""]) {
    const state = raised({ seat });
    assert.deepEqual(tappedAs(state, "Peru"), { delegation: "Peru" });
    assert.deepEqual(tappedAs(state, "Cuba"), { delegation: "Cuba", seat: "14" });
    assert.deepEqual(tappedAs(state, "Brazil"), { delegation: "Brazil", seat: "12" }, "on another of its lines");
  }
});

test("what is written says no more than what is otherwise than asked about", () => {
  const state = raised({ seat: "7", listed: "Peru", delegation: "秘鲁" });
  assert.deepEqual(writtenAs(state, "Chile", "7"), { delegation: "Chile" });
  assert.deepEqual(writtenAs(state, "秘鲁", "14"), { seat: "14" }, "the name stays as the list has it");
  assert.deepEqual(writtenAs(state, "Chile", ""), { delegation: "Chile", seat: "" }, "no seat, by hand");
});

test("before the point of order is told, it is at the one light of the room", () => {
  const floor = { kind: "state", statement: 3, seat: "9", delegation: "Cuba" };
  const one = room({ list, seats: [{ seat: "7" }], floor });
  assert.deepEqual(writtenAs(one, "Peru", "7"), { delegation: "Peru" });
  assert.deepEqual(writtenAs(one, "Peru", ""), { delegation: "Peru", seat: "" });
  assert.deepEqual(writtenAs(one, "Cuba", "7"), { delegation: "Cuba" }, "who was interrupted may raise it");
  const several = room({ list, seats: [{ seat: "7" }, { seat: "9" }], floor });
  assert.deepEqual(writtenAs(several, "Peru", ""), { delegation: "Peru" });
});
