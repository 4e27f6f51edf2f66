// What the chair is told of a room with several controllers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { severalSaid } from "../../display/web/static/console/several.js";

const leader = "https://10.0.0.1:8443";
const ready = { address: "https://10.0.0.2:8443", ready: true };
const gone = { ...ready, ready: false, away_since: "2026-11-28T10:41:00Z" };
const m = (/** @type {string} */ address, at = "2026-11-28T10:42:00Z") => ({ address, away_since: at });

for (const { name, look, keys, ...several } of [
  { name: "all is well", others: [ready], look: "well", keys: ["well"] },
  { name: "the standby is away", others: [gone], look: "missing", keys: ["away"] },
  {
    name: "its machine is away with it",
    others: [gone],
    away: [m("b")],
    look: "missing",
    keys: ["away", "machines", "last"],
  },
  { name: "one machine of five is away", machines: 5, away: [m("b")], look: "missing", keys: ["machines"] },
  { name: "two of three are", away: [m("b"), m("c")], look: "stopped", keys: ["machines", "stopped"] },
  {
    name: "nobody else was ever heard",
    others: [],
    alone_since: "2026-11-28T10:00:00Z",
    look: "missing",
    keys: ["alone"],
  },
  { name: "nobody is known to lead", leader: "", look: "missing", keys: ["nobody"] },
  { name: "one machine keeps the record", machines: 1, look: "well", keys: ["well"] },
]) {
  test(`of several controllers: ${name}`, () => {
    const said = severalSaid({ leader, others: [ready], machines: 3, away: [], ...several });
    assert.equal(said.look, look);
    assert.deepEqual(
      said.sayings.map(({ key }) => key),
      keys,
    );
  });
}

test("controllers are called as their addresses call them, and since when is the first", () => {
  const { sayings } = severalSaid({ leader, others: [ready], machines: 3, away: [] });
  assert.deepEqual(sayings[0]?.values, { leader: "10.0.0.1:8443", other: "10.0.0.2:8443" });
  const both = [m("b", "2026-11-28T10:43:00Z"), m("c", "2026-11-28T10:41:00Z")];
  assert.equal(
    severalSaid({ leader, others: [ready], machines: 3, away: both }).sayings[0]?.since,
    "2026-11-28T10:41:00Z",
  );
  // At the standby the same is said.
  assert.deepEqual(
    severalSaid({ leader, others: [{ ...ready, address: leader }], machines: 3, away: [] }).sayings[0]?.key,
    "leads",
  );
});
