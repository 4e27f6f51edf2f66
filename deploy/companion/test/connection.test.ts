/** The module beside a real controller: it is started, killed, and comes back. */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { STEP_RESTS_MS } from "../src/actions.ts";
import { Host } from "./host.ts";

const dir = mkdtempSync(join(tmpdir(), "rostrum-companion-"));
const program = process.env.ROSTRUM_TEST_PROGRAM ?? join(dir, "rostrum");
if (!process.env.ROSTRUM_TEST_PROGRAM)
  execFileSync("go", ["build", "-o", program, "rostrum/cmd/rostrum"], {
    cwd: "../..",
    env: { ...process.env, CGO_ENABLED: "0" },
  });
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(dir, { recursive: true, force: true });
});

/** A port that is free; the controller is to come back at the same one. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 10_000); // the kernel gives none of these away
    const free = await new Promise<boolean>((tell) => {
      const server = createServer();
      server.once("error", () => tell(false));
      server.listen(port, "127.0.0.1", () => server.close(() => tell(true)));
    });
    if (free) return port;
  }
  throw new Error("no port is free");
}

/** A controller with a list of three. */
function start(name: string, port: number, ...more: string[]): Promise<ChildProcess> {
  const list = join(dir, "list.csv");
  writeFileSync(list, "delegation,speaker,kind\nJapan,Ms. Abe,state\nPeru,,state\nFiji,,state\n");
  const child = spawn(
    program,
    [
      "serve",
      "--data",
      join(dir, name),
      "--listen",
      `127.0.0.1:${port}`,
      "--list",
      list,
      "--symbol",
      "S/PV.8539",
      ...more,
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  running.add(child);
  return new Promise((done, failed) => {
    let said = "";
    child.stdout?.on("data", (text) => {
      said += text;
      if (said.includes("listening")) done(child);
    });
    let log = "";
    child.stderr?.on("data", (text) => {
      log += text;
    });
    child.on("exit", () => {
      running.delete(child);
      failed(new Error(`the controller does not serve: ${log}`));
    });
  });
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once("exit", () => done());
    child.kill("SIGKILL");
  });
}

/** The whole of a key's file. */
function key(name: string, role: string): string {
  const file = join(dir, `${name}-${role}.key`);
  execFileSync(program, [
    "key",
    "new",
    "--role",
    role,
    "--name",
    "companion",
    "--file",
    file,
    "--data",
    join(dir, name),
  ]);
  return readFileSync(file, "utf8");
}

const rested = () => new Promise((done) => setTimeout(done, STEP_RESTS_MS + 50));

test("a debate by the one button", async () => {
  const port = await freePort();
  let controller = await start("plain", port);
  const host = new Host();
  const secret = key("plain", "secretary");
  await host.begin({ host: "127.0.0.1", port, tls: false }, { key: secret });
  try {
    await host.until("the link", () => host.status === "ok" && host.values.link === "up");
    const { values } = host;
    assert.deepEqual([values.meeting, values.phase, values.next, values.waiting], ["S/PV.8539", "none", "Japan", 3]);
    assert.deepEqual([values.step, values.step_subject], ["Give the floor", "Japan"]);
    assert.ok(await host.looks("step", { steps: ["give-floor"] }));
    await host.until("a forecast", () => /^\d\d:\d\d$/.test(String(values.forecast)));

    await rested();
    await host.press("next_step");
    await host.until(
      "the floor",
      () => values.delegation === "Japan" && values.phase === "ready" && values.remaining === "3:00",
    );
    await host.press("next_step"); // a second tap, meant for the step before: nothing
    assert.match(host.log.at(-1) ?? "", /has just changed/);
    assert.equal(values.step, "Start the clock");
    await rested();
    await host.press("next_step");
    await host.until("the clock runs", () => values.phase === "speaking" && Number(values.elapsed_s) >= 1);
    assert.equal(values.speaker, "Ms. Abe");
    assert.ok(await host.looks("running"));
    assert.ok(await host.looks("phase", { phases: ["speaking"] }));
    assert.ok(!(await host.looks("light", { signal: "flash" })));

    await host.press("extend", { seconds: 60 });
    await host.until("a longer limit", () => values.limit === "4:00");
    await host.press("extend", { seconds: -239 });
    await host.until(
      "past the limit",
      () => values.phase === "over" && /^\+0:/.test(String(values.remaining)) && Number(values.remaining_s) < 0,
    );
    await host.press("pause_or_resume");
    await host.until("the pause", () => values.paused === true);
    assert.ok(await host.looks("paused"));
    await host.press("pause"); // twice: refused in the controller's words
    assert.match(host.log.at(-1) ?? "", /warn Pause the clock: the clock of Japan is paused already/);
    await host.press("pause_or_resume");
    await host.until("going on", () => values.paused === false);
    assert.ok(await host.looks("light", { signal: "flash" }));
    await host.press("urge");

    // The controller is killed. Nothing that is pressed meanwhile happens later.
    await kill(controller);
    await host.until("the loss", () => host.status !== "ok" && values.link !== "up");
    assert.ok(!(await host.looks("link")));
    await host.press("end");
    assert.match(host.log.at(-1) ?? "", /not reached; nothing happened/);
    controller = await start("plain", port);
    await host.until("it is back", () => host.status === "ok" && values.delegation === "Japan");

    await rested();
    await host.press("next_step");
    await host.until(
      "the end",
      () => values.delegation === "" && values.next === "Peru" && values.step === "Give the floor",
    );
    await host.press("point_of_order");
    await host.until("a point of order", () => values.delegation === "Point of order");

    const state = (await (
      await fetch(`http://127.0.0.1:${port}/api/v1/state`, { headers: { Authorization: `Bearer ${secret.trim()}` } })
    ).json()) as { latest: { by: string } };
    assert.equal(state.latest.by, "secretary (companion)");
  } finally {
    await host.module.destroy();
    await kill(controller);
  }
});

test("over TLS the controller is known by the certificate in the key's file", async () => {
  const port = await freePort();
  const controller = await start("tls", port, "--tls");
  const text = key("tls", "secretary");
  const host = new Host();
  try {
    await host.begin({ host: "127.0.0.1", port, tls: true }, { key: text.replace(/\n/g, " ") }); // as a field of one line takes it
    await host.until("the link", () => host.status === "ok");
    await host.until("a forecast", () => host.values.forecast !== "");

    // Without the certificate it is a stranger, and no key is said.
    await host.module.configUpdated({ host: "127.0.0.1", port, tls: true }, { key: text.split("\n")[0] ?? "" });
    await host.until("a stranger", () => host.status === "connection_failure");
    assert.match(host.why ?? "", /certificate/);

    // A key that is not known is refused, and one of a light may not act.
    await host.module.configUpdated(
      { host: "127.0.0.1", port, tls: true },
      { key: text.replace(/^./, (c) => (c === "a" ? "b" : "a")) },
    );
    await host.until("a wrong key", () => host.status === "authentication_failure");
    await host.module.configUpdated({ host: "127.0.0.1", port, tls: true }, { key: key("tls", "booth") });
    await host.until("a key that may not act", () => host.status === "insufficient_permissions");
  } finally {
    await host.module.destroy();
    await kill(controller);
  }
});
