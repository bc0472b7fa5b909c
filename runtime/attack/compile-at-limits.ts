/** Compiles the module that is at every limit of the profile, all of it at once, and says what that took: one line of JSON. */
import { readFileSync } from "node:fs";
import { atEveryLimit } from "./limits.ts";

const module = atEveryLimit();
const before = residentMb();
const startMs = performance.now();
new WebAssembly.Module(module as Uint8Array<ArrayBuffer>);
const ms = performance.now() - startMs;
console.log(JSON.stringify({ ms, mb: residentMb() - before }));

/** The most that was resident so far. */
function residentMb(): number {
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return Number(kilobytes ?? process.memoryUsage().rss / 1024) / 1024;
}
