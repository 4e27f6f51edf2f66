import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOf, SHORTCUTS } from "../../display/web/static/console/device/shortcuts.js";

const press = (key, code, held = {}) =>
  keyOf({ key, code, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...held });

test("letters are read as they are printed, or by their place on other scripts", () => {
  assert.equal(press("g", "KeyG"), "G");
  assert.equal(press("G", "KeyG"), "G"); // with the lock of the capitals
  assert.equal(press("a", "KeyQ"), "A"); // a French keyboard
  assert.equal(press("п", "KeyG"), "G"); // a Russian one
  assert.equal(press("ل", "KeyG"), "G"); // an Arabic one
  assert.equal(press("Process", "KeyG"), "G"); // a Chinese way of writing
});

test("signs are read wherever they are", () => {
  assert.equal(press("?", "Slash", { shiftKey: true }), "?");
  assert.equal(press("?", "Minus", { shiftKey: true }), "?");
  assert.equal(press("؟", "Slash", { shiftKey: true }), "?");
  assert.equal(press("+", "NumpadAdd"), "+");
  assert.equal(press("=", "Equal"), "+");
  assert.equal(press("/", "Digit7", { shiftKey: true }), "/");
});

test("a modifier makes it another key", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey", "shiftKey"]) {
    assert.equal(press("s", "KeyS", { [held]: true }), "", held);
  }
  assert.equal(press("+", "Equal", { ctrlKey: true, shiftKey: true }), ""); // the browser's own
});

test("no key has two meanings", () => {
  const keys = SHORTCUTS.map((one) => one.key);
  assert.equal(new Set(keys).size, keys.length);
  for (const { key } of SHORTCUTS) if (key.length === 1) assert.equal(press(key.toLowerCase(), ""), key);
});
