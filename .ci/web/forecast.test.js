/** What a forecast says to the President. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LANGUAGES, speaking } from "../../display/web/static/base/i18n.js";
import {
  byEndText,
  endsText,
  limitForAll,
  limitToOffer,
  noticed,
  rounded,
  sumText,
  zoneOf,
} from "../../display/web/static/console/forecast/outlook.js";

const day = (/** @type {string} */ time) => `2024-03-11T${time}:00Z`;
const clock = (/** @type {Date} */ at) => at.toISOString().slice(11, 16);

/** @param {string} code */
function tongue(code) {
  const texts = JSON.parse(
    readFileSync(new URL(`../../display/web/lang/console/${code}.json`, import.meta.url), "utf8"),
  );
  const numbers = new Intl.NumberFormat(`${code}-u-nu-latn`);
  return { code, tag: code, dir: "ltr", texts, plurals: new Intl.PluralRules(code), numbers };
}

/** @param {Record<string, unknown>} [but] */
function forecast(but = {}) {
  return {
    now: day("15:00"),
    ends_by: day("18:00"),
    left: 31,
    list_ends: { p10: day("17:51"), p50: day("18:24"), p90: day("18:56") },
    heard_by_end: { p10: 20, p50: 23, p90: 27 },
    line_before: "e24",
    if_limit: [
      { limit_ms: 240_000, list_ends_p50: day("18:24") },
      { limit_ms: 180_000, list_ends_p50: day("17:41") },
      { limit_ms: 120_000, list_ends_p50: day("16:56") },
      { limit_ms: 60_000, list_ends_p50: day("16:11") },
    ],
    basis: { statements: 12, prior: 16, meetings: 3, table: "t" },
    ...but,
  };
}

const list = Array.from({ length: 31 }, (_, i) => ({ entry: `e${i + 1}`, status: "waiting" }));

test("it is said as a parliament says it, rounded to five minutes", () => {
  speaking(tongue("en"), () => {
    assert.equal(
      endsText(forecast(), clock),
      "At 3 minutes the list ends at 17:40, at 2 minutes at 16:55; at the pace so far 18:25 (17:50 to 18:55).",
    );
    assert.equal(
      endsText(forecast({ if_limit: forecast().if_limit.slice(2) }), clock),
      "At 1 minute the list ends at 16:10; at the pace so far 18:25 (17:50 to 18:55).",
    );
    const early = { if_limit: [], basis: { statements: 2 } };
    assert.equal(endsText(forecast(early), clock), "At the usual pace the list ends at 18:25 (17:50 to 18:55).");
    assert.equal(endsText(forecast({ left: 0 }), clock), "");
    assert.equal(
      byEndText(forecast(), clock),
      "Interpretation ends at 18:00. To come: 31; probably heard: 23 (20 to 27).",
    );
    assert.equal(
      byEndText(forecast({ line_before: null }), clock),
      "Interpretation ends at 18:00: probably all are heard.",
    );
    assert.equal(byEndText(forecast({ ends_by: null, heard_by_end: null }), clock), "");
    assert.equal(byEndText(forecast({ ends_by: day("14:00") }), clock), "Interpretation was to end at 14:00.");
  });
});

test("each language says the limits, the times and the band", () => {
  for (const code of Object.keys(LANGUAGES)) {
    speaking(tongue(code), () => {
      const said = endsText(forecast(), clock) + byEndText(forecast(), clock);
      for (const part of ["17:40", "16:55", "18:25", "17:50", "18:55", "18:00", "31", "23", "20", "27"]) {
        assert.ok(said.includes(part), `${code}: ${said} has no ${part}`);
      }
      assert.ok(!/[{}]/.test(said), `${code}: ${said}`);
    });
  }
});

test("the stage has the sum of it", () => {
  speaking(tongue("en"), () => {
    for (const [but, said] of [
      [{}, "List ends 18:25 · interpretation until 18:00"],
      [{ ends_by: null }, "List ends 18:25"],
      [{ left: 0 }, "interpretation until 18:00"],
      [{ left: 0, ends_by: day("15:00") }, ""],
    ]) {
      assert.equal(sumText(forecast(but), clock), said);
    }
  });
});

test("nothing is said of a past instant", () => {
  const now = Date.parse(day("15:02"));
  assert.equal(rounded(day("15:02"), now).toISOString(), "2024-03-11T15:05:00.000Z");
  assert.equal(rounded(day("15:08"), now).toISOString(), "2024-03-11T15:10:00.000Z");
});

test("the line is where time runs out, and grey around it", () => {
  const { line, grey } = zoneOf(forecast(), list);
  assert.equal(line, "e24");
  assert.deepEqual([...grey], ["e21", "e22", "e23", "e24", "e25", "e26", "e27"]);
  const heard = list.map((row, i) => (i < 3 ? { ...row, status: "heard" } : row));
  assert.equal([...zoneOf(forecast(), heard).grey][0], "e24"); // counted among those who wait
  for (const none of [null, forecast({ ends_by: null, heard_by_end: null }), forecast({ ends_by: day("15:00") })]) {
    assert.equal(zoneOf(none, list).line, null);
    assert.equal(zoneOf(none, list).grey.size, 0);
  }
});

test("a notice comes an hour before, and when the line moves by more than five speakers", () => {
  let memory = null;
  const step = (/** @type {Record<string, unknown>} */ but) => {
    const found = noticed(memory, forecast(but), list);
    memory = found.memory;
    return found.tells;
  };
  assert.equal(step({}), false); // it is only seen
  assert.equal(step({ line_before: "e19" }), false); // five
  assert.equal(step({ line_before: "e18" }), true);
  assert.equal(step({ line_before: "e18" }), false);
  assert.equal(step({ now: day("16:59"), line_before: "e20" }), false);
  assert.equal(step({ now: day("17:00"), line_before: "e20" }), true);
  assert.equal(step({ now: day("17:10"), line_before: "e20" }), false); // once
  assert.equal(step({ now: day("18:00"), line_before: "e5" }), false); // nothing can be done
  assert.equal(step({ ends_by: day("19:00"), line_before: null }), false); // another end
  assert.equal(step({ ends_by: day("19:00"), line_before: "e20" }), true); // from the end of the list
  assert.equal(step({ ends_by: day("19:00"), line_before: "e9", if_limit: [] }), false); // no limit helps
});

test("the limit that is offered lets the list end in time", () => {
  assert.equal(limitToOffer(forecast()), 180_000);
  assert.equal(limitToOffer(forecast({ ends_by: day("17:00") })), 120_000);
  assert.equal(limitToOffer(forecast({ ends_by: day("15:30") })), 60_000);
  assert.equal(limitToOffer(forecast({ if_limit: [] })), null);
});

test("one limit for all lengthens nobody's, and keeps the light's distance", () => {
  const rules = limitForAll(
    [
      { kind: "state", limit_ms: 180_000, warning_ms: 150_000, grace_ms: 10_000 },
      { kind: "group", limit_ms: 240_000, warning_ms: 60_000, grace_ms: 0 },
      { kind: "briefer", limit_ms: null, warning_ms: null, grace_ms: null },
      { kind: "right-of-reply", limit_ms: 120_000, warning_ms: 90_000, grace_ms: 0 },
      { kind: "point-of-order", limit_ms: 180_000, warning_ms: 150_000, grace_ms: 0 },
    ],
    120_000,
  );
  assert.deepEqual(rules, [
    { kind: "state", limit_ms: 120_000, warning_ms: 90_000, grace_ms: 10_000 },
    { kind: "group", limit_ms: 120_000, warning_ms: 60_000, grace_ms: 0 },
    { kind: "briefer", limit_ms: 120_000, warning_ms: 90_000, grace_ms: 30_000 },
  ]);
});
