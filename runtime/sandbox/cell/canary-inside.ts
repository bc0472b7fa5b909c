/**
 * The cell's part of its canary: tries, before any guest is there, what a guest that has broken out of everything would try, and bombs
 * that only flags of V8 stop once they are past the gate. All of it is such that it does no harm where it works.
 */
import { spawnSync } from "node:child_process";
import { closeSync, openSync, unlinkSync } from "node:fs";
import { createServer } from "node:net";
import ivm from "isolated-vm";
import { CANARY_CHECKS, type CanaryCheck } from "./canary-checks.ts";

/** Of the machine, and there on every one. */
const FILE = "/proc/self/environ";
const NEW_FILE = "/dev/shm/prost-canary";

/** Little heap: the isolate is for this alone. */
const ISOLATE_MIB = 16;
/** After which a loop is to be interrupted. */
const LOOP_MS = 5;
const LOOP_MS_MAX = 1_500;
/**
 * V8 without the flags of a cell looks for interruptions when a loop has used up its budget: after 203,126 turns of this one, which are
 * seconds. With them it looks in each turn.
 */
const TURNS_MAX = 200_000;

/** `(table 20000 funcref)`; flags allow half of that. */
export const TABLE = "0061736d010000000406017000a09c01";
/** `(memory 257)`. */
export const MEMORY = "0061736d01000000050401008102";
/**
 * `(memory 4 4) (global (export "g") (mut i32) (i32.const 0)) (func (export "f") (loop (global.set 0 (i32.add (global.get 0) (i32.const 1)))
 * (memory.fill (i32.const 0) (i32.const 0) (i32.const 262144)) (br 0)))`
 */
export const LOOP =
  "0061736d01000000010401600000030201000504010104040606017f0141000b07090201670300016600000a1b0119000340230041016a24004100410041808010fc0b000c000b0b";

/**
 * What is not as it should be. `noSockets`: none can be had here; where that is not so the cell does not try, since it is known.
 */
export async function failedChecks(
  services: ivm.Context,
  noSockets: boolean,
): Promise<readonly CanaryCheck[]> {
  const failed = new Set<CanaryCheck>();
  const must = (isAsItShould: boolean, otherwise: CanaryCheck) => {
    if (!isAsItShould) failed.add(otherwise);
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

function inIsolate(must: (isAsItShould: boolean, otherwise: CanaryCheck) => void): void {
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

/** On a busy machine the time may be over before the loop has begun: then it is given more. */
function isLoopInterrupted(context: ivm.Context): boolean {
  for (let limitMs = LOOP_MS; limitMs <= LOOP_MS_MAX; limitMs *= 4) {
    const isInterrupted = isDenied(() => context.evalSync("loop.f()", { timeout: limitMs }));
    const turns: unknown = context.evalSync("loop.g.value");
    if (turns !== 0) return isInterrupted && typeof turns === "number" && turns < TURNS_MAX;
  }
  return false;
}

function moduleText(hex: string): string {
  return `new WebAssembly.Module(new Uint8Array([${Buffer.from(hex, "hex").join()}]))`;
}

/** Evaluated in the isolate in which services will run: nothing on prototypes, nothing to run text or modules with, nothing to change. */
const CLEAN = `(() => {
  for (const key in {}) return false;
  for (const key in []) return false;
  const O = ({}).constructor;
  const left = O.getOwnPropertyNames(this).filter((name) => !["NaN", "Infinity", "undefined"].includes(name));
  return ({}).x === undefined && O.isFrozen(O.prototype) && left.length === 0 &&
    typeof WebAssembly === "undefined" && typeof eval === "undefined" && (() => {}).constructor === undefined;
})()`;
