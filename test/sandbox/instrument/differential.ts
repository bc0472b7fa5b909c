/**
 * Random modules of `wasm-opt -ttf`. Each runs before and after instrumentation, and must behave the same:
 * same results, same traps, same calls of its imports, same globals and memory; and the same fuel each time.
 *
 * Run as a program it prints the outcomes of rewritten modules (files named on the command line), for
 * comparing compilers.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Random } from "../../../runtime/base/environment.ts";
import { gate } from "../../../runtime/sandbox/gate/gate.ts";
import {
  DEPTH_EXPORT,
  FUEL_EXPORT,
  rewrite,
  START_EXPORT,
} from "../../../runtime/sandbox/instrument/rewrite.ts";

const WASM_OPT = fileURLToPath(new URL("../../../node_modules/.bin/wasm-opt", import.meta.url));
const FEATURES = [
  "--mvp-features",
  "--enable-bulk-memory-opt",
  "--enable-sign-ext",
  "--enable-nontrapping-float-to-int",
  "--enable-mutable-globals",
];
const FUEL = 1n << 40n;
const PAGES = 65_536;
const BYTES_MAX = 12_000;

interface DifferentialCount {
  modules: number;
  /** Modules outside the profile, which are not compared. */
  outside: number;
  calls: number;
  traps: number;
}

/** Writes the modules into `folder`. Throws at the first difference, with the module in hex. */
export function compareRandomModules(
  random: Random,
  folder: string,
  isOver: (count: DifferentialCount) => boolean,
): DifferentialCount {
  const count: DifferentialCount = { modules: 0, outside: 0, calls: 0, traps: 0 };
  while (!isOver(count)) {
    const seed = join(folder, "seed.bin");
    const file = join(folder, `${count.modules}.wasm`);
    writeFileSync(seed, random.bytes(200 + Math.floor(random.next() * BYTES_MAX)));
    const { status, stderr } = spawnSync(WASM_OPT, [seed, "-ttf", ...FEATURES, "-O1", "-o", file], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    count.modules++;
    const module = readFileSync(file);
    const result = gate(module, { rules: "profile" });
    if (!result.ok) {
      count.outside++;
      continue;
    }
    const rewritten = rewrite(result.module, { memoryPages: PAGES });
    const before = outcomes(module, false);
    const after = outcomes(rewritten, true);
    const hex = () => `of ${module.toString("hex")}`;
    // One module may overflow the stack of the engine when the other does not.
    if (before.events.includes("stack") || after.events.includes("stack")) continue;
    assert.deepEqual(after.events, before.events, `the instrumented module behaves differently ${hex()}`);
    assert.equal(outcomes(rewritten, true).fuel, after.fuel, `different fuel the second time ${hex()}`);
    count.calls += before.calls;
    count.traps += before.events.filter((event) => event === "trap").length;
  }
  return count;
}

interface Outcomes {
  readonly events: readonly string[];
  readonly calls: number;
  readonly fuel: bigint;
}

/** All visible behaviour of a module when its exports are called in order. */
function outcomes(bytes: Uint8Array, isMetered: boolean): Outcomes {
  const events: string[] = [];
  const log = (...values: readonly unknown[]) => void events.push(`log ${values.map(shown).join(" ")}`);
  const module = new WebAssembly.Module(Uint8Array.from(bytes));
  const imports: Record<string, Record<string, () => void>> = {};
  for (const { module: from, name, kind } of importsOf(module)) {
    assert.equal(kind, "function");
    imports[from] ??= {};
    imports[from][name] = log;
  }
  let calls = 0;
  let exports: Readonly<Record<string, unknown>>;
  try {
    ({ exports } = new WebAssembly.Instance(module, imports));
    if (isMetered) (exports[FUEL_EXPORT] as WebAssembly.Global).value = FUEL;
    if (isMetered) (exports[START_EXPORT] as (() => void) | undefined)?.();
  } catch (error) {
    assert.ok(error instanceof WebAssembly.RuntimeError, String(error));
    return { events: [...events, "does not start"], calls, fuel: 0n };
  }
  const fuel = exports[FUEL_EXPORT] as WebAssembly.Global;
  const depth = exports[DEPTH_EXPORT] as WebAssembly.Global;
  for (const [name, value] of Object.entries(exports)) {
    if (typeof value !== "function" || name.startsWith("prost:")) continue;
    calls++;
    if (isMetered) depth.value = 0;
    events.push(name, called(value as (...values: readonly number[]) => unknown));
  }
  for (const [name, value] of Object.entries(exports)) {
    if (value instanceof WebAssembly.Memory)
      events.push(createHash("sha256").update(new Uint8Array(value.buffer)).digest("hex"));
    if (value instanceof WebAssembly.Global && !name.startsWith("prost:")) events.push(shown(value.value));
  }
  return { events, calls, fuel: isMetered ? FUEL - (fuel.value as bigint) : 0n };
}

/** The imports according to the engine. The project's declarations of WebAssembly leave this function out. */
function importsOf(
  module: WebAssembly.Module,
): readonly { readonly module: string; readonly name: string; readonly kind: string }[] {
  return (WebAssembly.Module as unknown as { imports(module: WebAssembly.Module): [] }).imports(module);
}

function called(work: (...values: readonly number[]) => unknown): string {
  try {
    // Both modules refuse a number for a 64-bit parameter before any code runs.
    return shown(work(7, 1, 3));
  } catch (error) {
    if (error instanceof RangeError) return "stack";
    if (error instanceof WebAssembly.RuntimeError) return "trap";
    if (error instanceof TypeError) return "not called";
    throw error;
  }
}

/** The value as text. All NaNs are equal, since two compilers may produce different bits. */
function shown(value: unknown): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** One hash of the outcomes of all instrumented modules, with the compiler that the flags select. */
export function hashWith(flags: readonly string[], folder: string, modules: number): string {
  const files = Array.from({ length: modules }, (_, i) => join(folder, `${i}.wasm`));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--no-node-snapshot", ...flags, fileURLToPath(import.meta.url), ...files],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  return stdout;
}

export function scratchFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "prost-differential-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const hash = createHash("sha256");
  for (const file of process.argv.slice(2)) {
    const result = gate(readFileSync(file), { rules: "profile" });
    if (!result.ok) continue;
    const { events, fuel } = outcomes(rewrite(result.module, { memoryPages: PAGES }), true);
    hash.update(JSON.stringify([events, String(fuel)]));
  }
  console.log(hash.digest("hex"));
}
