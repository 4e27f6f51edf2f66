/** The module's arithmetic, against what the controller has computed: display/wire writes it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  digits,
  isWhole,
  merge,
  remainingSeconds,
  type State,
  type StateChange,
  stepOf,
  waiting,
} from "../src/debate.ts";

const { sockets } = JSON.parse(readFileSync("../../display/wire/testdata/changes.json", "utf8")) as {
  sockets: { does: string; told: State | StateChange; want: State }[][];
};

test("what the module has is the whole state, after each change", () => {
  assert.equal(sockets.length, 2);
  for (const steps of sockets) {
    let state: State | null = null;
    for (const { does, told, want } of steps) {
      const next: State | null = isWhole(told) ? told : state && merge(state, told);
      assert.ok(next, does);
      state = next;
      for (const name of ["rev", "floor", "meeting", "list", "next", "waiting"] as const)
        assert.deepEqual(state[name], want[name], `${does}: ${name}`);
    }
  }
});

test("a change from another state is not merged", () => {
  for (const [first, ...later] of sockets) {
    assert.ok(first && isWhole(first.told));
    const change = later.map(({ told }) => told as StateChange).find((told) => told.list_change ?? told.next_change);
    assert.ok(change);
    assert.equal(merge({ ...first.told, rev: first.told.rev + 100 }, change), null);
  }
});

test("time is as the screens have it", () => {
  for (const [ms, seconds, text] of [
    [180_000, 180, "3:00"],
    [179_999, 180, "3:00"],
    [1, 1, "0:01"],
    [0, 0, "0:00"],
    [-999, 0, "0:00"],
    [-12_340, -12, "+0:12"],
    [-7_019_000, -7019, "+1:56:59"],
  ] as const) {
    assert.equal(remainingSeconds(ms), seconds);
    assert.equal(digits(seconds), text);
  }
});

const base: State = {
  rev: 1,
  run: "r",
  role: "secretary",
  meeting: { symbol: "S", title: "T", suspended: false, closed: false },
  floor: null,
  list: [],
};
const row = (entry: string, status: string) => ({ entry, delegation: entry.toUpperCase(), status });
const floor = {
  statement: 3,
  delegation: "Japan",
  speaker: "",
  kind: "state",
  phase: "ready",
  paused: false,
  signal: "dark",
  elapsed_ms: 0,
  zero_ms: null,
  limit_ms: 180_000,
};

test("the next step is the console's", () => {
  const list = [row("e1", "heard"), row("e2", "waiting"), row("e3", "waiting")];
  for (const [state, step, subject, command] of [
    [null, "none", "", null],
    [base, "none", "", null],
    [{ ...base, list }, "give-floor", "E2", { do: "give-floor", entry: "e2" }],
    [
      { ...base, list: undefined, next: [row("e7", "waiting")], waiting: 4 },
      "give-floor",
      "E7",
      { do: "give-floor", entry: "e7" },
    ],
    [{ ...base, list, meeting: { ...base.meeting, closed: true } }, "none", "", null],
    [{ ...base, floor }, "start", "Japan", { do: "start", statement: 3 }],
    [{ ...base, floor: { ...floor, phase: "over" } }, "end", "Japan", { do: "end", statement: 3 }],
    [
      { ...base, floor: { ...floor, phase: "speaking", kind: "point-of-order", delegation: undefined } },
      "end-point",
      "Point of order",
      { do: "end", statement: 3 },
    ],
    [{ ...base, floor, meeting: { ...base.meeting, suspended: true } }, "reconvene", "", { do: "reconvene" }],
  ] as const) {
    assert.deepEqual(stepOf(state as State | null), { step, subject, command });
  }
  assert.equal(waiting({ ...base, list }).count, 2);
  assert.equal(waiting({ ...base, list: undefined, next: [], waiting: 4 }).count, 4);
});
