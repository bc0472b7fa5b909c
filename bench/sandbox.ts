/** A message of 64 bytes through all three walls, alone and in batches, against the bare wasm call in this process. */

import { fileURLToPath } from "node:url";
import { CAPABILITIES } from "../abi/imports.ts";
import { buildService } from "../runtime/cli/build.ts";
import { CellHost } from "../runtime/sandbox/cell-host.ts";
import { LIMITS_DEFAULT, type Runner, type ServiceEvent } from "../runtime/sandbox/contract.ts";
import { gate } from "../runtime/sandbox/gate.ts";
import { InlineRunner } from "../runtime/sandbox/inline.ts";
import { rewrite } from "../runtime/sandbox/rewrite.ts";
import { type BenchOptions, bestOf, printTable, ratio } from "./timing.ts";

const ECHO = fileURLToPath(new URL("./echo.as.ts", import.meta.url));
const PAYLOAD_BYTES = 64;
const BATCHES = [1, 16, 128];
const SERVICE_ID = new Uint8Array(32).fill(1);
const NOBODY = new Uint8Array(32);

export async function run({ full }: BenchOptions): Promise<void> {
  const { module } = await buildService(ECHO);
  const verdict = gate(module);
  if (!verdict.ok) throw new Error(verdict.detail);
  const rewritten = rewrite(verdict.module, { memoryPages: 16 });
  const messages = full ? 200_000 : 20_000;
  const rounds = full ? 7 : 3;

  const bareUs = await bare(module, messages * 10, rounds);
  const rows = [["bare call of the module as compiled", "–", bareUs.toFixed(3), "1×"]];
  rows.push([
    "bare call, rewritten: fuel and depth",
    "–",
    ...figures(await bare(rewritten, messages * 10, rounds), bareUs),
  ]);
  const runners: [string, Runner][] = [
    ["wall 1, in this process", new InlineRunner()],
    ["all three walls", new CellHost({ name: "bench" })],
  ];
  for (const [name, runner] of runners) {
    await install(runner, rewritten);
    for (const batch of BATCHES) {
      const us = await through(runner, batch, messages, rounds);
      rows.push([name, String(batch), ...figures(us, bareUs)]);
    }
    await runner.close();
  }
  printTable(["64-byte message", "batch", "µs a message", "against bare"], rows);
}

function figures(us: number, bareUs: number): [string, string] {
  return [us.toFixed(3), ratio(us, bareUs)];
}

/** The guest's own work, with host functions that do the least they can. */
async function bare(module: Uint8Array, calls: number, rounds: number): Promise<number> {
  const prost = { read: () => 0, respond: () => 0 };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), {
    prost,
    env: { abort: () => {} },
  });
  const { deliver, prost_abi_1: marker } = exports as { deliver: () => void; prost_abi_1: () => number };
  const fuel = exports["prost:fuel"] as WebAssembly.Global | undefined;
  if (fuel !== undefined) fuel.value = 1n << 62n;
  (exports["prost:start"] as (() => void) | undefined)?.();
  const mailbox = marker();
  let memory = new Uint8Array((exports.memory as WebAssembly.Memory).buffer);
  new DataView(memory.buffer).setInt32(mailbox + 148, PAYLOAD_BYTES, true);
  const payload = new Uint8Array(PAYLOAD_BYTES);
  const ms = await bestOf(rounds, () => {
    for (let i = 0; i < calls; i++) {
      // Detached: it has grown.
      if (memory.length === 0) memory = new Uint8Array((exports.memory as WebAssembly.Memory).buffer);
      memory.set(payload, mailbox + 160);
      deliver();
    }
  });
  return (1000 * ms) / calls;
}

async function install(runner: Runner, module: Uint8Array): Promise<void> {
  const outcome = await runner.install({
    serviceId: SERVICE_ID,
    nodeId: NOBODY,
    module,
    capabilities: CAPABILITIES,
    limits: LIMITS_DEFAULT,
    readStore: () => [],
    nowMs: 0,
    seed: 1n,
    firstToken: 1n,
  });
  if (!outcome.ok) throw new Error(outcome.detail);
}

async function through(runner: Runner, batch: number, messages: number, rounds: number): Promise<number> {
  let token = 1n;
  const ms = await bestOf(rounds, async () => {
    for (let sent = 0; sent < messages; sent += batch) {
      const events = Array.from({ length: batch }, (): ServiceEvent => event(token++));
      const outcomes = await runner.run(SERVICE_ID, events);
      if (!outcomes.every((outcome) => outcome.ok && outcome.effects.length === 1))
        throw new Error("a message was not answered");
    }
  });
  return (1000 * ms) / messages;
}

function event(token: bigint): ServiceEvent {
  return {
    kind: "deliver",
    nowMs: 0,
    seed: 1n,
    key: NOBODY,
    origin: NOBODY,
    previous: NOBODY,
    next: NOBODY,
    token,
    hops: 0,
    flags: 0,
    status: 0,
    payload: new Uint8Array(PAYLOAD_BYTES),
  };
}
