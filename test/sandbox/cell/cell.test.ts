import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import type { Capability } from "../../../abi/imports.ts";
import {
  countingService,
  echoService,
  endlessLoopInDeliver,
  service,
} from "../../../runtime/attack/kit/modules.ts";
import { CellHost } from "../../../runtime/sandbox/cell/cell-host.ts";
import type { Outcome } from "../../../runtime/sandbox/contract.ts";
import { LiveTimers } from "../../../runtime/sandbox/queue/live-timers.ts";
import { Violation } from "../../../runtime/sandbox/wire/frames.ts";
import { requireGranted } from "../../../runtime/sandbox/wire/grant-check.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import { event, host, installRequest } from "../support.ts";

const open: CellHost[] = [];
function cell(): CellHost {
  const made = new CellHost({ name: "test" });
  open.push(made);
  return made;
}
afterEach(() => Promise.all(open.splice(0).map((made) => made.close())));

function pidOf(runner: CellHost): number {
  const { pid } = runner.usage();
  if (pid === null) throw new Error("the cell does not run");
  return pid;
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Sets a timer in `init`, so whenever an instance begins. */
const TICKING = service({
  imports: '(import "prost" "timer_set" (func $timer_set (param i32) (result i64)))',
  deliver: "",
  more: '(func (export "init") (drop (call $timer_set (i32.const 1000))))',
});
const CELL_HOST = new URL("../../../runtime/sandbox/cell/cell-host.ts", import.meta.url).href;
/** More fuel than a test can use, so that only a kill ends the event. */
const NO_END = { fuelPerEvent: 2 ** 50 };

test("one process serves all services of the cell, and starts with the first", async () => {
  const runner = cell();
  expect(runner.usage().pid).toBe(null);
  const services = await Promise.all(
    ["a", "b", "c"].map((name) => host(runner, countingService(), { name })),
  );
  const pid = pidOf(runner);
  for (const one of services) expect(await one.ask("")).toEqual(Uint8Array.of(1));
  expect(pidOf(runner)).toBe(pid);
});

test("when a cell dies, the timers of idle services are cancelled before new instances set theirs", async () => {
  const runner = cell();
  const ticking = await host(runner, TICKING, { name: "ticking" });
  const first = ticking.effects.flatMap((effect) => (effect.kind === "timerSet" ? [effect.token] : []));
  expect(first).toHaveLength(1);
  process.kill(pidOf(runner), "SIGKILL");
  await vi.waitFor(() => expect(runner.usage().pid).toBe(null));
  const outcome = await ticking.send();
  const effects = outcome.ok ? outcome.effects : [];
  expect(effects.map(({ kind }) => kind)).toEqual(["timerCancel", "timerSet"]);
  expect(effects[0]).toEqual({ kind: "timerCancel", token: first[0] });
  expect(effects[1]).not.toMatchObject({ token: first[0] });
});

test("a service is put in quarantine when its events have killed the cell three times, and the others continue", async () => {
  const runner = cell();
  const counter = await host(runner, countingService(), { name: "counter" });
  const deadly = await host(runner, endlessLoopInDeliver(), { name: "deadly", limits: NO_END });
  for (let death = 1; death <= 3; death++) {
    const lost = deadly.send();
    await vi.waitFor(() => expect(runner.usage().pid).not.toBe(null));
    // The batch is in the cell by now: the host writes it in the tick in which it is offered.
    await vi.waitFor(() => expect(runner.usage().rssBytes).toBeGreaterThan(0));
    process.kill(pidOf(runner), "SIGKILL");
    expect(await lost).toMatchObject({ ok: false, fault: "lost" });
    expect(await counter.ask("")).toEqual(Uint8Array.of(death));
  }
  const pid = pidOf(runner);
  expect(await deadly.send()).toMatchObject({
    ok: false,
    fault: "lost",
    detail: expect.stringContaining("in quarantine"),
  });
  expect(await counter.ask("")).toEqual(Uint8Array.of(4));
  expect(pidOf(runner)).toBe(pid);
});

test("a batch that exceeds the fuel of a batch is cut, and events of others run in between", async () => {
  const runner = cell();
  const echo = await host(runner, echoService(), { name: "echo" });
  const busy = await host(runner, endlessLoopInDeliver(), { name: "busy" });
  const done: string[] = [];
  const spinning = Array.from({ length: 6 }, () => busy.send().then(() => done.push("busy")));
  await Promise.resolve();
  await echo.ask("quick").then(() => done.push("echo"));
  expect(done.filter((who) => who === "busy").length).toBeLessThan(6);
  await Promise.all(spinning);
  expect(busy.service.usage.faults).toBe(6);
});

test("a batch is stored even if its writes do not fit into one reply", async () => {
  // Each event writes 60 entries of 64 KiB: four events would be more than half of a frame.
  const module = service({
    imports: '(import "prost" "store_put" (func $store_put (param i32 i32 i32 i32) (result i32)))',
    memory: '(memory (export "memory") 3)',
    deliver: `(local $i i32) (loop $again (i32.store8 (i32.const 0) (local.get $i))
      (drop (call $store_put (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 65536)))
      (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 60))))`,
  });
  const runner = cell();
  const writing = await host(runner, module, { name: "writing" });
  const outcomes = await Promise.all(Array.from({ length: 24 }, () => writing.send()));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(24);
  expect(writing.store.bytesUsed("service/writing")).toBe(60 * (65_536 + 1));
  expect(runner.usage().restarts).toBe(0);
});

test("a newer version begins with the writes of the old version's last batch", async () => {
  const runner = cell();
  const store = new MemoryStore();
  const older = await host(runner, countingService(), { name: "counter", store });
  const counted = older.send();
  // The batch is in the cell when the older one stops.
  await Promise.resolve();
  older.service.stop();
  const newer = await host(runner, countingService(), { name: "counter", store });
  expect(await counted).toMatchObject({ ok: true });
  expect(await newer.ask("")).toEqual(Uint8Array.of(2));
});

test("a cell ends when its node is killed", async () => {
  const program = `
    import { CellHost } from ${JSON.stringify(CELL_HOST)};
    const runner = new CellHost({ name: "orphan" });
    await runner.run(new Uint8Array(32), []);
    runner.install({
      serviceId: new Uint8Array(32), nodeId: new Uint8Array(32), module: new Uint8Array(1), capabilities: [],
      limits: { memoryPages: 1, fuelPerEvent: 1, storeBytes: 1, effectsPerEvent: 1, effectBytesPerEvent: 1 },
      readStore: () => [], nowMs: 0, seed: 0n, firstToken: 1n,
    }).then(() => console.log(runner.usage().pid));`;
  const node = spawn(process.execPath, ["--input-type=module", "-e", program], {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(node.stdout, "data")) as [Buffer];
  const pid = Number(line);
  expect(isAlive(pid)).toBe(true);
  node.kill("SIGKILL");
  await once(node, "close");
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5_000 });
});

test("a compromised cell cannot do more than its service was granted", () => {
  const request = (capabilities: readonly Capability[]) => ({
    ...installRequest(new Uint8Array(0)),
    capabilities,
    readStore: () => [],
  });
  const claim = (over: Partial<Extract<Outcome, { ok: true }>>): Outcome => ({
    ok: true,
    fuelUsed: 0,
    writes: [],
    effects: [],
    verdict: null,
    ...over,
  });
  const nothing = new Uint8Array(0);
  const send = claim({ effects: [{ kind: "send", node: new Uint8Array(32), payload: nothing }] });
  const write = claim({ writes: [{ key: nothing, value: nothing }] });
  const stop = claim({ verdict: { stop: true, key: null, payload: null, next: null } });
  expect(() => requireGranted(send, request(["store", "forward"]))).toThrow(Violation);
  expect(() => requireGranted(write, request(["message", "forward"]))).toThrow(Violation);
  expect(() => requireGranted(stop, request(["message", "store"]))).toThrow(Violation);
  for (const fair of [send, write, stop]) requireGranted(fair, request(["message", "store", "forward"]));
  const flood = claim({ effects: Array(300).fill({ kind: "log", level: 0, text: "" }) });
  expect(() => requireGranted(flood, request([]))).toThrow(Violation);
});

test("a timer is live until it fires, is cancelled, or an event of its instance faults", () => {
  const timers = new LiveTimers();
  const outcome = (...effects: Extract<Outcome, { ok: true }>["effects"]): Outcome => ({
    ok: true,
    fuelUsed: 0,
    writes: [],
    effects,
    verdict: null,
  });
  const set = (token: bigint) => ({ kind: "timerSet", token, delayMs: 1 }) as const;
  const cancel = (token: bigint) => ({ kind: "timerCancel", token }) as const;
  timers.follow([event()], [outcome(set(1n), set(2n), set(3n))]);
  timers.follow([event({ kind: "timer", token: 1n }), event()], [outcome(), outcome(cancel(2n))]);
  timers.instanceEnded();
  expect(timers.follow([event()], [outcome(set(4n))])).toEqual([outcome(cancel(3n), set(4n))]);
  timers.follow([event()], [{ ok: false, fuelUsed: 0, fault: "trap", detail: "" }]);
  timers.instanceEnded();
  expect(timers.follow([event()], [outcome()])).toEqual([outcome()]);
});
