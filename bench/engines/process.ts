/**
 * One engine in its own process. `measure FOLDER ENTRIES SECONDS` prints a line of JSON. `write FOLDER FROM`
 * writes numbered pairs, each pair in one batch, and prints the acknowledged numbers until it is killed. `check
 * FOLDER ACKNOWLEDGED` counts missing and half pairs.
 */
import { createHash } from "node:crypto";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { Engine } from "./engine.ts";
import { type EngineName, openEngine } from "./open.ts";

const VALUE_BYTES = 300;
/** Writes of one journal batch: a record and its index entry. */
const BATCH = 2;
const SCAN_ENTRIES = 100;
/** Concurrent batches. */
const MANY = 64;

export interface Measured {
  readonly onePerSecond: number;
  readonly manyPerSecond: number;
  /** The share of time in which the event loop was blocked, with many concurrent batches. */
  readonly heldShare: number;
  /** Lateness of timers with many concurrent batches, in ms: 99th percentile and greatest. */
  readonly lateMs: number;
  readonly latestMs: number;
  readonly getUs: number;
  readonly scanUs: number;
  readonly isScanLater: boolean;
  readonly openMs: number;
  readonly memoryMiB: number;
}

const [command, engineName, folder, ...rest] = process.argv.slice(2);
const openedMs = performance.now();
const engine = await openEngine(engineName as EngineName, folder);
const openMs = performance.now() - openedMs;
const numbers = rest.map(Number);
if (command === "measure") console.log(JSON.stringify(await measure(engine, numbers[0], numbers[1])));
else if (command === "write") await writeUntilKilled(engine, numbers[0]);
else console.log(JSON.stringify(await check(engine, numbers[0])));
await engine.close();
process.exit(0);

async function measure(store: Engine, entries: number, seconds: number): Promise<Measured> {
  let number = 0;
  const batch = () => Array.from({ length: BATCH }, () => ({ key: keyOf(number++), value: value(number) }));
  while (number < entries) await Promise.all(Array.from({ length: 256 }, () => store.write(batch())));
  // Warm-up, so that the first garbage collections are not measured.
  const one = await perSecond(seconds, 1, () => store.write(batch()));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const before = performance.eventLoopUtilization();
  const many = await perSecond(seconds, MANY, async () => {
    await Promise.all(Array.from({ length: MANY }, () => store.write(batch())));
  });
  const { utilization } = performance.eventLoopUtilization(before);
  delay.disable();
  const written = number;
  const random = (i: number) => keyOf((i * 7_919) % written);
  const reads = 20_000;
  let startMs = performance.now();
  let found = 0;
  for (let i = 0; i < reads; i++) if (store.get(random(i)) !== null) found++;
  const getUs = (1_000 * (performance.now() - startMs)) / reads;
  if (found !== reads) throw new Error(`${reads - found} of ${reads} entries are missing`);
  const scans = 500;
  startMs = performance.now();
  let isScanLater = false;
  for (let i = 0; i < scans; i++) {
    const count = store.scan(random(i), SCAN_ENTRIES);
    isScanLater = count === null;
    if (isScanLater) await store.scanLater(random(i), SCAN_ENTRIES);
  }
  return {
    onePerSecond: one,
    manyPerSecond: many,
    heldShare: utilization,
    lateMs: delay.percentile(99) / 1e6,
    latestMs: delay.max / 1e6,
    getUs,
    scanUs: (1_000 * (performance.now() - startMs)) / scans,
    isScanLater,
    openMs,
    memoryMiB: process.memoryUsage().rss / 1024 ** 2,
  };
}

async function perSecond(seconds: number, batches: number, write: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  let count = 0;
  while (performance.now() - startMs < 1_000 * seconds) {
    await write();
    count += batches;
  }
  return (1_000 * count) / (performance.now() - startMs);
}

async function writeUntilKilled(store: Engine, from: number): Promise<void> {
  for (let n = from; ; n += 8) {
    const group = Array.from({ length: 8 }, (_, i) => n + i);
    await Promise.all(group.map((i) => store.write(pairOf(i))));
    process.stdout.write(`${n + 7}\n`);
  }
}

/** Number of acknowledged pairs that are not complete, and of all pairs with one half only. */
async function check(store: Engine, acknowledged: number): Promise<{ missing: number; halves: number }> {
  let missing = 0;
  let halves = 0;
  for (let n = 0; n < acknowledged + 1_000; n++) {
    const there = pairOf(n).filter(({ key }) => store.get(key) !== null).length;
    if (there === 1) halves++;
    if (there < 2 && n <= acknowledged) missing++;
  }
  return { missing, halves };
}

function pairOf(n: number) {
  return ["one", "other"].map((half) => ({ key: keyOf(n, half), value: value(n) }));
}

function keyOf(n: number, half = ""): Uint8Array {
  return createHash("sha256").update(`${n}${half}`).digest();
}

function value(n: number): Uint8Array {
  return new Uint8Array(VALUE_BYTES).fill(n);
}
