import assert from "node:assert/strict";
import { test } from "node:test";
import { meantBy, sameOn, suggestionsFor } from "../../display/web/static/base/suggest.js";
import { concernsOf } from "../../display/web/static/console/list/concerns.js";

const table = {
  names: {
    CIV: "Côte d’Ivoire",
    COD: "Democratic Republic of the Congo",
    COG: "Congo",
    GBR: "United Kingdom of Great Britain and Northern Ireland",
    JPN: "Japan",
    USA: "United States of America",
  },
  habits: { uk: "GBR", drc: "COD", "ivory coast": "CIV" },
};
const list = [
  {
    entry: "e1",
    seq: 1,
    delegation: "Japon",
    listed: "Japan",
    kind: "state",
    status: "waiting",
    capacity: "member",
    state: "JPN",
  },
  { entry: "e2", seq: 2, delegation: "European Union", kind: "observer", status: "waiting" },
  { entry: "e3", seq: 3, delegation: "Congo", kind: "state", status: "withdrawn", state: "COG" },
];

test("a habit, a code and a name mean a State, and a part of a name none", () => {
  for (const [text, code] of [
    ["usa", "USA"],
    ["UK", "GBR"],
    ["U.K.", "GBR"],
    ["drc", "COD"],
    ["Ivory Coast", "CIV"],
    ["cote d’ivoire", "CIV"],
    ["congo", "COG"],
    ["united", ""],
    ["", ""],
  ]) {
    assert.equal(meantBy(text, table), code, text);
  }
});

test("whoever begins to write is offered those of the list and every State", () => {
  const names = (text) => suggestionsFor(text, list, table).map(({ name, seq }) => (seq ? `${name} ${seq}` : name));
  assert.deepEqual(names("uk"), ["United Kingdom of Great Britain and Northern Ireland"]);
  assert.deepEqual(names("jap"), ["Japon 1"]);
  assert.deepEqual(names("congo"), ["Congo", "Democratic Republic of the Congo"]);
  assert.deepEqual(names("eur"), ["European Union 2"]);
  assert.deepEqual(names("states am"), ["United States of America"]);
  assert.deepEqual(names(" "), []);
  assert.deepEqual(names("xyz"), []);
});

test("the same delegation in the same capacity is found, whatever it is called", () => {
  const same = (given) => sameOn(list, { delegation: "", code: "", kind: "state", capacity: "", ...given })?.entry;
  assert.equal(same({ delegation: "JAPAN" }), "e1");
  assert.equal(same({ delegation: "日本", code: "JPN" }), "e1");
  assert.equal(same({ delegation: "Japan", capacity: "member" }), "e1");
  assert.equal(same({ delegation: "Japan", capacity: "rule-37" }), undefined);
  assert.equal(same({ delegation: "Japan", kind: "group" }), undefined);
  assert.equal(same({ delegation: "Japan", kind: "right-of-reply" }), undefined);
  assert.equal(same({ delegation: "Congo", code: "COG" }), undefined); // was withdrawn
});

test("a line is to be looked at for what the chair decides", () => {
  const meeting = { list_opens_at: "2024-03-08T14:00:00Z" };
  const of = (row, where = meeting) => concernsOf({ status: "waiting", ...row }, where).join();
  assert.equal(of({}), "");
  assert.equal(of({ registered_at: "2024-03-08T13:59:59Z" }), "early");
  assert.equal(of({ registered_at: "2024-03-08T14:00:00Z" }), "");
  assert.equal(of({ registered_at: "2024-03-08T13:00:00Z" }, {}), "");
  assert.equal(of({ capacity: "rule-37" }), "letter");
  assert.equal(of({ capacity: "rule-37", letter: "on-file" }), "");
  assert.equal(of({ capacity: "member", letter: "missing" }), "");
  assert.equal(of({ capacity: "rule-37", status: "heard" }), "");
});
