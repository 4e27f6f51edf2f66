/**
 * The gallery for old browsers: that a browser of 2012 can read its scripts and its sheet,
 * and that it computes what all other pages do.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { parse } from "acorn";
import * as format from "../../display/web/static/base/format.js";
import * as phase from "../../display/web/static/base/phase.js";
import { fixture } from "./fixture.js";

const read = (name) => readFileSync(new URL(`../../display/web/${name}`, import.meta.url), "utf8");
const page = read("pages/old.html");
const files = [...page.matchAll(/<script src="\/static\/old\/([a-z]+\.js)">/g)].map(([, name]) => name);
const scripts = ["way.js", ...files];

/** What browsers had in 2012, of what these scripts use. Whoever adds one says since when. */
const GLOBALS = new Set([
  // ECMAScript 5
  ...["Boolean", "Date", "Error", "JSON", "Math", "Number", "RegExp", "String", "isFinite", "parseFloat", "undefined"],
  // browsers
  ...["XMLHttpRequest", "clearTimeout", "document", "localStorage", "location", "navigator", "performance"],
  ...["sessionStorage", "setInterval", "setTimeout", "window", "HTMLScriptElement"],
]);

/** What elements have learned since, and a type of 2012 does not tell apart. */
const NEWER = new Set(
  "after append before classList closest dataset isConnected matches prepend remove replaceChildren replaceWith toggleAttribute".split(
    " ",
  ),
);

/** Calls f with every node of a tree. */
function walk(node, f) {
  if (!node || typeof node.type !== "string") return;
  f(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const one of value) walk(one, f);
    else walk(value, f);
  }
}

/** The names that a script declares, and those that it reads, without the names of properties. */
function names(tree) {
  const declared = new Set();
  const used = new Set();
  const properties = new Set();
  const skipped = new Set();
  walk(tree, (node) => {
    if (node.type === "VariableDeclarator") declared.add(node.id.name);
    if (/^Function/.test(node.type)) for (const one of [node.id, ...node.params]) if (one) declared.add(one.name);
    if (node.type === "CatchClause") declared.add(node.param.name);
    if (node.type === "MemberExpression" && !node.computed) {
      skipped.add(node.property);
      properties.add(node.property.name);
    }
    if (node.type === "Property" && !node.computed) skipped.add(node.key);
    if (node.type === "Identifier" && !skipped.has(node)) used.add(node.name);
  });
  return { declared, used, properties };
}

test("the page has all the scripts of its room, and no module", () => {
  const room = readdirSync(new URL("../../display/web/static/old/", import.meta.url)).filter((name) =>
    name.endsWith(".js"),
  );
  assert.deepEqual([...scripts].sort(), room.sort());
  assert.doesNotMatch(page, /type="module"/);
});

test("the scripts are ECMAScript 5, and use what browsers had in 2012", () => {
  const trees = scripts.map((name) => [name, names(parse(read(`static/old/${name}`), { ecmaVersion: 5 }))]);
  const known = new Set(GLOBALS);
  for (const [, { declared }] of trees) for (const name of declared) known.add(name);
  for (const [file, { used, properties }] of trees) {
    for (const name of used) assert.ok(known.has(name) || name === "arguments", `${file} uses ${name}`);
    for (const name of properties) assert.ok(!NEWER.has(name), `${file} uses .${name}`);
  }
});

test("what is too new is found", () => {
  for (const text of ["a?.b", "let a", "() => 1", "`a`", "f(a,)", "({ a })", "for (var a of b) a;", "2 ** 3"]) {
    assert.throws(() => parse(text, { ecmaVersion: 5 }), text);
  }
  assert.ok(names(parse("fetch(location)", { ecmaVersion: 5 })).used.has("fetch"));
  assert.ok(!GLOBALS.has("fetch") && !GLOBALS.has("Promise"));
});

test("the sheet has nothing newer, and no colour of its own", () => {
  const sheet = read("static/old/old.css").replace(/\/\*[\s\S]*?\*\//g, "");
  const newer =
    /var\(|calc\(|min\(|max\(|clamp\(|:is\(|:has\(|:where\(|@container|@layer|@supports|-(?:inline|block)(?:-|:)|inset|grid|flex|\bgap\b|dvh|vw|vh|cq[iwb]|rgb\(\d+ /;
  assert.doesNotMatch(sheet, newer);
  const palettes = read("static/kit/palette.css") + read("static/kit/theme-contrast.css");
  for (const [colour] of sheet.matchAll(/#[0-9a-f]{3,8}\b/g)) {
    assert.match(palettes, new RegExp(`${colour}\\b`), colour);
  }
});

/** The scripts without what asks and draws, as a browser has them: in one scope. */
function scope() {
  const context = createContext({ window: {}, Date, location: { search: "" }, document: { documentElement: {} } });
  for (const name of ["time.js", "words.js", "parts.js", "card.js"]) runInContext(read(`static/old/${name}`), context);
  return context;
}

const { floors } = fixture("moments");

for (const { name, floor, moments } of floors) {
  test(`old browsers, moments of a floor: ${name}`, () => {
    const old = scope();
    for (const { at } of moments) {
      const wanted = phase.momentAt(floor, at);
      const found = old.momentAt(floor, at);
      const { elapsed, remaining, phase: of, paused, running } = wanted;
      assert.deepEqual({ ...found }, { elapsed, remaining, phase: of, paused, running }, `at ${at}`);
      const { sign, digits } = format.bigTime(wanted);
      assert.deepEqual({ ...old.bigTime(found) }, { sign, digits }, `at ${at}`);
      assert.equal(old.uncounted(floor, found).elapsed, phase.uncounted(floor, wanted).elapsed, `at ${at}`);
      assert.equal(old.uncounted(floor, found).phase, phase.uncounted(floor, wanted).phase, `at ${at}`);
    }
    assert.equal(old.warningMark(floor), phase.warningMark(floor));
    assert.equal(old.overrunMark(floor), phase.overrunMark(floor));
  });
}

test("old browsers write a length as all pages do", () => {
  const old = scope();
  for (const ms of [0, 999.999, 1000, 59_999, 60_000, 3_599_999, 3_600_000, 3_605_000, 359_999_000, 360_000_000, -1]) {
    assert.equal(old.lengthText(ms), format.lengthText(ms), `${ms} ms`);
  }
});

const KEPT = 12;

for (const { name, slack_ms: slack, exchanges } of fixture("exchanges").series) {
  test(`old browsers have the controller's clock from stamps alone: ${name}`, () => {
    const old = scope();
    let clock = old.newClock();
    let trips = [];
    let last = exchanges[0];
    for (const [n, x] of exchanges.entries()) {
      if (x.boot !== last.boot) clock = old.newClock();
      if (x.boot !== last.boot || Math.abs(x.true - last.true) > 1000) trips = [];
      last = x;
      assert.equal(old.takeStamp(clock, x.t2, x.t3, x.t3 - x.t0), true);
      trips = [...trips, x.t3 - x.t0].slice(-KEPT);
      const off = old.steadyAt(clock, x.t3) - (x.t3 + x.true);
      // Never ahead of what it is told, and behind by no more than the way back took.
      assert.ok(off <= slack && off >= -Math.min(...trips) - slack, `after answer ${n + 1} it is off by ${off} ms`);
    }
  });
}

test("an answer that was kept on the way does no harm", () => {
  const { newClock, takeStamp, steadyAt } = scope();
  const clock = newClock();
  assert.equal(takeStamp(clock, 51_000, 1000, 5), true);
  assert.equal(takeStamp(clock, 51_000, 2000, 5), false); // the same once more: nobody was heard
  assert.equal(takeStamp(clock, 51_100, 2900, 5), true); // made by another's question, most of two seconds ago
  assert.equal(steadyAt(clock, 2900), 52_900);
  assert.equal(takeStamp(clock, Number.NaN, 3000, 5), false);
});

test("a clock that is put forward is found at once, by little after a while", () => {
  const { newClock, takeStamp, steadyAt } = scope();
  const clock = newClock();
  takeStamp(clock, 51_000, 1000, 5);
  takeStamp(clock, 52_000, 3_602_000, 5);
  assert.equal(steadyAt(clock, 3_602_000), 52_000);
  for (let n = 1; n <= KEPT; n++) takeStamp(clock, 52_000 + 1000 * n, 3_603_000 + 1000 * n, 5); // by a second
  assert.equal(steadyAt(clock, 3_615_000), 64_000);
});

test("the plural of a number is that of its language", () => {
  const { plural } = scope();
  for (const code of ["ar", "zh", "en", "fr", "ru", "es"]) {
    const rules = new Intl.PluralRules(code);
    for (const n of [...Array(1300).keys(), 999_999, 1_000_000, 1_000_001, 2_000_000]) {
      assert.equal(plural(code, n), rules.select(n), `${code} ${n}`);
    }
  }
});

test("a text is filled in, and what runs the other way keeps its place", () => {
  const old = scope();
  old.tongues.en = {
    "language.dir": "ltr",
    behalf: "on behalf of {group}",
    n: { one: "{count} waits", other: "{count} wait" },
  };
  old.tongues.ar = { "language.dir": "rtl", behalf: "باسم {group}" };
  old.spoken = "en";
  assert.equal(old.t("behalf", { group: "the Nordics" }), "on behalf of the Nordics");
  assert.equal(old.t("behalf", { group: "المجموعة" }), "on behalf of \u202bالمجموعة\u202c");
  assert.equal(old.t("n", { count: 1 }), "1 waits");
  assert.equal(old.t("n", { count: 12 }), "12 wait");
  old.spoken = "ar";
  assert.equal(old.t("behalf", { group: "the Nordics" }), "باسم \u202athe Nordics\u202c");
  assert.equal(old.t("no.such"), "no.such");
});

test("a delegation has the name that the list gives it here, or its State's", () => {
  const old = scope();
  old.states.fr = { PER: "Pérou", DEU: "Allemagne" };
  old.written = "en";
  for (const [spoken, row, name] of [
    ["fr", { delegation: "Germany", state: "DEU", names: { fr: "RFA" } }, "RFA"],
    ["fr", { delegation: "Peru", state: "PER" }, "Pérou"],
    ["en", { delegation: "Peru", state: "PER" }, "Peru"],
    ["fr", { delegation: "The Elders" }, "The Elders"],
    ["ru", { delegation: "Peru", state: "PER" }, "Peru"], // not here yet
  ]) {
    old.spoken = spoken;
    assert.equal(old.nameOf(row), name);
  }
});

test("languages have their turn at the same instant as on other screens", () => {
  const { turnOf } = scope();
  assert.deepEqual(
    [0, 7999, 8000, 16_000, 24_000].map((now) => turnOf(["en", "fr", "ar"], now)),
    ["en", "en", "fr", "ar", "en"],
  );
});

test("shapes are those of all screens", () => {
  const signs = read("static/kit/signs.js");
  for (const [name, path] of Object.entries(scope().SHAPES)) assert.ok(signs.includes(`${name}: "${path}"`), name);
});
