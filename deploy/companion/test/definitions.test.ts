/** What the module offers, in a host that is none. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
// @ts-expect-error the pages' own, written from the controller's table of acts
import { BY_STATEMENT as GUARDED } from "../../../display/web/static/base/acts.js";
import { ACTS } from "../src/actions.ts";
import { controllerOf } from "../src/settings.ts";
import { Host } from "./host.ts";

const BY_STATEMENT = GUARDED as ReadonlySet<string>;

const host = new Host();
await host.begin({ host: "127.0.0.1", port: 1, tls: true }, { key: "" });
after(() => host.module.destroy());

const state = {
  rev: 9,
  run: "r",
  role: "secretary",
  meeting: { symbol: "S/PV.1", title: "", suspended: false, closed: false },
  floor: {
    statement: 4,
    delegation: "Japan",
    speaker: "",
    kind: "state",
    phase: "speaking",
    paused: false,
    signal: "dark",
    elapsed_ms: 0,
    zero_ms: 1,
    limit_ms: 180_000,
  },
  list: [{ entry: "e5", delegation: "Peru", status: "waiting" }],
};

test("every act of the clock has its action, and names the statement that was meant", () => {
  const sent = new Set<string>();
  for (const [id, { command, options }] of Object.entries(ACTS)) {
    const chosen = Object.fromEntries(options.map((field) => [field.id, "default" in field ? field.default : ""]));
    const act = command(state, chosen);
    assert.ok(typeof act === "object", id);
    sent.add(act.do);
    if (BY_STATEMENT.has(act.do)) assert.equal(act.statement, 4, id);
    for (const value of Object.values(act))
      assert.ok(value !== undefined && !Number.isNaN(value), `${id}: ${JSON.stringify(act)}`);
  }
  sent.add("resume"); // of the same button
  for (const act of [...BY_STATEMENT, "give-floor", "point-of-order"])
    assert.ok(sent.has(act), `no action sends ${act}`);
});

test("a preset names what there is", async () => {
  const shown = host.sections.flatMap((section) => section.definitions as string[]);
  assert.deepEqual(new Set(shown), new Set(Object.keys(host.presets)));
  for (const [id, preset] of Object.entries(host.presets)) {
    assert.ok(preset);
    for (const step of preset.steps)
      for (const { actionId } of step.down) assert.ok(host.actions[actionId], `${id}: ${actionId}`);
    for (const { feedbackId, options } of preset.feedbacks) {
      assert.ok(host.feedbacks[feedbackId], `${id}: ${feedbackId}`);
      assert.equal(typeof (await host.looks(feedbackId, options as Record<string, unknown>)), "boolean");
    }
    for (const [, label, name] of preset.style.text.matchAll(/\$\(([^:]+):([^)]+)\)/g)) {
      assert.equal(label, "desk");
      assert.ok(host.named[name ?? ""], `${id}: ${name}`);
    }
  }
});

test("the first preset is the console's one button", () => {
  const [first] = host.sections;
  assert.equal(first?.definitions[0], "next_step");
  const button = host.presets.next_step;
  assert.deepEqual(button?.steps[0]?.down, [{ actionId: "next_step", options: {} }]);
  assert.equal(button?.style.text, "$(desk:step)\n$(desk:step_subject)");
});

test("every variable that is named has a value, and no other", () => {
  assert.deepEqual(Object.keys(host.values).sort(), Object.keys(host.named).sort());
});

test("nothing happens without a controller, and the log says so", async () => {
  await host.press("start");
  assert.match(host.log.at(-1) ?? "", /warn Start the clock: the controller is not reached; nothing happened/);
});

test("what is filled in wrong is said", () => {
  assert.equal(host.status, "bad_config");
  assert.equal(host.why, "the key is missing");
  const at = { host: "chamber.local", port: 8443, tls: true };
  for (const [settings, key, says] of [
    [{ ...at, host: " " }, "k", /address is missing/],
    [{ ...at, tls: false }, "k", /this machine only/],
    [at, "two words", /not one word/],
    [at, "-----BEGIN CERTIFICATE-----", /the key is missing/],
  ] as const) {
    assert.match(String(controllerOf(settings, { key })), says);
  }
  assert.deepEqual(controllerOf({ ...at, host: "127.0.0.1", tls: false }, { key: " k\n" }), {
    host: "127.0.0.1",
    port: 8443,
    tls: false,
    key: "k",
  });
});
