/**
 * Time from a service's bytes to its first reply in a running cell: gate, rewrite, installation (transfer to the
 * cell, compilation, instantiation, `init`), first message. Each module is different, so that no cache has it.
 */

import { CELL_PROFILES, type CellProfile } from "../runtime/sandbox/cell/jail.ts";
import { gate } from "../runtime/sandbox/gate/gate.ts";
import { rewrite } from "../runtime/sandbox/instrument/rewrite.ts";
import { ready } from "../test/sandbox/support.ts";
import { BareModule } from "./sandbox-bare.ts";
import { generatedModule } from "./sandbox-module.ts";
import { cell, echo, installed, MEMORY_PAGES, messages, requireEchoed, run } from "./sandbox-traffic.ts";
import { type BenchOptions, percentile, printTable, ratio } from "./timing.ts";

const PAYLOAD_BYTES = 64;
const TARGET_MS = 10;
const STEPS = ["gate", "rewrite", "install", "first message", "all"] as const;
type Times = Readonly<Record<(typeof STEPS)[number], number>>;

export async function firstAnswer({ full }: BenchOptions): Promise<void> {
  const count = full ? 200 : 40;
  let seed = Math.floor(performance.timeOrigin);
  const next = () => generatedModule(seed++);
  const bytes = next().length;
  const bareMs = Array.from({ length: count }, () => bareAnswer(next()));
  const rows: string[][] = [
    [`compile, instantiate and call, without isolation`, "", ...figures(bareMs), ratio(1, 1)],
  ];
  const json: object[] = [{ name: "bare", ...summary(bareMs) }];
  for (const profile of CELL_PROFILES) {
    const times = await answersIn(profile, next, count);
    for (const step of STEPS) {
      const ms = times.map((time) => time[step]);
      rows.push([
        step === "all" ? "from bytes to first reply" : `  ${step}`,
        profile,
        ...figures(ms),
        ratio(percentile(ms, 0.5), percentile(bareMs, 0.5)),
      ]);
      json.push({ name: step, profile, ...summary(ms) });
    }
  }
  printTable(
    [
      `${(bytes / 1024).toFixed(1)} KiB, ${count} modules`,
      "profile",
      "best ms",
      "median ms",
      "p95 ms",
      "median against bare",
    ],
    rows,
  );
  console.log(`target: ${TARGET_MS} ms`);
  console.log(JSON.stringify({ bench: "sandbox", part: "first-answer", moduleBytes: bytes, rows: json }));
}

async function answersIn(
  profile: CellProfile,
  next: () => Uint8Array,
  count: number,
): Promise<readonly Times[]> {
  const host = cell(profile);
  // Warm-up of the cell, the gate and the rewrite, as in a node that has installed services before.
  await installed(host, ready(echo()), "first");
  const times: Times[] = [];
  const warmUp = Math.ceil(count / 4);
  for (let i = 0; i < warmUp + count; i++) {
    const time = await answer(host, next(), `module ${i}`);
    if (i >= warmUp) times.push(time);
  }
  await host.close();
  return times;
}

async function answer(host: ReturnType<typeof cell>, module: Uint8Array, name: string): Promise<Times> {
  const events = messages(1, PAYLOAD_BYTES);
  const startMs = performance.now();
  const gated = gate(module);
  if (!gated.ok) throw new Error(gated.detail);
  const gatedMs = performance.now();
  const rewritten = rewrite(gated.module, { memoryPages: MEMORY_PAGES });
  const rewrittenMs = performance.now();
  const service = await installed(host, rewritten, name);
  const installedMs = performance.now();
  const outcomes = await run(service, events);
  const answeredMs = performance.now();
  requireEchoed(events, outcomes);
  host.uninstall(service.request.serviceId);
  return {
    gate: gatedMs - startMs,
    rewrite: rewrittenMs - gatedMs,
    install: installedMs - rewrittenMs,
    "first message": answeredMs - installedMs,
    all: answeredMs - startMs,
  };
}

function bareAnswer(module: Uint8Array): number {
  const [{ payload }] = messages(1, PAYLOAD_BYTES);
  const startMs = performance.now();
  new BareModule(module).deliver(payload);
  return performance.now() - startMs;
}

function summary(ms: readonly number[]): { bestMs: number; medianMs: number; p95Ms: number } {
  return { bestMs: Math.min(...ms), medianMs: percentile(ms, 0.5), p95Ms: percentile(ms, 0.95) };
}

function figures(ms: readonly number[]): string[] {
  return Object.values(summary(ms)).map((value) => value.toFixed(2));
}
