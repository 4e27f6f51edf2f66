import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, wordsOf } from "../../display/web/static/base/fold.js";
import { countsOf, matches, shownOf } from "../../display/web/static/console/list/list-match.js";

const row = (delegation, more = {}) => ({
  entry: delegation,
  seq: 12,
  delegation,
  kind: "state",
  status: "waiting",
  ...more,
});
const finds = (query, line) => matches(line, wordsOf(query), (seat) => `Seat ${seat}`);

test("marks, case, apostrophes and dashes make no difference", () => {
  for (const [query, name] of [
    ["cote d'ivoire", "Côte d’Ivoire"],
    ["cote divoire", "Côte d’Ivoire"],
    ["CÔTE D’IVOIRE", "Cote d'Ivoire"],
    ["turkiye", "Türkiye"],
    ["TÜRKİYE", "Türkiye"],
    ["melescanu", "Teodor Meleşcanu"],
    ["melescanu", "Teodor Meleșcanu"],
    ["işik", "Işık"],
    ["ISIK", "Işık"],
    ["guinea bissau", "Guinea-Bissau"],
    ["sao tome", "São Tomé and Príncipe"],
    ["lodz", "Łódź"],
    ["norge sorensen", "Norge, Sørensen"],
    ["strasse", "Straße"],
    ["еж", "Ёж"],
    ["ivoire cote", "Côte d’Ivoire"],
    ["中国", "中国"],
    ["中国", "中华人民共和国 中国"],
    ["الاردن", "الأُردن"],
  ]) {
    assert.ok(finds(query, row(name)), `${query} finds ${name}`);
  }
  assert.equal(fold("  A  B "), "a b");
  assert.ok(!finds("niger x", row("Niger")));
});

test("speaker, group, seat and number are looked through", () => {
  const line = row("Peru", { speaker: "Ms. Vega", on_behalf_of: "Group of 77", seat: "7" });
  for (const query of ["vega", "group", "77", "seat 7", "12", "1", "peru vega"]) assert.ok(finds(query, line), query);
  for (const query of ["2", "8", "chile"]) assert.ok(!finds(query, line), query);
});

test("filters, and who stays in sight", () => {
  const list = [
    row("a", { status: "heard" }),
    row("b", { status: "speaking" }),
    row("c"),
    row("d", { status: "absent" }),
    row("e", { status: "withdrawn" }),
    row("f", { status: "not-heard" }),
  ];
  assert.deepEqual(countsOf(list), { all: 6, waiting: 1, heard: 1, absent: 1, "not-heard": 1, look: 0 });
  const shown = (filter, query = "") => [...shownOf(list, filter, query).shown].join("");
  assert.equal(shown("all"), "abcdef");
  assert.equal(shown("waiting"), "bc");
  assert.equal(shownOf(list, "waiting", "").found, 1);
  assert.equal(shown("heard"), "a");
  assert.equal(shown("absent"), "d");
  assert.equal(shown("not-heard"), "f");
  assert.equal(shown("waiting", "c"), "c");
  assert.equal(shown("all", " "), "abcdef");
});
