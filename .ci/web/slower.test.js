/** How often a booth may ask for a slower speech. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { languageName } from "../../display/web/static/booth/languages.js";
import { Asked } from "../../display/web/static/booth/slower.js";

const floor = (/** @type {number} */ statement, /** @type {number[]} */ ...at) =>
  /** @type {any} */ ({ statement, reminded: at.map((at_ms) => ({ line: "slower", seat: "7", at_ms })) });

test("twice a minute it is possible, and then it is said when again", () => {
  const asked = new Asked();
  asked.see(floor(1));
  assert.equal(asked.wait(0), 0);
  asked.see(floor(1, 1000));
  asked.see(floor(1, 1000)); // the same one
  assert.equal(asked.wait(2000), 0);
  asked.see(floor(1, 31_000)); // the first one does not stand any more
  assert.equal(asked.wait(31_000), 30_000);
  assert.equal(asked.wait(60_999), 1);
  assert.equal(asked.wait(61_000), 0);
});

test("another statement begins anew, and the microphone does not count", () => {
  const asked = new Asked();
  asked.see(floor(1, 1000, 2000));
  assert.equal(asked.wait(3000), 58_000);
  asked.see(floor(2));
  assert.equal(asked.wait(3000), 0);
  asked.see({ ...floor(2), reminded: [1, 2].map((at_ms) => ({ line: "microphone", seat: "7", at_ms })) });
  assert.equal(asked.wait(3000), 0);
  asked.see(null);
  assert.equal(asked.wait(3000), 0);
});

test("a language is called by its code, else as somebody wrote it", () => {
  assert.equal(languageName("fr"), "French");
  assert.equal(languageName("English"), "English");
  assert.equal(languageName(" français "), "français");
  assert.equal(languageName(undefined), "");
});
