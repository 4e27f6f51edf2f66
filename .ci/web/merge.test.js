/**
 * The pages' merging of what a socket brings, against the controller's own whole state:
 * display/wire/change_test.go writes both.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isWhole, lines, merge, mergeSeats } from "../../display/web/static/link/merge.js";
import { fixture } from "./fixture.js";

const { sockets } = fixture("changes");

test("there are changes to be merged", () => {
  assert.equal(sockets.length, 2);
  for (const steps of sockets) assert.ok(steps.length > 8);
});

for (const steps of sockets) {
  const { role } = steps[0].want;
  test(`what ${role} has is the whole state, after each change`, () => {
    let state = null;
    for (const { does, told, want } of steps) {
      const before = JSON.stringify(state);
      const next = isWhole(told) ? told : merge(state, told);
      assert.equal(JSON.stringify(state), before, `${does} left the old state alone`);
      state = next;
      const { seats: _, test: __, ...rest } = want;
      for (const name of Object.keys(rest)) assert.deepEqual(state[name], want[name], `${does}: ${name}`);
    }
  });

  test(`what ${role} did not follow is not merged`, () => {
    const [{ told }, ...later] = steps;
    const change = later.find((step) => step.told.list_change ?? step.told.next_change).told;
    assert.equal(merge({ ...told, rev: told.rev + 100 }, change), null);
  });
}

test("who waits is known with the list and without", () => {
  const row = (entry, status) => ({ entry, status });
  const list = [
    row("e1", "heard"),
    row("e2", "waiting"),
    ...Array.from({ length: 12 }, (_, i) => row(`f${i}`, "waiting")),
  ];
  const found = lines({ list });
  assert.deepEqual([found.next.length, found.next[0].entry, found.waiting], [10, "e2", 13]);
  assert.deepEqual(lines({ next: [row("e2", "waiting")], waiting: 40 }), {
    list: [],
    next: [row("e2", "waiting")],
    waiting: 40,
  });
});

test("seats keep their places, and new ones follow", () => {
  const seat = (name, signal) => ({ seat: name, signal });
  const seats = [seat("1", "dark"), seat("2", "dark"), seat("3", "dark")];
  const merged = mergeSeats(seats, { seats: [seat("4", "dark"), seat("2", "flash")], gone: ["1"] });
  assert.deepEqual(merged, [seat("2", "flash"), seat("3", "dark"), seat("4", "dark")]);
});
