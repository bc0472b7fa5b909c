/** A replay has the outcomes and the state of its recording, whatever happened meanwhile. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { hexOf } from "../../../runtime/base/hex.ts";
import { CellHost } from "../../../runtime/sandbox/cell/cell-host.ts";
import type { InspectableRunner, OverlayView } from "../../../runtime/sandbox/contract.ts";
import { InlineRunner } from "../../../runtime/sandbox/inline/inline-runner.ts";
import type { LocalWrite } from "../../../runtime/storage/local/local-store.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import { type Hosted, host } from "../support.ts";
import { MemoryRecording, mixed, replayed } from "./recordings.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const inCell = () => new CellHost({ name: "replay" }) as InspectableRunner;
const inline = () => new InlineRunner() as InspectableRunner;

const node = (fill: number) => new Uint8Array(32).fill(fill);
const view = (...leaves: number[]): OverlayView => ({
  self: node(7),
  leaves: leaves.map(node),
  isWholeRing: true,
  table: [],
});

class FailingStore extends MemoryStore {
  isFailing = false;

  override write(batch: readonly LocalWrite[]): Promise<void> {
    return this.isFailing ? Promise.reject(new Error("the disk is full")) : super.write(batch);
  }
}

/** Every kind of event: 19 events, 2 of them with a fault. */
async function drive(service: Hosted): Promise<void> {
  let seed = 10n;
  for (const text of ["c", "r", "c", "t", "s", "n", "x", "c", "r", "g", "c", "l", "c", "r"]) {
    seed += 7n;
    await service.send({ payload: bytes(text), token: seed, seed, nowMs: 2_000 + Number(seed) });
  }
  await Promise.all([
    service.send({ kind: "timer", token: 4n, nowMs: 3_000 }),
    service.send({ kind: "complete", token: 5n, status: -9, payload: bytes("gone") }),
    service.send({ kind: "forward", token: 90n, payload: bytes("!stop") }),
    service.send({ kind: "forward", token: 91n, payload: bytes("~on") }),
    service.send({ payload: bytes("c"), token: 92n }),
  ]);
}

describe.each([
  ["in a cell", inCell],
  ["in this process", inline],
])("%s", (_where, makeRunner) => {
  test("three replays of a recording have its state and its effects", async () => {
    const recording = new MemoryRecording(makeRunner());
    const module = mixed();
    const service = await host(recording.recorder, module, { name: "mixed" });
    await drive(service);
    recording.start(module, "mixed");
    await drive(service);
    const file = await recording.stop();
    await recording.recorder.close();
    const hashes = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const result = await replayed(file, makeRunner());
      expect(result.differences).toEqual([]);
      expect(result).toMatchObject({ events: 19, lost: 0, faults: 2, end: "asked", isOtherModule: false });
      expect(result.recordedState).toMatchObject({ isMemoryKnown: true });
      hashes.add(hexOf(result.stateHash));
    }
    expect(hashes.size).toBe(1);
  });

  test("the nodes that a service saw are replayed, also if they changed while a batch ran", async () => {
    const recording = new MemoryRecording(makeRunner());
    const module = mixed();
    recording.recorder.setView(view(1));
    const service = await host(recording.recorder, module, { name: "nodes" });
    recording.start(module, "nodes");
    for (let leaf = 2; leaf < 12; leaf++) {
      const running = [service.ask("n"), service.ask("c")];
      await Promise.resolve();
      recording.recorder.setView(view(leaf, leaf + 1));
      await Promise.all(running);
      expect(await service.ask("n")).toEqual(new Uint8Array(Buffer.concat([node(leaf), node(leaf + 1)])));
    }
    const file = await recording.stop();
    await recording.recorder.close();
    expect(await replayed(file, makeRunner())).toMatchObject({ differences: [], events: 30 });
  });
});

test("the death of a cell is replayed: its lost events are lost again, and the others are the same", async () => {
  const recording = new MemoryRecording(inCell());
  const module = mixed();
  const service = await host(recording.recorder, module, { name: "killed" });
  recording.start(module, "killed");
  for (const text of ["c", "t", "c"]) await service.ask(text);
  const { pid } = recording.recorder.usage();
  // Some may have ended before the signal, since each uses all its fuel.
  const swallowed = ["l", "l", "l", "l", "c"].map((text) => service.send({ payload: bytes(text) }));
  await Promise.resolve();
  process.kill(pid as number, "SIGKILL");
  const lost = (await Promise.all(swallowed)).filter(
    (outcome) => !outcome.ok && outcome.fault === "lost",
  ).length;
  expect(lost).toBeGreaterThan(0);
  await drive(service);
  // The cell is idle, so no lost event reveals its death.
  process.kill(recording.recorder.usage().pid as number, "SIGKILL");
  await vi.waitFor(() => expect(recording.recorder.usage().pid).toBeNull());
  expect((await service.ask("c"))?.[1]).toBe(1);
  const file = await recording.stop();
  await recording.recorder.close();
  const result = await replayed(file, inCell());
  expect(result).toMatchObject({ differences: [], lost, events: 3 + 5 + 19 + 1 });
  expect(result.recordedState).toMatchObject({ isMemoryKnown: true });
});

test("the timers of the old instance end where a recording begins", async () => {
  const recording = new MemoryRecording(inCell());
  const module = mixed();
  const service = await host(recording.recorder, module, { name: "timers" });
  await service.ask("t");
  const set = service.effects.flatMap((effect) => (effect.kind === "timerSet" ? [effect.token] : []));
  recording.start(module, "timers");
  await service.ask("c");
  const ended = service.effects.flatMap((effect) => (effect.kind === "timerCancel" ? [effect.token] : []));
  expect(set).toHaveLength(2);
  expect(ended).toEqual(set);
  const file = await recording.stop();
  await recording.recorder.close();
  expect(await replayed(file, inCell())).toMatchObject({ differences: [] });
});

test("no instance uses a token of an earlier one, whatever caused the new instance", async () => {
  const recording = new MemoryRecording(inCell());
  const module = mixed();
  const service = await host(recording.recorder, module, { name: "tokens" });
  const tokens: bigint[] = [];
  const set = async () => {
    const outcome = await service.send({ payload: bytes("t") });
    if (!outcome.ok) throw new Error(outcome.detail);
    for (const effect of outcome.effects) if (effect.kind === "timerSet") tokens.push(effect.token);
  };
  const die = async () => {
    process.kill(recording.recorder.usage().pid as number, "SIGKILL");
    await vi.waitFor(() => expect(recording.recorder.usage().pid).toBeNull());
  };
  const begin = async () => {
    recording.start(module, "tokens");
    await set();
    await recording.stop();
  };
  for (const step of [set, begin, set, die, set, begin, set, begin, die, begin, set]) await step();
  await recording.recorder.close();
  expect(tokens.length).toBeGreaterThan(12);
  expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => (a < b ? -1 : 1)));
});

test("a new instance after a failed write is replayed from the store", async () => {
  const recording = new MemoryRecording(inCell());
  const module = mixed();
  const store = new FailingStore();
  const service = await host(recording.recorder, module, { name: "disk", store });
  recording.start(module, "disk");
  for (const text of ["c", "t", "c"]) await service.ask(text);
  store.isFailing = true;
  expect(await service.send({ payload: bytes("c"), token: 70n })).toMatchObject({ ok: false, fault: "lost" });
  store.isFailing = false;
  // The count that was not stored is not in the memory either.
  expect(await service.ask("c")).toEqual(Uint8Array.of(3, 1));
  await drive(service);
  const file = await recording.stop();
  await recording.recorder.close();
  const result = await replayed(file, inCell());
  expect(result).toMatchObject({ differences: [], events: 3 + 1 + 1 + 19, lost: 0 });
  expect(result.recordedState).toMatchObject({ isMemoryKnown: true });
});

test("a waiting recording begins with the next fault; one with a number of events ends with its batch", async () => {
  const recording = new MemoryRecording(inline());
  const module = mixed();
  const service = await host(recording.recorder, module, { name: "waits" });
  await service.ask("c");
  recording.start(module, "waits", { restarts: false, eventsMax: 3 });
  expect(await service.ask("c")).toEqual(Uint8Array.of(2, 2));
  expect(recording.bytes.length).toBe(0);
  await service.send({ payload: bytes("x") });
  for (let i = 0; i < 3; i++) await service.ask("c");
  expect(await recording.ended).toEqual({ reason: "count", events: 3 });
  await service.ask("c");
  expect(await replayed(recording.bytes, inline())).toMatchObject({
    differences: [],
    events: 3,
    end: "count",
  });
});

test("a recording ends with its service, and only one service of a publisher is recorded at a time", async () => {
  const recording = new MemoryRecording(inline());
  const module = mixed();
  const service = await host(recording.recorder, module, { name: "one" });
  await host(recording.recorder, module, { name: "two" });
  expect(() => recording.start(module, "three")).toThrow("does not run here");
  recording.start(module, "one");
  expect(() => recording.start(module, "two")).toThrow("is being recorded");
  await service.ask("c");
  service.service.stop();
  expect(await recording.ended).toEqual({ reason: "stopped", events: 1 });
  const result = await replayed(recording.bytes, inline());
  expect(result).toMatchObject({ differences: [], events: 1, end: "stopped", recordedState: null });
});

test("a recording that is too long, or is written too slowly, is valid at its end", async () => {
  for (const [reason, bytesMax] of [
    ["full", 20_000],
    ["slow", 1_000_000],
  ] as const) {
    const recording = new MemoryRecording(inline());
    const module = mixed();
    const service = await host(recording.recorder, module, { name: reason });
    recording.start(module, reason, { bytesMax });
    for (let i = 0; i < 10; i++) await service.ask("c");
    recording.isSlow = reason === "slow";
    for (let i = 0; i < 90; i++) await service.ask("c");
    const { events } = await recording.ended;
    expect(events).toBeGreaterThan(9);
    expect(events).toBeLessThan(99);
    const result = await replayed(recording.bytes, inline());
    expect(result).toMatchObject({ differences: [], events, end: reason });
    expect(result.recordedState).toMatchObject({ isMemoryKnown: true });
  }
});

test("a recording has nothing of another service", async () => {
  const recording = new MemoryRecording(inline());
  const module = mixed();
  const one = await host(recording.recorder, module, { name: "one" });
  const two = await host(recording.recorder, module, { name: "two" });
  recording.start(module, "one");
  await Promise.all([one.ask("c"), two.ask("r"), two.ask("c"), one.ask("r")]);
  await recording.stop();
  expect(await replayed(recording.bytes, inline())).toMatchObject({ differences: [], events: 2 });
});

test("a replay until an event shows its effects, and the state after it", async () => {
  const recording = new MemoryRecording(inline());
  const module = mixed();
  const service = await host(recording.recorder, module, { name: "at" });
  recording.start(module, "at");
  for (let i = 0; i < 100; i++) await service.ask("c");
  const file = await recording.stop();
  for (const until of [1, 37, 64, 65, 100]) {
    const { last, store, memory, events, end, differences } = await replayed(file, inline(), { until });
    expect({ events, end, differences }).toEqual({ events: until, end: null, differences: [] });
    expect(last?.number).toBe(until);
    expect(last?.outcome).toMatchObject({ ok: true, writes: [{ value: Uint8Array.of(until) }] });
    expect(store.entries()).toEqual([{ key: Uint8Array.of(0), value: Uint8Array.of(until) }]);
    expect(memory?.[101]).toBe(until);
  }
});

test("another module runs on the recorded events, and differs where its outcomes differ", async () => {
  const recording = new MemoryRecording(inline());
  const module = mixed();
  const service = await host(recording.recorder, module, { name: "fixed" });
  recording.start(module, "fixed");
  for (const text of ["c", "r", "x", "c", "x", "r"]) await service.ask(text);
  const file = await recording.stop();
  // A trap becomes a response; all events use more fuel.
  const fixed = mixed(
    `(if (i32.eq (local.get $what) (i32.const 120))
      (then (call $answer (i32.const 0) (i32.const 0)) (local.set $what (i32.const 0))))`,
  );
  const result = await replayed(file, inline(), { module: fixed });
  expect(result.isOtherModule).toBe(true);
  expect(result.differences.map(({ what, number }) => [what, number])).toEqual([
    ["outcome", 3],
    ["outcome", 4],
    ["outcome", 5],
    // In a new instance, which sets a timer in `init`.
    ["outcome", 6],
  ]);
  expect(result.differences[0]).toMatchObject({ expected: { fault: "trap" }, got: { fault: null } });
  const same = await replayed(file, inline(), { module });
  expect(same).toMatchObject({ isOtherModule: false, differences: [] });
});

test("a recording without its module needs that module, and one that the gate refuses is refused", async () => {
  const recording = new MemoryRecording(inline());
  const module = mixed();
  const service = await host(recording.recorder, module, { name: "without" });
  recording.start(module, "without", { module: null });
  await service.ask("c");
  const file = await recording.stop();
  await expect(replayed(file, inline())).rejects.toMatchObject({ code: "FAILED_PRECONDITION" });
  await expect(replayed(file, inline(), { module: bytes("no module") })).rejects.toMatchObject({
    code: "FAILED_PRECONDITION",
  });
  expect(await replayed(file, inline(), { module })).toMatchObject({ differences: [], isOtherModule: false });
});

test("a false outcome in a recording is detected at its event", async () => {
  const recording = new MemoryRecording(inline());
  const [module, other] = [mixed(), mixed("(i32.store8 (i32.const 500) (i32.const 1))")];
  const service = await host(recording.recorder, other, { name: "lies" });
  // The head names another module than the one that ran.
  recording.start(module, "lies");
  for (const text of ["c", "r", "c"]) await service.ask(text);
  const file = await recording.stop();
  const result = await replayed(file, inline());
  expect(result.differences.map(({ what, number }) => [what, number])).toEqual([
    ["fuel", 1],
    ["fuel", 2],
    ["fuel", 3],
    ["memory", 3],
  ]);
});

test("a replay has the same state with other flags of V8, time zones and languages", async () => {
  const folder = mkdtempSync(join(tmpdir(), "prost-replay-"));
  const recording = new MemoryRecording(inCell());
  const module = mixed();
  const service = await host(recording.recorder, module, { name: "flags" });
  recording.start(module, "flags");
  await drive(service);
  const file = join(folder, "recording");
  writeFileSync(file, await recording.stop());
  await recording.recorder.close();
  const script = fileURLToPath(new URL("./replay-process.ts", import.meta.url));
  const ways: [string[], Record<string, string>][] = [
    [["--liftoff-only"], {}],
    [["--no-liftoff"], {}],
    [["--no-wasm-dynamic-tiering"], {}],
    [["--no-opt", "--single-threaded"], {}],
    [
      ["--no-wasm-tier-up", "--max-semi-space-size=1"],
      { TZ: "Asia/Kolkata", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
    ],
  ];
  const results = await Promise.all(
    ways.map(async ([flags, env]) => {
      const { stdout } = await promisify(execFile)(process.execPath, [...flags, script, file], {
        env: { PATH: process.env.PATH, ...env },
      });
      return stdout;
    }),
  );
  rmSync(folder, { recursive: true });
  expect(new Set(results).size).toBe(1);
  expect(JSON.parse(results[0])).toMatchObject({ differencesInAll: 0 });
});
