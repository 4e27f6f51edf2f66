import assert from "node:assert/strict";
import { test } from "node:test";
import { speaking } from "../../display/web/static/base/i18n.js";

// The element's class is only named here, never made.
globalThis.HTMLElement ??= class {};
const { upcoming } = await import("../../display/web/static/console/floor/day-line.js");

const english = {
  code: "en",
  tag: "en",
  dir: "ltr",
  texts: {
    "day.next": "Next: {named}",
    "day.after": "then {named}",
    "day.nobody": "Nobody",
    "day.at-seat": "{delegation}, seat {seat}",
  },
  plurals: new Intl.PluralRules("en"),
  numbers: new Intl.NumberFormat("en"),
};

const BRAZIL = { entry: "e2", delegation: "Brazil", seat: "14" };
const CHINA = { entry: "e3", delegation: "China" };

test("during a statement the next two are named, before it only the one whom the card does not name", () => {
  const floor = { statement: 1 };
  const open = { closed: false };
  for (const [state, next, after] of [
    [{ floor, meeting: open, next: [BRAZIL, CHINA] }, "Next: Brazil, seat 14", "then China"],
    [{ floor, meeting: open, next: [CHINA] }, "Next: China", ""],
    [{ floor, meeting: open, next: [] }, "Nobody", ""],
    [{ floor: null, meeting: open, next: [CHINA, BRAZIL] }, "", "then Brazil, seat 14"],
    [{ floor: null, meeting: open, next: [CHINA] }, "", ""],
    [{ floor: null, meeting: { closed: true }, next: [CHINA, BRAZIL] }, "", ""],
  ]) {
    const said = speaking(english, () => upcoming(state));
    assert.deepEqual(said, { next, after });
  }
});
