import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { speaking, t } from "../../display/web/static/base/i18n.js";
import {
  carriedOver,
  grouped,
  onlyOf,
  sameChanges,
  tickedAtFirst,
  tickOf,
} from "../../display/web/static/console/import/changes.js";
import { changeTexts, doubtText, sidesOf, whoText } from "../../display/web/static/console/import/change-words.js";
import { corrected } from "../../display/web/static/console/import/reading.js";

/** A language as the pages load it for the console. */
function tongue(code, tag = code) {
  const file = (name) =>
    JSON.parse(readFileSync(new URL(`../../display/web/lang/${name}.json`, import.meta.url), "utf8"));
  const plurals = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(`${tag}-u-nu-latn`);
  const texts = { ...file(code), ...file(`console/${code}`) };
  return { code, tag, dir: texts["language.dir"], texts, plurals, numbers };
}
const english = tongue("en");
const chinese = tongue("zh", "zh-Hans");
/** On an English list: Norway is e2 there. */
const names = (line) => ({ line: (entry) => (entry === "e2" ? line : ""), language: "en" });

const added = (row, more = {}) => ({ change: "added", conflict: false, row, now: { delegation: `d${row}` }, ...more });
const changed = (entry, more = {}) => ({
  change: "changed",
  conflict: false,
  entry,
  row: 1,
  was: { level: "minister" },
  now: { level: "charge" },
  ...more,
});
const withdrawn = (entry, more = {}) => ({ change: "withdrawn", conflict: false, entry, was: {}, ...more });
const moved = (entry, more = {}) => ({ change: "moved", conflict: false, entry, row: 2, was: {}, now: {}, ...more });

const CHANGES = [
  withdrawn("e1"),
  added(0),
  changed("e2", { conflict: true }),
  added(1, { refused: "list-closed" }),
  changed("e3"),
  moved("e4"),
  withdrawn("e5", { conflict: true }),
  moved("e6", { conflict: true }),
];

test("the groups are in one order, whatever that of the file is", () => {
  assert.deepEqual(
    [...grouped(CHANGES)],
    [
      ["added", [1]],
      ["changed", [4]],
      ["moved", [5]],
      ["withdrawn", [0]],
      ["conflict", [2, 6, 7]],
      ["refused", [3]],
    ],
  );
  assert.deepEqual([...grouped([])], []);
});

test("at first nobody is left out, and no hand overruled", () => {
  assert.deepEqual([...tickedAtFirst(CHANGES, false)], [1, 4, 5]);
});

test("what comes in place of a rehearsal takes all that can be taken", () => {
  assert.deepEqual([...tickedAtFirst(CHANGES, true)], [0, 1, 2, 4, 5, 6, 7]);
});

test("what is sent is in order, and never what is refused", () => {
  assert.deepEqual(onlyOf(CHANGES, new Set([5, 3, 1])), [1, 5]);
  assert.deepEqual(onlyOf(CHANGES, new Set()), []);
  assert.deepEqual(onlyOf([], new Set([0])), []);
});

test("ticks stay with what they were made for", () => {
  const ticked = new Set([0, 1]); // the withdrawal by hand; not the change, nor the move
  const after = [moved("e4"), withdrawn("e1"), added(7), changed("e3"), changed("e9", { conflict: true }), added(0)];
  assert.deepEqual([...carriedOver(CHANGES, ticked, after, false)], [1, 2, 5]);
});

test("a change that says something else is looked at anew", () => {
  const after = [changed("e3", { now: { level: "other" } })];
  assert.deepEqual([...carriedOver(CHANGES, new Set(), after, false)], [0]);
});

test("a tick for several stands for all, some or none", () => {
  assert.equal(tickOf([1, 2], new Set([1, 2, 3])), "all");
  assert.equal(tickOf([1, 2], new Set([2])), "some");
  assert.equal(tickOf([1, 2], new Set([3])), "none");
  assert.equal(tickOf([], new Set([3])), "none");
});

test("what was sent again is the same only where every change is", () => {
  assert.ok(sameChanges(CHANGES, structuredClone(CHANGES)));
  assert.ok(!sameChanges(CHANGES, CHANGES.slice(1)));
});

const column = (letter, heading, as) => ({ letter, heading, key: heading || `[${letter}]`, as });

test("a corrected column takes its field from the one that had it", () => {
  const columns = [column("A", "Country", "delegation"), column("B", "Nom", "speaker"), column("C", "", "")];
  assert.deepEqual(corrected(columns, 1, "delegation"), { Country: "", Nom: "delegation", "[C]": "" });
  assert.deepEqual(corrected(columns, 0, ""), { Country: "", Nom: "speaker", "[C]": "" }, "nothing is no field");
});

test("who is added, and whom a moved line follows, are called as in the list", () => {
  const peru = added(0, { state: "PER", now: { delegation: "Peru", delegation_zh: "秘鲁" } });
  assert.equal(
    speaking(chinese, () => whoText(peru, names("挪威"))),
    "秘鲁",
  );
  assert.equal(
    speaking(english, () => whoText(peru, names("Norway"))),
    "Peru",
  );
  assert.equal(
    speaking(chinese, () => whoText(added(0), names("挪威"))),
    "d0",
    "a name that nobody knows",
  );
  const after = moved("e4", { was: { after: "Ghana" }, now: { after: "Norway" }, was_after: "e9", now_after: "e2" });
  assert.deepEqual(
    speaking(chinese, () => changeTexts(after, names("挪威"))),
    ["现在 挪威 之后，原在 Ghana 之后"],
  );
  const [side] = speaking(chinese, () => sidesOf({ ...after, conflict: true }, names("挪威")));
  assert.deepEqual([side.file, side.hand], ["挪威 之后", "Ghana 之后"]);
});

test("a name that is another says both", () => {
  const renamed = changed("e2", { was: { delegation: "Turkey" }, now: { delegation: "Türkiye" } });
  assert.deepEqual(
    speaking(english, () => changeTexts(renamed, names("Turkey"))),
    ["renamed: Türkiye, was Turkey"],
  );
});

test("the States of a group are counted, where the file names them", () => {
  const three = { kind: "group", on_behalf_of: "Kenya, Ghana and Gabon" };
  const one = added(0, { now: { delegation: "Kenya", ...three }, now_for: 3 });
  assert.match(
    speaking(english, () => changeTexts(one, names("")))[0],
    /on behalf of Kenya, Ghana and Gabon · for 3 States$/,
  );
  const nobodyKnows = { ...one, now_for: undefined };
  assert.match(speaking(english, () => changeTexts(nobodyKnows, names("")))[0], /Gabon$/);
  const other = changed("e2", { was: { on_behalf_of: "Chad" }, now: three, was_for: 1, now_for: 3 });
  delete other.now.kind;
  assert.deepEqual(
    speaking(english, () => changeTexts(other, names(""))),
    ["now speaks on behalf of Kenya, Ghana and Gabon, no longer of Chad · for 3 States"],
  );
  const [side] = speaking(english, () => sidesOf({ ...other, conflict: true }, names("")));
  assert.deepEqual([side.file, side.hand], ["Kenya, Ghana and Gabon · for 3 States", "Chad · for 1 State"]);
});

test("their number has all forms of its language", () => {
  for (const [code, texts] of Object.entries({
    ar: ["عن دولة واحدة", "عن دولتين", "عن 3 دول", "عن 57 دولة", "عن 100 دولة"],
    ru: ["за 1 государство", "за 2 государства", "за 3 государства", "за 57 государств", "за 100 государств"],
  })) {
    const said = speaking(tongue(code), () => [1, 2, 3, 57, 100].map((count) => t("import.members", { count })));
    assert.deepEqual(said, texts);
  }
});

test("a level that is read of a post is told as a guess, and as nothing else", () => {
  const told = (one) => speaking(english, () => changeTexts(one, names("")));
  assert.deepEqual(told(added(0, { now: { level: "minister", title: "Chancellor" }, level_guessed: true })), [
    "Chancellor · Minister (guessed from the post)",
  ]);
  assert.deepEqual(
    told(added(0, { now: { level: "minister", title: "Chancellor" } })),
    ["Chancellor"],
    "a post says more",
  );
  assert.deepEqual(told(changed("e2", { was: { level: "minister" }, now: { level: "charge" }, level_guessed: true })), [
    "Level: Chargé d’affaires (guessed from the post), was Minister",
  ]);
});

test("a group of doubts names three of its values, and how many more there are", () => {
  const value = (text) => ({ value: text, count: 1, lines: [2] });
  const doubt = { code: "unknown-letter", column: "letter", about: ["soon"], message: "", count: 9, lines: [2] };
  const several = (...all) => ({ ...doubt, values: all.map(value), different: all.length });
  for (const [in_, one, text] of [
    [english, doubt, "Says nothing of a letter; left empty: soon"],
    [english, several("soon", "no"), "Says nothing of a letter; left empty: soon, no"],
    [english, several("a", "b", "c", "d", "e"), "Says nothing of a letter; left empty: a, b, c and 2 more"],
    [
      english,
      { ...several("a", "b", "c"), different: 150 },
      "Says nothing of a letter; left empty: a, b, c and 147 more",
    ],
    [chinese, several("a", "b", "c", "d"), "未说明有无信函，留空：a、b、c 另有 1 项"],
  ]) {
    assert.equal(speaking(in_, () => doubtText(one)).text, text);
  }
  const arabic = speaking(tongue("ar"), () => doubtText(several("a", "b", "c", "d", "e")).text);
  assert.match(arabic.replace(/[\u2068\u2069]/g, ""), /a وb وc واثنان آخران/);
});
