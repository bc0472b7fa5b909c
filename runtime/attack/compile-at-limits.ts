/** A program: compiles the module at every limit of the profile, and prints what that took of processors' time and memory. */
import { readFileSync } from "node:fs";
import { gate } from "../sandbox/gate.ts";
import { rewrite } from "../sandbox/rewrite.ts";
import type { Compiled } from "./compile-elsewhere.ts";
import { atEveryLimit } from "./limits.ts";
import { readingMs } from "./relative-time.ts";

const READINGS = 7;
const PEAK = /VmHWM:\s+(\d+) kB/;

const verdict = gate(atEveryLimit());
if (!verdict.ok) throw new Error(verdict.detail);
const module = rewrite(verdict.module, { memoryPages: 256 });
const beforeMiB = peakMiB();
const startMs = performance.now();
const before = process.cpuUsage();
new WebAssembly.Module(module);
const ms = performance.now() - startMs;
const { user, system } = process.cpuUsage(before);
const compiled: Compiled = {
  ms,
  cpuMs: (user + system) / 1_000,
  readingMs: Math.min(...Array.from({ length: READINGS }, () => readingMs(module))),
  mib: peakMiB() - beforeMiB,
  bytes: module.length,
};
console.log(JSON.stringify(compiled));

/** Of this process, so far. Where the system does not tell: what it has now. */
function peakMiB(): number {
  try {
    return Number(PEAK.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
  } catch {
    return process.memoryUsage.rss() / 1024 ** 2;
  }
}
