import assert from "node:assert/strict";
import { test } from "node:test";
import { newsSince, OwnActs } from "../../display/web/static/link/news.js";

const at = "2026-03-02T15:00:00Z";
const done = (/** @type {number} */ of, /** @type {string} */ what, about = "Japan") => ({
  of,
  what,
  by: "secretary (desk 2)",
  at,
  about,
});
const told = (/** @type {number} */ rev, /** @type {string} */ id, /** @type {object[]} */ undoable = []) =>
  /** @type {any} */ ({ latest: { rev, what: "statement-started", by: "secretary (desk 2)", at, id }, undoable });

const own = new OwnActs();
own.add("mine");
own.add(7);

test("what this page asked for is no news, by its id or by its receipt", () => {
  assert.equal(newsSince(told(8, "mine"), 7, own), null);
  assert.equal(newsSince(told(7, "theirs"), 6, own), null);
});

test("what somebody else did is, with whom it concerns", () => {
  const news = { what: "statement-started", by: "secretary (desk 2)", at, about: "" };
  assert.deepEqual(newsSince(told(8, "theirs"), 7, own), news);
  assert.deepEqual(newsSince(told(8, "theirs", [done(8, "statement-started")]), 7, own), { ...news, about: "Japan" });
  // By a program that gave no id, or in the run before this one.
  const { latest } = told(8, "");
  assert.deepEqual(newsSince({ latest: { ...latest, id: undefined } }, 7, own), news);
});

test("nothing new is no news, nor what the public is not told", () => {
  assert.equal(newsSince(told(8, "theirs"), 8, own), null);
  assert.equal(newsSince(/** @type {any} */ ({}), 8, own), null);
  assert.equal(newsSince(/** @type {any} */ ({ latest: null }), 0, own), null);
});

test("behind this page's own act is seen what came with it", () => {
  const both = told(9, "mine", [done(9, "limit-extended"), done(8, "statement-started"), done(5, "floor-given")]);
  const news = { what: "statement-started", by: "secretary (desk 2)", at, about: "Japan" };
  assert.deepEqual(newsSince(both, 6, own), news);
  assert.equal(newsSince(told(9, "mine", [done(9, "limit-extended"), done(7, "floor-given")]), 6, own), null);
  assert.equal(newsSince(both, 8, own), null);
});

test("of its own acts a page remembers the newest", () => {
  const many = new OwnActs();
  for (let i = 0; i < 1000; i++) many.add(`act ${i}`);
  assert.equal(many.has("act 999"), true);
  assert.equal(many.has("act 900"), true);
  assert.equal(many.has("act 0"), false);
  assert.equal(many.has(undefined), false);
});
