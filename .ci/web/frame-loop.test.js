/**
 * A page that is drawn only when something is due, beside one that is drawn in each frame,
 * on displays whose timers are as timers are.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changeAfter, Due } from "../../display/web/static/base/due.js";
import { bigTime } from "../../display/web/static/base/format.js";
import { leadingAt } from "../../display/web/static/base/phase.js";
import { FrameLoop } from "../../display/web/static/kit/frame-loop.js";

const FLOOR = {
  ...{ statement: 1, kind: "national", delegation: "", phase: "speaking", paused: false, elapsed_ms: 0, urged: 0 },
  ...{ zero_ms: 1234.56, limit_ms: 20_000, warning_ms: 12_000, grace_ms: 4000 },
};

/** Numbers that seem to be chance, and are the same each time. */
function chance(seed) {
  let n = seed;
  return () => {
    n = (n * 1_103_515_245 + 12_345) % 2 ** 31;
    return n / 2 ** 31;
  };
}

/** A browser's timers and frames, and what disturbs them. */
class Simulated {
  /**
   * @param {object} how
   * @param {number} [how.length] of a frame
   * @param {() => number} [how.late] by how much a timer is late; less than 0 where it is early
   */
  constructor({ length = 1000 / 60, late = () => 0 } = {}) {
    Object.assign(this, { length, late, time: 0, frames: 0, isHidden: false, asleep: 0 });
    this.timers = new Map();
    this.waiting = [];
    this.id = 0;
  }

  now = () => this.time;
  hidden = () => this.isHidden;
  forget = (id) => this.timers.delete(id);
  frame = (act) => this.waiting.push(act);
  later = (act, ms) => {
    this.timers.set(++this.id, { act, at: Math.max(this.time, this.time + ms + this.late()) });
    return this.id;
  };

  /**
   * Let time pass, and look at each frame of the display after it was drawn.
   * @param {number} until
   * @param {() => void} [look]
   */
  run(until, look = () => {}) {
    for (;;) {
      const next = (Math.floor(this.time / this.length + 1e-9) + 1) * this.length;
      const [id, timer] = [...this.timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (Math.min(next, timer?.at ?? next) > until) break;
      if (timer && timer.at <= next) {
        this.time = Math.max(this.time, timer.at, Math.min(this.asleep, next));
        if (this.asleep > this.time) {
          timer.at = this.asleep;
          this.time = next;
          continue;
        }
        this.timers.delete(id);
        timer.act();
        continue;
      }
      this.time = next;
      if (this.isHidden || this.asleep > this.time) continue;
      const all = this.waiting.splice(0);
      if (all.length > 0) this.frames++;
      for (const act of all) act(next);
      look();
    }
    this.time = until;
  }
}

/** A page on a display, with what is shown of a statement. */
function page(display, { says = () => {} } = {}) {
  const due = new Due(display.now);
  const found = { shown: "", drawings: 0, leads: [], due };
  found.loop = new FrameLoop(
    due,
    (lead) => {
      found.drawings++;
      found.leads.push(lead);
      says(due);
      due.sharply(changeAfter(FLOOR, display.now(), lead) - display.now());
      found.shown = picture(display.now(), lead);
    },
    display,
  );
  return found;
}

function picture(now, lead) {
  const moment = leadingAt(FLOOR, now, lead);
  const { sign, digits } = bigTime(moment);
  return `${sign}${digits} ${moment.phase} ${moment.signal} ${moment.lit}`;
}

const LAST = 30_000;

for (const [what, length, late] of [
  ["timers that come to the millisecond", 1000 / 60, () => 0],
  ["timers that come early", 1000 / 60, (chance) => -1.5 * chance()],
  ["timers that come late, as busy machines let them", 1000 / 60, (chance) => 33 * chance()],
  ["a display of 120 frames a second", 1000 / 120, (chance) => 12 * chance()],
  ["a display of 30 frames a second", 1000 / 30, (chance) => 33 * chance()],
]) {
  test(`each frame shows what a page shows that is drawn in each: ${what}`, () => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = chance(seed);
      const display = new Simulated({ length, late: () => late(next) });
      const one = page(display);
      one.loop.start();
      let frames = 0;
      display.run(LAST, () => {
        frames++;
        assert.equal(one.shown, picture(display.now(), one.leads.at(-1)), `seed ${seed}, at ${display.now()}`);
      });
      assert.ok(frames > (0.99 * LAST) / length, `${frames} frames were looked at`);
      assert.ok(display.frames < (LAST / 1000) * (150 / length), `${display.frames} frames in ${LAST} ms`);
    }
  });
}

test("where timers are always late they are set earlier, and nothing is late", () => {
  const display = new Simulated({ late: () => 60 });
  const one = page(display);
  one.loop.start();
  display.run(3000);
  display.run(LAST, () => assert.equal(one.shown, picture(display.now(), one.leads.at(-1)), `at ${display.now()}`));
});

test("a machine that stood still shows in its next frame what holds then", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const next = chance(seed);
    const display = new Simulated({ late: () => 25 * next() });
    const one = page(display);
    one.loop.start();
    for (let at = 1000; at < LAST; at += 700 + 600 * next()) {
      display.run(at);
      display.asleep = at + 500 * next();
      display.run(display.asleep);
      // What should have come meanwhile comes now; a frame later it is drawn.
      display.run(display.asleep + 2 * display.length);
      display.run(display.asleep + 4 * display.length, () => {
        assert.equal(one.shown, picture(display.now(), one.leads.at(-1)), `seed ${seed}, at ${display.now()}`);
      });
    }
  }
});

test("what is due without haste is drawn once, in the frame after it", () => {
  const display = new Simulated();
  const due = new Due(display.now);
  const at = [];
  const loop = new FrameLoop(
    due,
    () => {
      at.push(display.now());
      due.in(250 - (display.now() % 250));
    },
    display,
  );
  loop.start();
  display.run(1900);
  assert.equal(at.length, 8);
  for (const [i, one] of at.entries()) {
    assert.ok(one >= 250 * i && one < 250 * i + 2 * display.length, `${i}: ${one}`);
  }
});

test("what nobody says to be due is drawn each second all the same", () => {
  const display = new Simulated();
  let drawings = 0;
  new FrameLoop(new Due(display.now), () => drawings++, display).start();
  display.run(10_500);
  assert.equal(drawings, 11);
});

test("what is asked for is drawn in the next frame, once", () => {
  const display = new Simulated();
  const due = new Due(display.now);
  let drawings = 0;
  const loop = new FrameLoop(due, () => drawings++, display);
  due.now();
  display.run(100);
  assert.equal(drawings, 0, "before it was begun");
  loop.start();
  display.run(200);
  for (let i = 0; i < 5; i++) due.now();
  assert.equal(drawings, 1);
  display.run(220);
  assert.equal(drawings, 2);
  display.run(900);
  assert.equal(drawings, 2);
});

test("a fault in one drawing stops nothing", () => {
  const display = new Simulated();
  let drawings = 0;
  const loop = new FrameLoop(
    new Due(display.now),
    () => {
      drawings++;
      if (drawings % 2 === 1) throw new Error("a fault");
    },
    display,
  );
  loop.start();
  for (let at = 0; at < 10_000; at += 50) {
    try {
      display.run(at);
    } catch {
      // as a browser tells it to its console
    }
  }
  assert.ok(drawings >= 9, `${drawings}`);
});

test("a hidden page sets no timer, and is drawn in the first frame in which it is seen", () => {
  const display = new Simulated();
  const one = page(display);
  one.loop.start();
  display.run(5000);
  display.isHidden = true;
  one.loop.ask(); // as the page does when it is hidden
  const { drawings } = one;
  display.run(11_111);
  assert.equal(one.drawings, drawings);
  assert.equal(display.timers.size, 0);
  display.isHidden = false;
  display.run(11_111 + display.length);
  assert.equal(one.shown, picture(display.now(), one.leads.at(-1)));
  display.run(20_000, () => assert.equal(one.shown, picture(display.now(), one.leads.at(-1))));
});

for (const length of [1000 / 30, 1000 / 60, 1000 / 120]) {
  test(`how long frames are is known from those that follow each other: ${length.toFixed(1)} ms`, () => {
    const display = new Simulated({ length });
    // Something else is drawn at odd times, which says nothing of the display.
    const one = page(display, { says: (due) => due.in(2.5 * length) });
    one.loop.start();
    display.run(5000);
    assert.ok(Math.abs(one.leads.at(-1) - 1.5 * length) < 0.01, `${one.leads.at(-1)}`);
    display.run(20_000, () => assert.ok(Math.abs(one.leads.at(-1) - 1.5 * length) < 0.01));
  });
}
