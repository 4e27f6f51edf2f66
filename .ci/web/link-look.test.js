// What is said of the link counts seconds, and the page is drawn when these change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { linkChange, linkLook } from "../../display/web/static/link/link-look.js";

for (const { name, live = false, change = Infinity, holds = -Infinity, want } of [
  { name: "while it is there it counts nothing", live: true, change: 300, holds: 500, want: Infinity },
  { name: "while it is lost its age", change: 300, want: 300 },
  { name: "and how long the page knows the time without it", change: 300, holds: 120, want: 120 },
  { name: "and nothing of a time that it does not know any more", change: 300, holds: -120, want: 300 },
  { name: "before the first message nothing", want: Infinity },
]) {
  test(`the link: ${name}`, () => assert.equal(linkChange({ live, holds, link: { change: () => change } }), want));
}

for (const { name, want, ...store } of [
  { name: "who follows another one is the standby", state: { standby: { leader: "" } }, want: "standby" },
  {
    name: "also to whoever has not signed in there",
    state: { standby: { leader: "" } },
    signedIn: true,
    want: "standby",
  },
  { name: "who leads since is not any more", state: { standby: null }, want: "live" },
  { name: "one machine never was", state: {}, want: "live" },
  {
    name: "with another edition of the page that is said first",
    state: { standby: { leader: "" } },
    newer: "2",
    want: "other-version",
  },
]) {
  test(`the link: ${name}`, () => {
    const all = { newer: "", signedIn: false, mayCommand: false, link: { status: "live" }, ...store };
    assert.equal(linkLook(/** @type {any} */ (all)), want);
  });
}
