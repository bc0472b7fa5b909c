/**
 * The part of the canary that runs in the cell, before any guest. It tries what a guest outside of all walls
 * would try, and modules that only flags of V8 stop once they have passed the gate. Each attempt does no harm
 * if it succeeds.
 */
import { spawnSync } from "node:child_process";
import { closeSync, openSync, unlinkSync } from "node:fs";
import { createServer } from "node:net";
import ivm from "isolated-vm";
import { CANARY_CHECKS, type CanaryCheck } from "./canary-checks.ts";

/** A file that every machine has. */
const FILE = "/proc/self/environ";
const NEW_FILE = "/dev/shm/prost-canary";

/** A small heap, for an isolate that runs these checks alone. */
const ISOLATE_MIB = 16;
/** Time limit of a loop, in milliseconds; on a busy machine up to the second. */
const LOOP_MS = 5;
const LOOP_MS_MAX = 1_500;
/**
 * Without the flags of a cell, V8 checks for an interrupt when a loop has used up its budget: after 203,126
 * iterations of this loop, which are seconds. With the flags it checks in each iteration.
 */
const ITERATIONS_MAX = 200_000;

/** `(table 20000 funcref)`: twice as much as the flags allow. */
export const TABLE = "0061736d010000000406017000a09c01";
/** `(memory 257)`: one page more than the flags allow. */
export const MEMORY = "0061736d01000000050401008102";
/**
 * `(memory 4 4) (global (export "g") (mut i32) (i32.const 0)) (func (export "f") (loop (global.set 0 (i32.add
 * (global.get 0) (i32.const 1))) (memory.fill (i32.const 0) (i32.const 0) (i32.const 262144)) (br 0)))`
 */
export const LOOP =
  "0061736d01000000010401600000030201000504010104040606017f0141000b07090201670300016600000a1b011900" +
  "0340230041016a24004100410041808010fc0b000c000b0b";

/**
 * Resolves to the checks that failed. `noSockets`: the jail should allow no sockets, which is checked as
 * well.
 */
export async function failedChecks(
  services: ivm.Context,
  noSockets: boolean,
): Promise<readonly CanaryCheck[]> {
  const failed = new Set<CanaryCheck>();
  const must = (isSafe: boolean, otherwise: CanaryCheck) => {
    if (!isSafe) failed.add(otherwise);
  };
  must(
    isDenied(() => closeSync(openSync(FILE, "r"))),
    "files of the machine can be read",
  );
  must(isDenied(writes), "files can be written");
  must(isDenied(starts), "other programs can be started");
  if (noSockets) must(await isSocketDenied(), "a socket can be opened");
  inIsolate(must);
  must(services.evalSync(CLEAN) === true, "the isolate of the services is not clean");
  return CANARY_CHECKS.filter((check) => failed.has(check));
}

function isDenied(attempt: () => void): boolean {
  try {
    attempt();
    return false;
  } catch {
    return true;
  }
}

function writes(): void {
  closeSync(openSync(NEW_FILE, "w"));
  unlinkSync(NEW_FILE);
}

function starts(): void {
  const { error } = spawnSync(process.execPath, ["--version"]);
  if (error !== undefined) throw error;
}

function isSocketDenied(): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(true));
    server.listen(0, "127.0.0.1", () => server.close(() => resolve(false)));
  });
}

function inIsolate(must: (isSafe: boolean, otherwise: CanaryCheck) => void): void {
  const isolate = new ivm.Isolate({ memoryLimit: ISOLATE_MIB });
  try {
    const context = isolate.createContextSync();
    const isRefused = (hex: string) =>
      isDenied(() => context.evalSync(`new WebAssembly.Instance(${moduleText(hex)}); 0`));
    must(isRefused(TABLE), "a table of 20,000 entries can be made");
    must(isRefused(MEMORY), "a memory of 257 pages can be made");
    context.evalSync(`globalThis.loop = new WebAssembly.Instance(${moduleText(LOOP)}).exports; 0`);
    must(isLoopInterrupted(context), "fills of memory in a loop are not interrupted");
  } finally {
    isolate.dispose();
  }
}

/** On a busy machine the time may be over before the loop has begun; then the loop gets more time. */
function isLoopInterrupted(context: ivm.Context): boolean {
  for (let limitMs = LOOP_MS; limitMs <= LOOP_MS_MAX; limitMs *= 4) {
    const isInterrupted = isDenied(() => context.evalSync("loop.f()", { timeout: limitMs }));
    const iterations: unknown = context.evalSync("loop.g.value");
    if (iterations === 0) continue;
    return isInterrupted && typeof iterations === "number" && iterations < ITERATIONS_MAX;
  }
  return false;
}

function moduleText(hex: string): string {
  return `new WebAssembly.Module(new Uint8Array([${Buffer.from(hex, "hex").join()}]))`;
}

/**
 * Evaluated in the isolate for services: empty prototypes, no way to run text or modules, nothing that can be
 * changed.
 */
const CLEAN = `(() => {
  for (const key in {}) return false;
  for (const key in []) return false;
  const O = ({}).constructor;
  const left = O.getOwnPropertyNames(this).filter((name) => !["NaN", "Infinity", "undefined"].includes(name));
  return ({}).x === undefined && O.isFrozen(O.prototype) && left.length === 0 &&
    typeof WebAssembly === "undefined" && typeof eval === "undefined" && (() => {}).constructor === undefined;
})()`;
