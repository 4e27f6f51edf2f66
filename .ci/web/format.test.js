/** Times as people read and write them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bigTime, clockText, lengthText, parseLength, signedText } from "../../display/web/static/base/format.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test("a length is rounded down", () => {
  for (const [ms, text] of [
    [0, "0:00"],
    [999.999, "0:00"],
    [1000, "0:01"],
    [59_999, "0:59"],
    [MINUTE, "1:00"],
    [2.5 * MINUTE, "2:30"],
    [21 * MINUTE, "21:00"],
    [HOUR - 1, "59:59"],
    [HOUR, "1:00:00"],
    [HOUR + 5 * SECOND, "1:00:05"],
    [99 * HOUR + 59 * MINUTE + 59 * SECOND, "99:59:59"],
    [100 * HOUR, "99:59:59"],
    [-1, "0:00"],
  ]) {
    assert.equal(lengthText(ms), text, `${ms} ms`);
  }
  assert.equal(clockText(3661), "1:01:01");
});

test("the big time counts down to the limit, and up from there", () => {
  for (const [remaining, text] of [
    [3 * MINUTE, "3:00"],
    [3 * MINUTE - 0.001, "3:00"],
    [3 * MINUTE - SECOND, "2:59"],
    [30 * SECOND, "0:30"],
    [SECOND, "0:01"],
    [0.001, "0:01"], // not over yet
    [0, "0:00"],
    [-0.001, "0:00"],
    [-999.999, "0:00"],
    [-SECOND, "+0:01"],
    [-30 * SECOND, "+0:30"],
    [-18 * MINUTE, "+18:00"],
    [-100 * HOUR, "+99:59:59"],
  ]) {
    const { sign, digits, counting } = bigTime({ remaining, elapsed: 3 * MINUTE - remaining });
    assert.equal(sign + digits, text, `${remaining} ms remain`);
    assert.equal(counting, remaining > 0 ? "remaining" : "over", `${remaining} ms remain`);
  }
});

test("every second of a statement is shown for a second", () => {
  /** @type {Map<string, number>} */
  const shown = new Map();
  for (let elapsed = 0; elapsed < 6 * MINUTE; elapsed += 100) {
    const { sign, digits } = bigTime({ remaining: 3 * MINUTE - elapsed, elapsed });
    shown.set(sign + digits, (shown.get(sign + digits) ?? 0) + 1);
  }
  assert.equal(shown.size, 360);
  for (const [text, times] of shown) assert.equal(times, 10, text);
});

test("without a limit the big time counts up", () => {
  assert.deepEqual(bigTime({ remaining: null, elapsed: 600_999 }), { sign: "", digits: "10:00", counting: "elapsed" });
});

test("a correction has its sign", () => {
  for (const [ms, text] of [
    [30_000, "+0:30"],
    [-60_000, "−1:00"],
    [-10_000, "−0:10"],
    [0, "+0:00"],
    [90 * MINUTE, "+1:30:00"],
  ]) {
    assert.equal(signedText(ms), text);
  }
});

test("a length is read as it was written", () => {
  for (const [text, ms] of [
    ["3", 3 * MINUTE],
    ["0", 0],
    ["3:00", 3 * MINUTE],
    ["2:30", 2.5 * MINUTE],
    ["2.30", 2.5 * MINUTE], // a point is on every keyboard
    ["2,30", 2.5 * MINUTE],
    ["2：30", 2.5 * MINUTE], // as a Chinese keyboard writes it
    [" 2 30 ", 2.5 * MINUTE],
    ["2:5", 2 * MINUTE + 5 * SECOND],
    ["90", 90 * MINUTE],
    ["1:30:00", 1.5 * HOUR],
    ["0:00:01", SECOND],
    ["", null],
    ["  ", null],
  ]) {
    assert.equal(parseLength(text), ms, JSON.stringify(text));
  }
  for (const text of ["x", "3m", "-1", "2:60", "1:60:00", "1:00:60", "1:2:3:4", ":30", "2:", "12345", "1e3", "٣"]) {
    assert.equal(parseLength(text), Number.NaN, JSON.stringify(text));
  }
});

test("what is written is read again", () => {
  for (let s = 0; s < 3 * 3600; s += 7) assert.equal(parseLength(lengthText(s * SECOND)), s * SECOND);
});
