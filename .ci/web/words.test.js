/** Sentences that several elements say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { enumerated, speaking } from "../../display/web/static/base/i18n.js";
import { byText } from "../../display/web/static/base/words.js";

const english = {
  code: "en",
  tag: "en",
  dir: "ltr",
  texts: { "role.chair": "the chair", "role.secretary": "the secretary", "by.named": "{role}, {name}" },
  plurals: new Intl.PluralRules("en"),
  numbers: new Intl.NumberFormat("en"),
};

test("who did something is a role, and the name of a tablet", () => {
  for (const [by, text] of [
    ["chair", "the chair"],
    ["secretary (desk 2)", "the secretary, desk 2"],
    ["chair (desk 2 (2))", "the chair, desk 2 (2)"],
    ["secretary (left of the President)", "the secretary, left of the President"],
    ["chair (席)", "the chair, 席"],
    ["queen (desk 2)", "queen, desk 2"], // of a controller that knows more
    ["", ""],
  ]) {
    assert.equal(
      speaking(english, () => byText(by)),
      text,
    );
  }
});

test("things in a row stay apart in every language", () => {
  for (const [tag, text] of [
    ["ar", "4 و7 و12"],
    ["zh-Hans", "4、7、12"],
    ["en", "4, 7, 12"],
    ["fr", "4, 7, 12"],
    ["ru", "4, 7, 12"],
    ["es", "4, 7 y 12"],
  ]) {
    assert.equal(
      speaking({ ...english, tag }, () => enumerated(["4", "7", "12"])),
      text,
    );
  }
});
