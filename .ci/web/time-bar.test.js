// The figures under the bar: all of them can be read, each as near to its mark as it may be.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.HTMLElement = class {}; // of a browser, which is not asked for anything
const { moves, share, spread } = await import("../../display/web/static/clock/time-bar.js");

/** Figures at places, of a width. */
const at = (...places) => places.map((place) => ({ at: place, wide: 30 }));

for (const { name, figures, room, want } of [
  { name: "what has room stands under its mark", figures: at(100, 200, 300), room: 400, want: [100, 200, 300] },
  { name: "after an extension the last one makes room", figures: at(80, 350, 362), room: 420, want: [80, 350, 386] },
  { name: "at the end of the bar the limit moves too", figures: at(80, 350, 362), room: 390, want: [80, 339, 375] },
  { name: "far past the limit they stand round it", figures: at(40, 48, 56), room: 340, want: [15, 51, 87] },
  { name: "at the beginning none leaves the bar", figures: at(4, 6, 8), room: 340, want: [15, 51, 87] },
  { name: "just enough room", figures: at(50, 51, 52), room: 102, want: [15, 51, 87] },
  { name: "no room for all", figures: at(50, 51, 52), room: 101, want: null },
  { name: "a bar that is not there", figures: at(0, 0, 0), room: 0, want: null },
]) {
  test(name, () => assert.deepEqual(spread(figures, 1, room), want));
}

test("a bar moves by whole pixels of the screen, and is right where its width is not known", () => {
  const seen = new Set();
  for (let ms = 0; ms <= 1000; ms += 16) seen.add(share(ms, 216_000, 800));
  assert.deepEqual([...seen], ["0.00%", "0.13%", "0.25%", "0.38%", "0.50%"]);
  assert.equal(share(54_000, 216_000, 800), "25.00%");
  assert.equal(share(1000, 216_000, 0), "0.46%");
});

test("one alone, which is the limit", () => {
  assert.deepEqual(spread(at(330), 0, 340), [325]);
  assert.deepEqual(spread([{ at: 300, wide: 0 }], 0, 340), [300]);
});

test("wherever the marks are, figures neither touch nor leave the bar, and keep their order", () => {
  for (let limit = 0; limit <= 340; limit += 7) {
    for (let grace = limit; grace <= 340; grace += 5) {
      for (let warning = 0; warning <= limit; warning += 11) {
        const found = spread(at(warning, limit, grace), 1, 340);
        assert.ok(found, `${warning}, ${limit}, ${grace}`);
        const [first, second, third] = found;
        const ok = first >= 15 && second - first >= 36 && third - second >= 36 && third <= 325;
        assert.ok(ok, `${warning}, ${limit}, ${grace}: ${found}`);
      }
    }
  }
});

for (const { name, elapsed, grace, pixels, want } of [
  { name: "a long bar moves each quarter of a second", elapsed: 60_100, grace: 210_000, pixels: 1920, want: 150 },
  { name: "a short one when it is a pixel further", elapsed: 0, grace: 200_000, pixels: 108, want: 1000 },
  { name: "past all marks when these are", elapsed: 400_000, grace: 200_000, pixels: 800, want: 1000 },
  { name: "one that is not laid out moves when it is", elapsed: 1000, grace: 200_000, pixels: 0, want: Infinity },
]) {
  test(`the bar: ${name}`, () => assert.equal(moves(elapsed, grace, pixels), want));
}

test("the bar is never more than a quarter of a second behind, and is not drawn where it stands", () => {
  for (const [grace, pixels] of [
    [210_000, 340],
    [210_000, 1920],
    [9000, 1180],
    [90_000, 97.5],
  ]) {
    for (let elapsed = 0; elapsed < 1.3 * grace; ) {
      const next = elapsed + moves(elapsed, grace, pixels);
      assert.ok(next > elapsed && Math.abs(next - 250 * Math.round(next / 250)) < 1e-6, `${next} after ${elapsed}`);
      const at = (ms) => share(Math.min(ms, grace * 1.08), grace * 1.08, pixels);
      if (next - 250.1 > elapsed) assert.equal(at(next - 250.1), at(elapsed), `${elapsed} to ${next} of ${pixels}`);
      elapsed = next + 0.01; // no timer comes to the very instant
    }
  }
});
