import assert from "node:assert/strict";
import { test } from "node:test";
import { Lead } from "../../display/web/static/link/lead.js";

test("who led before another one that was heard is not heard any more", () => {
  const lead = new Lead();
  for (const [says, heard] of /** @type {[number, boolean][]} */ ([
    [7, true],
    [7, true],
    [9, true],
    [7, false],
    [9, true],
    [8, false],
    [12, true],
    [9, false],
  ])) {
    assert.equal(lead.obeyed(says), heard, `lead ${says}`);
  }
});

test("a room with one controller has no leads, and nothing is refused", () => {
  const lead = new Lead();
  assert.ok(lead.obeyed(undefined));
  assert.ok(lead.obeyed(0));
  assert.ok(lead.obeyed(7));
  assert.ok(lead.obeyed(), "it was moved back to one machine");
  assert.ok(!lead.obeyed(6));
});
