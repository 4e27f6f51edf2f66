// When a suspended meeting may go on: offered in the order of the day.
import assert from "node:assert/strict";
import test from "node:test";
import { resumptions } from "../../display/web/static/console/procedure/resumptions.js";

/** What is offered at a time of day, as day and time. */
function offered(hour, minute, second = 0) {
  const now = new Date(2026, 2, 11, hour, minute, second);
  const two = (n) => String(n).padStart(2, "0");
  return resumptions(now).map((at) => {
    assert.ok(at > now);
    return `${at.getDate() === 11 ? "" : "next "}${two(at.getHours())}:${two(at.getMinutes())}`;
  });
}

for (const { at, want } of [
  { at: [10, 0], want: ["10:10", "10:30", "15:00", "next 10:00"] },
  { at: [14, 35], want: ["14:45", "15:00", "15:05", "next 10:00"] },
  { at: [14, 55], want: ["15:00", "15:05", "15:25", "next 10:00"] },
  { at: [14, 50], want: ["15:00", "15:20", "next 10:00"] },
  { at: [14, 50, 40], want: ["15:00", "15:20", "next 10:00"] },
  { at: [15, 0], want: ["15:10", "15:30", "next 10:00"] },
  { at: [23, 45], want: ["23:55", "next 00:15", "next 10:00"] },
]) {
  test(`at ${at.join(":")}`, () => assert.deepEqual(offered(...at), want));
}
