import assert from "node:assert/strict";
import { test } from "node:test";
import { differing, lineOf, mergeOf, sentAs } from "../../display/web/static/console/list/edit-merge.js";

const line = (more = {}) => lineOf({ delegation: "Peru", kind: "state", speaker: "A", ...more });

test("what nobody writes on is taken over, what both changed is a clash", () => {
  const base = line();
  assert.deepEqual(mergeOf(base, line({ seat: "7" }), line({ speaker: "B" })), { taken: ["seat"], clashes: [] });
  assert.deepEqual(mergeOf(base, line({ speaker: "C" }), line({ speaker: "B" })), { taken: [], clashes: ["speaker"] });
  assert.deepEqual(mergeOf(base, line({ speaker: "B" }), line({ speaker: "B" })), { taken: [], clashes: [] });
  assert.deepEqual(mergeOf(base, base, line({ speaker: "B" })), { taken: [], clashes: [] });
  assert.deepEqual(differing(base, line({ kind: "group", seat: "1" })), ["kind", "seat"]);
});

test("what is registered is written as its fields have it, and sent as the controller does", () => {
  const row = { registered_at: "2024-03-08T13:00:42Z", allowance_ms: 61234, level: "minister" };
  const written = line(row);
  assert.equal(written.allowance_ms, "1:01");
  assert.equal(written.level, "minister");
  assert.match(written.registered_at, /^2024-03-0\dT\d\d:\d\d$/);
  assert.equal(sentAs("registered_at", written.registered_at), "2024-03-08T13:00:00.000Z");
  assert.equal(sentAs("registered_at", ""), "");
  assert.equal(sentAs("allowance_ms", "1:30"), 90_000);
  assert.equal(sentAs("allowance_ms", ""), 0);
  assert.ok(Number.isNaN(sentAs("allowance_ms", "some")));
  assert.equal(sentAs("level", "minister"), "minister");
});
