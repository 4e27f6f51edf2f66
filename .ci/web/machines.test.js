/** What somebody should look after of the room's machines, and when they are asked for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  canUpdate,
  heaps,
  isUpdating,
  troublesOf,
  updateOf,
} from "../../display/web/static/console/seats/machine-look.js";
import { LOOK_MS, MachinesReader } from "../../display/web/static/console/seats/machines-reader.js";

const NOW = Date.parse("2026-11-28T10:00:00Z");

/** A light of which nothing is wrong, but for what is said. */
function machine(but = {}) {
  return {
    id: "k1",
    role: "light",
    host: "light-1",
    here: true,
    last_seen: "2026-11-28T09:59:30Z",
    old: false,
    temperature_c: 52,
    under_voltage: false,
    free_bytes: 20e9,
    clock: "kept",
    real_time: true,
    source: true,
    ...but,
  };
}

test("what is wrong with a machine", () => {
  for (const [but, want] of [
    [{}, ""],
    [{ here: false }, "away"],
    [{ here: false, temperature_c: 90, under_voltage: true }, "away power"], // it has had time to cool
    [{ old: true }, "old"],
    [{ under_voltage: true }, "power"],
    [{ temperature_c: 79.9 }, ""],
    [{ temperature_c: 80 }, "hot"],
    [{ free_bytes: 200e6 }, ""],
    [{ free_bytes: 199_999_999 }, "disk"],
    [{ clock: "not-kept" }, "clock"],
    [{ real_time: false }, "real-time"],
    [{ real_time: false, role: "screen" }, ""], // it has no light
    [{ update: "failed: no source" }, "failed"],
    [{ update: "refused: a statement is played" }, "failed"],
    [{ update: "done" }, ""],
    // What a machine does not say is not wrong.
    [{ temperature_c: null, under_voltage: null, free_bytes: null, clock: "unknown" }, ""],
    [
      {
        old: true,
        real_time: false,
        clock: "not-kept",
        free_bytes: 0,
        temperature_c: 99,
        under_voltage: true,
        update: "failed",
      },
      "failed power hot disk clock real-time old",
    ],
  ]) {
    assert.equal(troublesOf(machine(but), NOW).join(" "), want, JSON.stringify(but));
  }
});

test("a machine that is updated may be away for a while", () => {
  for (const [update, seen, now, want] of [
    ["running", "2026-11-28T09:58:00Z", NOW, "old"],
    ["waiting", "2026-11-28T09:58:00Z", NOW, "old"],
    ["running", "2026-11-28T09:55:00Z", NOW, "away old"],
    ["done", "2026-11-28T09:58:00Z", NOW, "away old"],
    ["running", "2026-11-28T09:58:00Z", Number.NaN, "away old"], // the page does not know the time
  ]) {
    const told = troublesOf(machine({ here: false, old: true, update, last_seen: seen }), now);
    assert.equal(told.join(" "), want, `${update} ${seen}`);
  }
});

test("the worst stands first, then by name", () => {
  const { needy, well } = heaps(
    [
      machine({ host: "light-10" }),
      machine({ host: "light-9" }),
      machine({ host: "light-8", old: true }),
      machine({ host: "light-7", clock: "not-kept" }),
      machine({ host: "light-6", clock: "not-kept", old: true }),
      machine({ host: "light-11", under_voltage: true }),
      machine({ host: "light-5", under_voltage: true }),
      machine({ host: "light-4", here: false }),
      machine({ host: "light-3", old: true, update: "failed: x" }),
    ],
    NOW,
  );
  assert.deepEqual(
    needy.map((one) => one.machine.host),
    ["light-4", "light-3", "light-5", "light-11", "light-6", "light-7", "light-8"],
  );
  assert.deepEqual(
    well.map((one) => one.machine.host),
    ["light-9", "light-10"],
  );
  assert.deepEqual(heaps([], NOW), { needy: [], well: [] });
});

test("what is said of an update is a known word, and the rest", () => {
  for (const [text, word, detail] of [
    ["waiting", "waiting", ""],
    ["running", "running", ""],
    ["done", "done", ""],
    ["failed: the packages cannot be read: 404", "failed", "the packages cannot be read: 404"],
    ["failed", "failed", ""],
    ["refused: busy", "refused", "busy"],
    ["runningly", "", "runningly"],
    ["half way", "", "half way"], // of an agent that knows more
    ["", "", ""],
    [undefined, "", ""],
  ]) {
    assert.deepEqual(updateOf(text), { word, detail });
  }
});

test("only what is here, has the source and is old is asked", () => {
  for (const [but, want] of [
    [{ old: true }, true],
    [{ old: true, here: false }, false],
    [{ old: true, source: false }, false],
    [{ old: false }, false],
    [{ old: false, update: "failed: half of it" }, true],
    [{ old: true, update: "failed" }, true],
    [{ old: true, update: "waiting" }, false],
    [{ old: true, update: "asked" }, false],
    [{ old: true, update: "running" }, false],
    [{ old: true, update: "done" }, true],
  ]) {
    assert.equal(canUpdate(machine(but)), want, JSON.stringify(but));
    assert.equal(isUpdating(machine(but)), ["waiting", "asked", "running"].includes(but.update));
  }
});

/** A page that is seen or not. */
class Page extends EventTarget {
  hidden = false;

  turn(hidden) {
    this.hidden = hidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

/** What was asked, each with what answers it. */
function reading(page) {
  const asked = [];
  const told = [];
  const reader = new MachinesReader(
    (ended) => new Promise((answer) => asked.push({ ended, answer })),
    (machines) => told.push(machines),
    page,
  );
  return { asked, told, reader };
}

const turns = () => new Promise((done) => setImmediate(done));

test("machines are asked for while somebody looks, one question at a time", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = new Page();
  const { asked, told, reader } = reading(page);
  page.turn(true);
  page.turn(false);
  assert.equal(asked.length, 0, "nobody has opened the sheet");
  reader.begin();
  reader.begin();
  assert.equal(asked.length, 1);
  t.mock.timers.tick(10 * LOOK_MS);
  assert.equal(asked.length, 1, "the first is not answered yet");
  asked[0].answer("first");
  await turns();
  assert.deepEqual(told, ["first"]);
  t.mock.timers.tick(LOOK_MS - 1);
  assert.equal(asked.length, 1);
  t.mock.timers.tick(1);
  assert.equal(asked.length, 2);
  asked[1].answer(null); // what fails is asked again
  await turns();
  t.mock.timers.tick(LOOK_MS);
  assert.equal(asked.length, 3);
  assert.deepEqual(told, ["first", null]);
  reader.look(); // at once, after an act: what was asked before is left
  assert.equal(asked.length, 4);
  assert.ok(asked[2].ended.aborted);
  reader.end();
});

test("nothing is asked while the sheet is closed or the page is hidden", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = new Page();
  const { asked, told, reader } = reading(page);
  reader.begin();
  page.turn(true);
  assert.ok(asked[0].ended.aborted);
  asked[0].answer("too late");
  await turns();
  t.mock.timers.tick(10 * LOOK_MS);
  assert.equal(asked.length, 1);
  assert.deepEqual(told, []);
  page.turn(false); // seen again: at once
  assert.equal(asked.length, 2);
  asked[1].answer("seen");
  await turns();
  reader.end();
  t.mock.timers.tick(10 * LOOK_MS);
  page.turn(true);
  page.turn(false);
  assert.equal(asked.length, 2);
  reader.begin();
  assert.equal(asked.length, 3);
  reader.end();
  assert.ok(asked[2].ended.aborted);
  asked[2].answer("closed");
  await turns();
  assert.deepEqual(told, ["seen"]);
});
