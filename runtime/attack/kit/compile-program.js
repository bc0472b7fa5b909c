/**
 * A program: compiles the module on its standard input, and prints the processor time and memory that this took. It is
 * plain JavaScript, since with its flags V8 would first compile the whole type stripper.
 */
import { readFileSync } from "node:fs";

const PEAK = /VmHWM:\s+(\d+) kB/;
const READINGS = 7;

const module = new Uint8Array(readFileSync(0));
const beforeMiB = peakMiB();
const startMs = performance.now();
const before = process.cpuUsage();
new WebAssembly.Module(module);
const { user, system } = process.cpuUsage(before);
const ms = performance.now() - startMs;
const compiled = {
  ms,
  cpuMs: (user + system) / 1_000,
  readingMs: Math.min(...Array.from({ length: READINGS }, () => readingMs(module))),
  mib: peakMiB() - beforeMiB,
  bytes: module.length,
};
console.log(JSON.stringify(compiled));

/** As in relative-time.ts. */
function readingMs(bytes) {
  const read = new Int32Array(1);
  const sinceMs = performance.now();
  let mixed = 0;
  for (let i = 0; i < bytes.length; i++) mixed = (Math.imul(mixed, 31) + bytes[i]) | 0;
  read[0] = mixed;
  return performance.now() - sinceMs;
}

/** The peak memory of this process. On systems other than Linux: its present memory. */
function peakMiB() {
  try {
    return Number(PEAK.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
  } catch {
    return process.memoryUsage.rss() / 1024 ** 2;
  }
}
