import assert from "node:assert/strict";
import { test } from "node:test";
import { cueAt, lookAt } from "../../display/web/static/console/device/cues.js";
import { momentAt } from "../../display/web/static/base/phase.js";

const LIMIT = 180000;

/** A statement that began at an instant of the steady clock. */
function floor(zero, more = {}) {
  return {
    statement: 3,
    phase: "speaking",
    paused: false,
    elapsed_ms: 0,
    zero_ms: zero,
    limit_ms: LIMIT,
    warning_ms: 150000,
    grace_ms: 30000,
    ...more,
  };
}

/** The cues of a run of looks, each a floor and an instant. */
function cues(looks) {
  const heard = [];
  let memory = null;
  for (const [at, state] of looks) {
    const seen = cueAt(memory, lookAt(state, momentAt(state, at), at));
    memory = seen.memory;
    if (seen.cue) heard.push(`${seen.cue}@${at}`);
  }
  return heard;
}

/** Looks at every frame from one instant to another. */
function watch(from, to, state) {
  const looks = [];
  for (let at = from; at <= to; at += 20) looks.push([at, state]);
  return looks;
}

test("each change of the phase has one cue", () => {
  assert.deepEqual(cues(watch(0, 240000, floor(0))), ["warning@150000", "limit@180000", "prompt@210000"]);
});

test("a page that is loaded finds the phase and does not tell it", () => {
  assert.deepEqual(cues(watch(151000, 152000, floor(0))), []);
  assert.deepEqual(cues(watch(181000, 211000, floor(0))), ["prompt@210000"]);
});

test("a page that slept is late and says nothing", () => {
  const state = floor(0);
  assert.deepEqual(cues([...watch(140000, 141000, state), ...watch(160000, 181000, state)]), ["limit@180000"]);
});

test("a link that came back with the change long past says nothing", () => {
  const shorter = floor(0, { limit_ms: 100000, warning_ms: 90000 });
  assert.deepEqual(cues([...watch(139000, 140000, floor(0)), ...watch(140020, 141000, shorter)]), []);
});

test("what is undone and done again within a second is one change", () => {
  const longer = floor(0, { limit_ms: 181500, warning_ms: 151500 });
  const looks = [
    ...watch(149000, 150200, floor(0)),
    ...watch(150220, 150400, longer),
    ...watch(150420, 151400, floor(0)),
  ];
  assert.deepEqual(cues(looks), ["warning@150000"]);
});

test("an extended statement warns again at its new mark", () => {
  const longer = floor(0, { limit_ms: 240000, warning_ms: 210000 });
  const looks = [...watch(149000, 160000, floor(0)), ...watch(160020, 211000, longer)];
  assert.deepEqual(cues(looks), ["warning@150000", "warning@210000"]);
});

test("another statement begins anew", () => {
  const looks = [
    ...watch(149000, 151000, floor(0)),
    ...watch(151020, 152000, floor(-149000, { statement: 4 })),
    ...watch(152020, 152100, floor(-149000, { statement: 4 })),
  ];
  assert.deepEqual(cues(looks), ["warning@150000"]);
});

test("a clock that was set back begins anew", () => {
  const looks = [...watch(149900, 149990, floor(0)), ...watch(1000, 2000, floor(-149500))];
  assert.deepEqual(cues(looks), []);
});

test("without a limit there is nothing to tell", () => {
  assert.deepEqual(cues(watch(0, 240000, floor(0, { limit_ms: null, warning_ms: null, grace_ms: null }))), []);
});
