import assert from "node:assert/strict";
import { test } from "node:test";
import { differing, lineOf, mergeOf } from "../../display/web/static/console/list/edit-merge.js";

const line = (more = {}) => lineOf({ delegation: "Peru", kind: "state", speaker: "A", ...more });

test("what nobody writes on is taken over, what both changed is a clash", () => {
  const base = line();
  assert.deepEqual(mergeOf(base, line({ seat: "7" }), line({ speaker: "B" })), { taken: ["seat"], clashes: [] });
  assert.deepEqual(mergeOf(base, line({ speaker: "C" }), line({ speaker: "B" })), { taken: [], clashes: ["speaker"] });
  assert.deepEqual(mergeOf(base, line({ speaker: "B" }), line({ speaker: "B" })), { taken: [], clashes: [] });
  assert.deepEqual(mergeOf(base, base, line({ speaker: "B" })), { taken: [], clashes: [] });
  assert.deepEqual(differing(base, line({ kind: "group", seat: "1" })), ["kind", "seat"]);
});
