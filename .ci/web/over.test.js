// When a page goes over to another controller of the room, and what goes along.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brought, carried, originOf, SETTLED_MS, wayOver } from "../../display/web/static/link/over.js";

const A = { live: true, standby: false, knows: false, lead: 7 };
const stands = { live: true, standby: true, knows: true, lead: 0 };
const lost = { live: false, standby: false, knows: false, lead: 7 };
const origin = "https://10.0.0.2:8443";
const B = { origin, live: true, lead: 9 };

for (const { name, own = A, others = [B], known = true, acts = true, age = 60_000, want = origin } of [
  { name: "its own controller leads", others: [{ ...B, lead: 0 }], want: "" },
  { name: "its own leads since, and the other one has not noticed", others: [{ ...B, lead: 5 }], want: "" },
  { name: "its own is lost, and the other one leads", own: lost },
  { name: "its own is lost, and nobody is heard", own: lost, others: [{ ...B, live: false }], want: "" },
  { name: "its own is lost, and the other one stands by", own: lost, others: [{ ...B, lead: 0 }], want: "" },
  { name: "its own is lost, and there is no other", own: lost, others: [], want: "" },
  { name: "its own looks alive, and another one has a higher lead" },
  { name: "a console at a standby", own: stands },
  { name: "a gallery at a standby stays", own: stands, acts: false, want: "" },
  { name: "a gallery at a standby that does not know who leads", own: { ...stands, knows: false }, acts: false },
  { name: "a gallery whose controller is lost", own: lost, acts: false },
  { name: "who would have to sign in there", own: stands, known: false, want: "" },
  { name: "a page that has just come", own: stands, age: SETTLED_MS - 1, want: "" },
  { name: "and a while later", own: stands, age: SETTLED_MS },
  {
    name: "of two that say that they lead the later one",
    own: lost,
    others: [{ origin: "https://10.0.0.3:8443", live: true, lead: 8 }, B],
  },
]) {
  test(`${name}: ${want ? "it goes over" : "it stays"}`, () =>
    assert.equal(wayOver({ own, others, known, acts, age }), want));
}

// Two controllers and a page on either: wherever it goes, the other one leads, so that it
// does not go back.
test("no page goes in circles", () => {
  const heard = (/** @type {number} */ lead, /** @type {string} */ at) => ({ origin: at, live: true, lead });
  for (const acts of [true, false]) {
    assert.equal(wayOver({ own: lost, others: [heard(9, "b")], known: true, acts, age: 10_000 }), "b");
    assert.equal(wayOver({ own: { ...A, lead: 9 }, others: [heard(7, "a")], known: true, acts, age: 10_000 }), "");
    assert.equal(wayOver({ own: { ...A, lead: 9 }, others: [heard(0, "a")], known: true, acts, age: 10_000 }), "");
  }
});

test("a page listens to the other controller by the door that it came by", () => {
  const other = { address: "https://10.0.0.2:8443", public_http: "http://10.0.0.2:8080" };
  assert.equal(originOf(other, "https:"), "https://10.0.0.2:8443");
  assert.equal(originOf(other, "http:"), "http://10.0.0.2:8080");
  assert.equal(originOf({ address: "https://10.0.0.2:8443" }, "http:"), "");
  assert.equal(originOf({ address: "http://127.0.0.2:8080" }, "http:"), "http://127.0.0.2:8080");
  assert.equal(originOf({ address: "http://127.0.0.2:8080" }, "https:"), "");
});

test("who is signed in, and what the browser keeps, goes along", () => {
  const kept = { "rostrum.language": "fr", "rostrum.console": '{"a":1}', "rostrum.overflow-room": "x", other: "y" };
  const hash = carried("a-secret_1", kept);
  assert.deepEqual(brought(hash), {
    twin: "a-secret_1",
    kept: { "rostrum.language": "fr", "rostrum.console": '{"a":1}' },
  });
  assert.equal(carried("", {}), "");
  assert.equal(carried("", { "rostrum.language": "x".repeat(5000) }), "");
  assert.equal(brought(""), null);
  assert.equal(brought("#invite=abc"), null);
  assert.equal(brought("#rostrum.overflow-room=http://evil.example"), null);
});
