import assert from "node:assert/strict";
import { test } from "node:test";
import { within } from "../../display/web/static/base/within.js";

test("a question is given up when its time is over, and not before", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const signal = within(5000);
  t.mock.timers.tick(4999);
  assert.equal(signal.aborted, false);
  t.mock.timers.tick(1);
  assert.equal(signal.aborted, true);
});
