import assert from "node:assert/strict";
import { test } from "node:test";
import { dropOf, lastsOf, placesOf, stepOf, waitingOf } from "../../display/web/static/console/list/list-order.js";

/** "a+" waits, "a*" has the floor, "a-" was heard, "a?" is absent, "aR" is a reply that waits. */
function listOf(text) {
  const statuses = { "+": "waiting", "*": "speaking", "-": "heard", "?": "absent", R: "waiting", x: "withdrawn" };
  return text.split(" ").map((word) => ({
    entry: word[0],
    delegation: word[0],
    seq: 0,
    status: statuses[word[1]],
    kind: word[1] === "R" ? "right-of-reply" : "state",
  }));
}

/** The list after a `move`, as the controller does it. */
function moved(list, { entry, before }) {
  const line = list.find((row) => row.entry === entry);
  const rest = list.filter((row) => row !== line);
  const at = before ? rest.findIndex((row) => row.entry === before) : rest.length;
  return [...rest.slice(0, at), line, ...rest.slice(at)].map((row) => row.entry).join("");
}

test("a drop names what it was dropped before", () => {
  const list = listOf("h- f* a+ b+ c+ d+");
  const held = waitingOf(list);
  for (const [entry, place, want] of [
    ["d", 0, "hfdabc"],
    ["a", 1, "hfbacd"],
    ["a", 3, "hfbcda"],
    ["b", 2, "hfacbd"],
  ]) {
    const { move } = dropOf(held, list, entry, place);
    assert.equal(moved(list, move), want, `${entry} to ${place}`);
  }
  assert.deepEqual(dropOf(held, list, "b", 1), { move: null, why: "unmoved" });
});

test("at the end it comes behind the last who waits, in front of who is absent", () => {
  const list = listOf("a+ b+ c+ y? z-");
  assert.equal(moved(list, dropOf(waitingOf(list), list, "a", 2).move), "bcayz");
});

test("whoever was heard meanwhile does not change what was meant", () => {
  const held = waitingOf(listOf("a+ b+ c+ d+"));
  const list = listOf("a* b+ c+ d+");
  assert.deepEqual(dropOf(held, list, "d", 1).move, { entry: "d", before: "b" });
  assert.equal(dropOf(held, list, "d", 0).why, "changed", "it was dropped before the one who has the floor by now");
});

test("a neighbour that is gone or was moved away: nothing is sent", () => {
  const held = waitingOf(listOf("a+ b+ c+ d+ e+"));
  assert.equal(dropOf(held, listOf("a+ b+ cx d+ e+"), "e", 2).why, "changed", "withdrawn");
  assert.equal(dropOf(held, listOf("a+ b+ d+ e+ c+"), "e", 2).why, "changed", "moved to the end");
  assert.equal(dropOf(held, listOf("a+ b+ c+ d+"), "e", 2).why, "gone", "undone");
  assert.equal(dropOf(held, listOf("a+ b+ c+ d+ e*"), "e", 2).why, "gone", "has the floor");
  // Others that changed elsewhere do not matter.
  assert.deepEqual(dropOf(held, listOf("b+ n+ c+ d+ e+ a+"), "e", 2).move, { entry: "e", before: "c" });
  assert.deepEqual(dropOf(held, listOf("a+ bx c+ d+ e+"), "e", 2).move, { entry: "e", before: "c" });
});

test("rights of reply stay behind the list", () => {
  const list = listOf("a+ b+ rR sR");
  const waiting = waitingOf(list);
  assert.deepEqual(lastsOf(waiting), ["s", "b"]);
  assert.equal(placesOf(waiting, "a").most, 1);
  assert.equal(moved(list, dropOf(waiting, list, "a", 1).move), "bars");
  assert.equal(placesOf(waiting, "r").most, 3, "a reply itself may be put anywhere");
  assert.equal(placesOf(waitingOf(listOf("a+ rR b+ sR")), "a").most, 2, "one further up is not the end");
});

test("the buttons", () => {
  const list = listOf("h- a+ b+ c+ rR");
  const after = (entry, to) => moved(list, stepOf(list, entry, to));
  assert.equal(after("c", "first"), "hcabr");
  assert.equal(after("c", "up"), "hacbr");
  assert.equal(after("a", "down"), "hbacr");
  assert.equal(after("b", "down"), "hacbr");
  assert.deepEqual(stepOf(list, "a", "last"), { entry: "a", before: undefined });
  assert.equal(moved(listOf("a+ b+"), stepOf(listOf("a+ b+"), "a", "down")), "ba");
  assert.equal(stepOf(list, "h", "up"), null);
});
