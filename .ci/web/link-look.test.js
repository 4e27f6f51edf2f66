// What is said of the link counts seconds, and the page is drawn when these change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { linkChange } from "../../display/web/static/link/link-look.js";

for (const { name, live = false, change = Infinity, holds = -Infinity, want } of [
  { name: "while it is there it counts nothing", live: true, change: 300, holds: 500, want: Infinity },
  { name: "while it is lost its age", change: 300, want: 300 },
  { name: "and how long the page knows the time without it", change: 300, holds: 120, want: 120 },
  { name: "and nothing of a time that it does not know any more", change: 300, holds: -120, want: 300 },
  { name: "before the first message nothing", want: Infinity },
]) {
  test(`the link: ${name}`, () => assert.equal(linkChange({ live, holds, link: { change: () => change } }), want));
}
