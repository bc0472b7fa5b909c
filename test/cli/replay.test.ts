/** Recording at real nodes and replaying, by the command line alone. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalOverlay } from "../../runtime/cli/local-overlay.ts";
import { mixed } from "../sandbox/recording/recordings.ts";

const PROST = fileURLToPath(new URL("../../bin/prost.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "prost-replay-"));
const file = (name: string) => join(folder, name);
let overlay: LocalOverlay;
/** Of the node at which the service's key has its root. */
let root: string;
let other: string;

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [PROST, ...args], { cwd: folder });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  /** Resolves when it has said so on stderr. */
  const said = (what: string) =>
    new Promise<void>((resolve, reject) => {
      createInterface(child.stderr).on("line", (line) => line.includes(what) && resolve());
      void ended.then(() => reject(new Error(`it ended without saying ${what}: ${stderr}`)));
    });
  return { child, ended, said };
}
const prost = (...args: readonly string[]) => start(...args).ended;
/** 't' is not answered. */
const send = (words: string) =>
  prost("send", "mixed", words, "--key", "x", "--socket", other, "--timeout", words === "t" ? "0.5" : "20");

beforeAll(async () => {
  overlay = await LocalOverlay.start({ nodes: 2 });
  const [{ socket }] = overlay.nodes;
  writeFileSync(file("mixed.wasm"), mixed());
  await prost("keys", "new", "me.key");
  const published = await prost(
    "publish",
    "mixed.wasm",
    "--key",
    "me.key",
    "--name",
    "mixed",
    "--socket",
    socket,
  );
  expect(published.code).toBe(0);
  const sent = await prost("send", "mixed", "c", "--key", "x", "--json", "--socket", socket);
  const { from } = JSON.parse(sent.stdout);
  root = overlay.nodes.find(({ nodeId }) => nodeId === from)?.socket as string;
  other = socket;
});
afterAll(async () => {
  await overlay.close();
  rmSync(folder, { recursive: true });
});

test("what a node's service did is recorded and replayed, also when its cell was killed in the middle", async () => {
  const recording = start("record", "mixed", "--out", "killed.rec", "--socket", root, "--json");
  await recording.said("recording mixed");
  for (const words of ["c", "r", "x", "t", "c"]) await send(words);
  const [{ cellPid }] = JSON.parse((await prost("services", "--socket", root, "--json")).stdout);
  process.kill(cellPid, "SIGKILL");
  await expect.poll(async () => (await send("c")).code, { timeout: 30_000 }).toBe(0);
  const stopped = await prost("stop-recording", "mixed", "--socket", root);
  expect(stopped).toEqual({ code: 0, stdout: "", stderr: "" });
  const { code, stdout } = await recording.ended;
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({ file: "killed.rec", end: "asked" });
  expect([code, summary.bytes]).toEqual([0, statSync(file("killed.rec")).size]);
  expect(statSync(file("killed.rec")).mode & 0o777).toBe(0o600);

  const results = await Promise.all([1, 2, 3].map(() => prost("replay", "killed.rec", "--json")));
  const [first] = results.map((result) => JSON.parse(result.stdout));
  for (const result of results) expect([result.code, JSON.parse(result.stdout)]).toEqual([0, first]);
  expect(first).toMatchObject({ ok: true, name: "mixed", end: "asked", differences: [], faults: 1 });
  expect(first.events).toBe(summary.events);
  // Two timers (of init and of 't'), or more with each instance, beside the messages.
  expect(first.events).toBeGreaterThanOrEqual(6);
  expect(first.recordedState.isMemoryKnown).toBe(true);
  expect(first.recordedState.memoryHash).toBe(first.state.memoryHash);
});

test("an event of a recording is shown with what it did, the store and the memory", async () => {
  const recording = start("record", "mixed", "--out", "shown.rec", "--socket", root, "--events", "3");
  await recording.said("recording mixed");
  for (const words of ["c", "r", "c"]) await send(words);
  const { code, stdout } = await recording.ended;
  expect([code, stdout]).toEqual([0, expect.stringContaining("the requested number of events")]);
  const listed = await prost("replay", "shown.rec", "--show", "events");
  const lines = listed.stdout.split("\n").filter((line) => / deliver /.test(line));
  const at = /^ +(\d+) {2}deliver .*"c" {2}store .*respond/.exec(lines[0])?.[1] ?? "";
  const shown = await prost(
    "replay",
    "shown.rec",
    "--at",
    at,
    "--show",
    "store",
    "--show",
    "memory",
    "--memory",
    "0x64:16",
  );
  expect(shown.code).toBe(0);
  expect(shown.stdout).toMatch(/event \d+ {2}deliver .*\n {2}payload {2}"c"/);
  expect(shown.stdout).toMatch(/store {2}0x00 = \S/);
  expect(shown.stdout).toMatch(/respond {2}token \d+ {2}\S/);
  expect(shown.stdout).toMatch(/00000064 {2}[0-9a-f]{2} 01 00 00/);
  expect(shown.stdout).toContain("not zero");
  const json = JSON.parse(
    (await prost("replay", "shown.rec", "--at", at, "--show", "store", "--memory", "100:2", "--json")).stdout,
  );
  expect(json.memory.bytes).toMatch(/^[0-9a-f]{2}01$/);
  expect(json.store).toEqual([{ key: "00", value: json.memory.bytes.slice(0, 2) }]);
  expect(json.last).toMatchObject({ number: Number(at), event: { kind: "deliver", payload: "63" } });
});

test("a recording that is cut off, changed, of another module, or none at all is told apart by the exit code", async () => {
  const recording = start("record", "mixed", "--out", "whole.rec", "--socket", root, "--no-module");
  await recording.said("recording mixed");
  for (const words of ["c", "x", "c"]) await send(words);
  recording.child.kill("SIGINT");
  expect(await recording.ended).toMatchObject({ code: 0, stdout: expect.stringContaining("it was ended") });
  const whole = readFileSync(file("whole.rec"));
  writeFileSync(file("cut.rec"), whole.subarray(0, whole.length - 60));
  const changed = Buffer.from(whole);
  changed[whole.length - 200] ^= 1;
  writeFileSync(file("changed.rec"), changed);
  writeFileSync(file("fixed.wasm"), mixed("(if (i32.eq (local.get $what) (i32.const 120)) (then (return)))"));
  const replay = (...args: readonly string[]) => prost("replay", ...args);

  const without = await replay("whole.rec");
  expect([without.code, without.stderr]).toEqual([1, expect.stringContaining("--module")]);
  expect((await replay("whole.rec", "--module", "mixed.wasm")).code).toBe(0);
  const cut = await replay("cut.rec", "--module", "mixed.wasm");
  expect([cut.code, cut.stdout]).toEqual([0, expect.stringContaining("cut off after event")]);
  const damaged = await replay("changed.rec", "--module", "mixed.wasm");
  expect([damaged.code, damaged.stderr]).toEqual([
    1,
    expect.stringMatching(/^prost: the recording is damaged near byte \d+/),
  ]);
  const fixed = await replay("whole.rec", "--module", "fixed.wasm");
  expect(fixed.code).toBe(1);
  expect(fixed.stdout).toMatch(/✗ event \d+ has another outcome than recorded/);
  expect(fixed.stdout).toContain("rolled back: trap");
  expect((await replay("mixed.wasm")).code).toBe(2);
  expect((await replay("none.rec")).code).toBe(3);
  expect((await replay("whole.rec", "--module", "mixed.wasm", "--at", "9999")).code).toBe(2);
  expect((await replay("whole.rec", "--module", "me.key")).code).toBe(1);
  const again = await prost("record", "mixed", "--out", "whole.rec", "--socket", root);
  expect([again.code, again.stderr]).toEqual([6, expect.stringContaining("already exists")]);
});

test("a node that stops ends the recording with an error, and what was written is replayed", async () => {
  const recording = start("record", "mixed", "--out", "broken.rec", "--socket", root);
  await recording.said("recording mixed");
  await send("c");
  const node = overlay.nodes.find(({ socket }) => socket === root);
  await overlay.kill(node as (typeof overlay.nodes)[0]);
  expect((await recording.ended).code).toBe(4);
  const { code, stdout } = await prost("replay", "broken.rec", "--json");
  expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ end: "cut", ok: true })]);
  expect(JSON.parse(stdout).events).toBeGreaterThanOrEqual(1);
});
