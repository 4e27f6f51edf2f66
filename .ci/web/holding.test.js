import assert from "node:assert/strict";
import { test } from "node:test";
import { CALM_MS, Holding, SETTLE_MS, STEP_MS } from "../../display/web/static/kit/holding.js";

const START = { what: "statement-started", by: "secretary (desk 2)" };
const END = { what: "statement-ended", by: "secretary (desk 2)" };

/** A place that has long been one thing. */
function place() {
  const holding = new Holding();
  holding.mean("start:3", null, 0);
  return holding;
}

test("what this page did makes another act of the button at once, which counts after a moment", () => {
  const holding = place();
  holding.mean("end:3", null, 10_000);
  assert.equal(holding.news, null);
  assert.equal(holding.settledAt(10_000 + SETTLE_MS - 1), false);
  assert.equal(holding.settledAt(10_000 + SETTLE_MS), true);
  assert.equal(holding.pass(20_000), false, "nothing was held");
});

test("what somebody else did holds it for a while, and then for the moment that any new act waits", () => {
  const holding = place();
  holding.mean("end:3", START, 10_000);
  assert.equal(holding.news, START);
  assert.equal(holding.pass(10_000 + CALM_MS - 1), false);
  assert.equal(holding.settledAt(10_000 + CALM_MS + SETTLE_MS), false, "not before the page has shown the new act");
  assert.equal(holding.pass(10_000 + CALM_MS), true);
  assert.equal(holding.news, null);
  assert.equal(holding.settledAt(10_000 + CALM_MS), false);
  assert.equal(holding.settledAt(10_000 + CALM_MS + SETTLE_MS), true);
  assert.equal(holding.pass(99_000), false);
});

test("where no second tap has to be feared, what this page did counts at once, what others did does not", () => {
  const holding = new Holding(0);
  holding.mean("waiting", null, 0);
  holding.mean("absent", null, 10_000);
  assert.equal(holding.settledAt(10_000), true);
  holding.mean("heard", START, 20_000);
  assert.equal(holding.settledAt(20_000), false);
  assert.equal(holding.pass(20_000 + CALM_MS), true);
  assert.equal(holding.settledAt(20_000 + CALM_MS), false);
  assert.equal(holding.settledAt(20_000 + CALM_MS + SETTLE_MS), true);
});

test("a while is short, and long enough for a finger on its way and a line to be read", () => {
  assert.ok(CALM_MS >= 1200 && CALM_MS + SETTLE_MS <= 1600, `${CALM_MS} and ${SETTLE_MS}`);
});

test("as long as a finger is on it, it is held, and its tap is answered", () => {
  const holding = place();
  holding.press();
  holding.mean("end:3", START, 10_000);
  assert.equal(holding.pass(60_000), false);
  holding.release(60_000);
  assert.equal(holding.settledAt(60_000), false);
  assert.equal(holding.news, START);
  assert.equal(holding.pass(60_000 + SETTLE_MS - 1), false);
  assert.equal(holding.pass(60_000 + SETTLE_MS), true);

  const other = place();
  other.press();
  other.release(5_000);
  assert.equal(other.settledAt(5_000), true, "a finger alone holds nothing");
  other.release(6_000); // one that was put down elsewhere
  assert.equal(other.pass(6_000), false);
});

test("what they did next is what is told, for as long again", () => {
  const holding = place();
  holding.mean("end:3", START, 10_000);
  holding.mean("give-floor:e4", END, 11_000);
  assert.equal(holding.news, END);
  assert.equal(holding.pass(11_000 + CALM_MS - 1), false);
  assert.equal(holding.pass(11_000 + CALM_MS), true);
});

test("what this page did in the meantime is not held up", () => {
  const holding = place();
  holding.mean("end:3", START, 10_000);
  holding.mean("give-floor:e4", null, 10_500);
  assert.equal(holding.news, null);
  assert.equal(holding.settledAt(10_500 + SETTLE_MS), true);
});

test("news that change nothing of it hold nothing, nor does the first that it means", () => {
  const holding = place();
  holding.mean("start:3", END, 10_000);
  assert.equal(holding.news, null);
  assert.equal(holding.settledAt(10_000), true);
  const fresh = new Holding();
  fresh.mean("end:3", START, 10_000);
  assert.equal(fresh.news, null);
});

test("a tap that a busy page hears of late is judged by when the finger was there", () => {
  const holding = place();
  holding.mean("end:3", null, 10_000);
  assert.equal(holding.settledAt(9_990), false);
});

test("a second tap on a start does not end what it started within a second, whoever started it", () => {
  const step = new Holding(STEP_MS);
  step.mean("start:3", null, 0);
  step.mean("end:3", null, 10_000);
  assert.equal(step.settledAt(10_999), false);
  assert.equal(step.settledAt(11_000), true);
  step.mean("give-floor:e4", END, 20_000);
  assert.equal(step.pass(20_000 + CALM_MS), true);
  assert.equal(step.settledAt(21_000), false, "what somebody else did holds it for longer still");
});

test("how long it takes by time alone is known: until it is let go, and then until a tap counts", () => {
  const holding = place();
  assert.ok(holding.left(9000) <= 0, "it has long been what it is");
  holding.mean("end:3", null, 10_000);
  assert.equal(holding.left(10_100), SETTLE_MS - 100);
  assert.ok(holding.left(10_000 + SETTLE_MS) <= 0);
  holding.mean("start:4", START, 20_000);
  assert.equal(holding.left(20_200), CALM_MS - 200);
  holding.press();
  assert.ok(holding.left(20_200) <= 0, "the finger decides, and no time");
  holding.release(30_000);
  assert.equal(holding.left(30_000), SETTLE_MS);
  assert.equal(holding.pass(30_000 + SETTLE_MS), true);
  assert.equal(holding.left(30_000 + SETTLE_MS), SETTLE_MS);
});
