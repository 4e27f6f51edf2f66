import assert from "node:assert/strict";
import { test } from "node:test";
import { opened } from "../../display/web/static/link/link.js";

test("a message is its type and what it brings, which is put back without the type", () => {
  const screens = { theme: "hourglass", next: 3, languages: ["ar"] };
  assert.deepEqual(opened(JSON.stringify({ type: "screens", ...screens })), { type: "screens", content: screens });
  assert.deepEqual(opened('{"type":"tick"}'), { type: "tick", content: {} });
});

test("what is no message is none, and hurts nobody", () => {
  for (const text of ["", "{", "null", "7", '"state"', "[]", "{}", '{"type":7}', undefined]) {
    assert.equal(opened(text), null, String(text));
  }
});
