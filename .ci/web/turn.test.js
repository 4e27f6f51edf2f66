/** When a delegation speaks: its place, the time, and how often that is asked for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Forecasts } from "../../display/web/static/when/forecast.js";
import { newsOf, spanOf, turnOf } from "../../display/web/static/when/turn.js";

/** @param {string} lines "JPN waiting, PER heard" */
function meeting(lines, more = {}) {
  const list = lines.split(", ").map((line, i) => {
    const [state, status] = line.split(" ");
    return { entry: `e${i + 1}`, seq: i + 1, delegation: state, state, status, kind: "state" };
  });
  return { list, floor: null, interrupted: null, meeting: { closed: false, list_closed: false }, ...more };
}

/** @param {string} chosen */
const told = (state, chosen) => {
  const { kind, place, later } = turnOf(state, chosen);
  return [kind, place, ...later].join(" ");
};

test("a turn is what matters most to who asks", () => {
  const list = "PER heard, GHA absent, CHN speaking, JPN waiting, FRA waiting, BRA waiting, JPN waiting, PER waiting";
  const running = meeting(list, { floor: { entry: "e3", delegation: "CHN", state: "CHN", kind: "state" } });
  for (const [chosen, want] of [
    ["CHN", "speaking 0"],
    ["JPN", "next 1 4"],
    ["FRA", "next-but-one 2"],
    ["BRA", "waiting 3"],
    ["PER", "waiting 5"],
    ["GHA", "absent 0"],
    ["KEN", "not-listed 0"],
  ]) {
    assert.equal(told(running, chosen), want, chosen);
  }
  assert.equal(turnOf(running, "BRA").waiting, 5);
  assert.equal(told({ ...running, meeting: { list_closed: true } }, "KEN"), "list-closed 0");
  assert.equal(told({ ...running, meeting: { closed: true, list_closed: true } }, "KEN"), "debate-closed 0");
  assert.equal(told(meeting("JPN withdrawn"), "JPN"), "withdrawn 0");
  assert.equal(told(meeting("JPN heard, JPN not-heard"), "JPN"), "not-heard 0");
});

test("who raised a point of order has the floor, whom it interrupts does not", () => {
  const floor = { entry: "", delegation: "GHA", state: "GHA", kind: "point-of-order" };
  const state = meeting("CHN speaking, GHA waiting", { floor, interrupted: { entry: "e1", delegation: "CHN" } });
  assert.equal(told(state, "GHA"), "speaking 0 1");
  assert.equal(told(state, "CHN"), "interrupted 0");
});

test("who is no State is found by the list's own name", () => {
  const list = [{ entry: "e1", seq: 1, delegation: "Union européenne", listed: "European Union", status: "waiting" }];
  assert.equal(told(meeting("JPN waiting", { list }), "European Union"), "next 1");
  assert.equal(told(meeting("JPN waiting", { list }), "Union européenne"), "not-listed 0");
});

const at = (/** @type {string} */ time) => `2026-11-27T${time}:00Z`;
const forecast = (/** @type {string} */ p10, /** @type {string} */ p90, ends = at("18:00")) => ({
  now: at("10:00"),
  ends_by: ends,
  entries: [{ entry: "e4", p10, p50: p10, p90 }],
});
/** @param {Date|null|undefined} date */
const time = (date) => date?.toISOString().slice(11, 16) ?? "";

test("a time is rounded outwards to five minutes", () => {
  const span = spanOf(forecast(at("11:44"), at("12:06")), "e4");
  assert.deepEqual([time(span?.from), time(span?.to), time(span?.end)], ["11:40", "12:10", ""]);
  const round = spanOf(forecast(at("11:45"), at("12:05")), "e4");
  assert.deepEqual([time(round?.from), time(round?.to)], ["11:45", "12:05"]);
});

test("past the end of interpretation only the beginning is said", () => {
  const span = spanOf(forecast(at("17:43"), at("18:01")), "e4");
  assert.deepEqual([time(span?.from), time(span?.to), time(span?.end)], ["17:40", "", "18:00"]);
  assert.equal(time(spanOf(forecast(at("17:43"), at("18:00")), "e4")?.to), "18:00");
  assert.equal(time(spanOf({ ...forecast(at("17:43"), at("18:01")), ends_by: null }, "e4")?.to), "18:05");
});

test("nobody says a time for a line that is not in the answer", () => {
  assert.equal(spanOf(null, "e4"), null);
  assert.equal(spanOf(forecast(at("11:44"), at("12:06")), "e5"), null);
  assert.equal(spanOf(forecast(at("11:44"), at("12:06")), undefined), null);
  assert.equal(spanOf({ now: at("10:00") }, "e4"), null);
  assert.equal(spanOf(forecast("", ""), "e4"), null);
});

test("a change far down the list is no news, one near its head is", () => {
  const news = (/** @type {number} */ place) =>
    newsOf({ kind: "waiting", entry: /** @type {any} */ ({ entry: "e9" }), place, waiting: 20, later: [] });
  assert.equal(news(14), news(13));
  assert.notEqual(news(6), news(5));
  assert.notEqual(news(5), news(4));
});

/** A controller that counts who asks, and a phone that is looked at or not, in a time of its own. */
function phone(answer = { ok: true, status: 200 }) {
  const asked = [];
  const seen = { visible: true };
  let now = 5000;
  let due = [];
  const time = {
    now: () => now,
    later: (act, ms) => {
      const one = { act, at: now + ms };
      due.push(one);
      return one;
    },
    forget: (pending) => {
      due = due.filter((one) => one !== pending);
    },
  };
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  const ask = async (address) => {
    asked.push([now, address]);
    return { ...answer, json: async () => forecast(at("11:44"), at("12:06")) };
  };
  const pass = async (seconds) => {
    for (const end = now + seconds * 1000; now < end; now += 1000) {
      await settle();
      const ready = due.filter((one) => one.at <= now);
      due = due.filter((one) => one.at > now);
      for (const one of ready) one.act();
    }
    await settle();
  };
  return {
    asked,
    seen,
    pass,
    forecasts: new Forecasts(
      ask,
      () => seen.visible,
      () => 0.5,
      time,
    ),
  };
}

test("it is asked for at most each ten seconds, whatever happens", async () => {
  const { asked, forecasts, pass } = phone();
  forecasts.follow("JPN");
  await pass(1);
  assert.equal(asked[0][1], "/api/v1/forecast?delegation=JPN");
  assert.equal(forecasts.newest?.entries?.length, 1);
  for (let i = 0; i < 5; i++) forecasts.look();
  forecasts.follow("");
  forecasts.follow("PER");
  await pass(60);
  const gaps = asked.slice(1).map(([at], i) => at - asked[i][0]);
  assert.ok(gaps.length >= 3 && gaps.every((gap) => gap >= 10_000 && gap <= 16_000), gaps.join());
  assert.equal(asked.at(-1)[1], "/api/v1/forecast?delegation=PER");
});

test("nobody looks, nobody asks", async () => {
  const { asked, seen, forecasts, pass } = phone();
  seen.visible = false;
  forecasts.follow("JPN");
  await pass(60);
  assert.equal(asked.length, 0);
  seen.visible = true;
  forecasts.look();
  await pass(1);
  assert.equal(asked.length, 1);
  seen.visible = false;
  await pass(60);
  assert.equal(asked.length, 1);
});

test("who is refused shows no time, and asks seldom", async () => {
  const { asked, forecasts, pass } = phone({ ok: false, status: 403 });
  forecasts.follow("JPN");
  await pass(120);
  assert.equal(forecasts.newest, null);
  assert.equal(asked.length, 2);
});
