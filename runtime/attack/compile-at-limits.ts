/** A program: compiles the module at every limit of the profile, and prints how long that took and how much memory. */
import { readFileSync } from "node:fs";
import { gate } from "../sandbox/gate.ts";
import { rewrite } from "../sandbox/rewrite.ts";
import { atEveryLimit } from "./limits.ts";

const PEAK = /VmHWM:\s+(\d+) kB/;

const verdict = gate(atEveryLimit());
if (!verdict.ok) throw new Error(verdict.detail);
const module = rewrite(verdict.module, { memoryPages: 256 });
const beforeMiB = peakMiB();
const startMs = performance.now();
new WebAssembly.Module(module);
const ms = performance.now() - startMs;
console.log(JSON.stringify({ ms, mib: peakMiB() - beforeMiB, bytes: module.length }));

/** Of this process, so far. Where the system does not tell: what it has now. */
function peakMiB(): number {
  try {
    return Number(PEAK.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
  } catch {
    return process.memoryUsage.rss() / 1024 ** 2;
  }
}
