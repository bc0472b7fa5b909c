/**
 * The official WebAssembly test suite, as `.wast` files. The gate must refuse its malformed and invalid
 * modules, and accepted modules must behave the same after instrumentation. `wast2json` (Debian's package
 * wabt) splits the files.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type GatedModule, gate } from "../../../runtime/sandbox/gate/gate.ts";
import {
  DEPTH_EXPORT,
  FUEL_EXPORT,
  rewrite,
  START_EXPORT,
} from "../../../runtime/sandbox/instrument/rewrite.ts";

interface Value {
  readonly type: string;
  readonly value?: string;
}

interface Action {
  readonly type: "invoke" | "get";
  readonly module?: string;
  readonly field: string;
  readonly args?: readonly Value[];
}

interface Command {
  readonly type: string;
  readonly line: number;
  readonly filename?: string;
  readonly module_type?: string;
  readonly name?: string;
  readonly as?: string;
  readonly action?: Action;
}

interface SuiteCount {
  files: number;
  /** Files that the installed `wast2json` cannot read. */
  unread: number;
  malformed: number;
  invalid: number;
  /** The accepted ones among these: later versions of WebAssembly have made them valid. */
  validByNow: number;
  valid: number;
  /** Valid modules within the profile that import only functions that the suite provides. */
  within: number;
  /** Calls with outcomes that were compared. */
  calls: number;
}

/** Lines of older versions of the suite that no tool reads any more. Other lines call the same functions. */
const OLD_NAN = /^\(assert_return_(canonical|arithmetic)_nan .*$/gm;
const FUEL = 1n << 40n;
/** The maximum of the standard, so that `memory.grow` fails at the same size in both modules. */
const MEMORY_PAGES = 65_536;

/** Throws at the first module that is wrongly accepted, or that behaves differently when instrumented. */
export function runSuite(folder: string): SuiteCount {
  const count: SuiteCount = {
    files: 0,
    unread: 0,
    malformed: 0,
    invalid: 0,
    validByNow: 0,
    valid: 0,
    within: 0,
    calls: 0,
  };
  const scratch = mkdtempSync(join(tmpdir(), "prost-suite-"));
  try {
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".wast"))) {
      const json = join(scratch, `${basename(file, ".wast")}.json`);
      const source = join(scratch, file);
      writeFileSync(source, readFileSync(join(folder, file), "utf8").replace(OLD_NAN, ""));
      const { status } = spawnSync("wast2json", ["--enable-all", source, "-o", json]);
      if (status === 0) count.files++;
      else count.unread++;
      if (status === 0) runFile(scratch, JSON.parse(readFileSync(json, "utf8")).commands, file, count);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return count;
}

function runFile(scratch: string, commands: readonly Command[], file: string, count: SuiteCount): void {
  let current: Pair | null = null;
  const named = new Map<string, Pair | null>();
  for (const command of commands) {
    const where = `${file}:${command.line}`;
    const bytes = () => readFileSync(join(scratch, command.filename ?? ""));
    switch (command.type) {
      case "module":
        count.valid++;
        current = start(bytes(), where);
        if (current !== null) count.within++;
        if (command.name !== undefined) named.set(command.name, current);
        break;
      case "assert_malformed":
      case "assert_invalid":
        if (command.module_type !== "binary") break;
        if (command.type === "assert_malformed") count.malformed++;
        else count.invalid++;
        if (gate(bytes(), { rules: "profile" }).ok) {
          assert.ok(isValidByNow(bytes()), `${where}: the gate accepts an invalid module`);
          count.validByNow++;
        }
        break;
      case "action":
      case "assert_return":
      case "assert_trap":
      case "assert_exhaustion": {
        const { action } = command;
        if (action === undefined) break;
        const pair: Pair | null = action.module === undefined ? current : (named.get(action.module) ?? null);
        if (pair !== null && action.type === "invoke" && compare(pair, action, where)) count.calls++;
        break;
      }
    }
  }
}

/** Later versions of WebAssembly have made some invalid modules valid. */
function isValidByNow(bytes: Uint8Array): boolean {
  return WebAssembly.validate(Uint8Array.from(bytes));
}

interface Pair {
  readonly original: WebAssembly.Instance;
  readonly metered: WebAssembly.Instance;
  readonly module: GatedModule;
  isSpent: boolean;
}

/** Null: the module is outside the profile, or the suite does not provide its imports. */
function start(bytes: Uint8Array, where: string): Pair | null {
  const result = gate(bytes, { rules: "profile" });
  if (!result.ok) return null;
  assert.ok(WebAssembly.validate(Uint8Array.from(bytes)), `${where}: the gate accepts an invalid module`);
  if (result.module.imports.some(({ name }) => !name.startsWith("spectest.print"))) return null;
  const rewritten = rewrite(result.module, { memoryPages: MEMORY_PAGES });
  try {
    const original = instantiate(bytes);
    const metered = instantiate(rewritten);
    setFuel(metered);
    (metered.exports[START_EXPORT] as (() => void) | undefined)?.();
    return { original, metered, module: result.module, isSpent: false };
  } catch (error) {
    // A segment does not fit or the start function traps: the other module must not start either.
    assert.ok(error instanceof WebAssembly.RuntimeError, `${where}: ${error}`);
    assert.throws(() => {
      const metered = instantiate(rewritten);
      setFuel(metered);
      (metered.exports[START_EXPORT] as () => void)();
    }, `${where}: the module starts only when instrumented`);
    return null;
  }
}

function instantiate(bytes: Uint8Array): WebAssembly.Instance {
  const print = () => {};
  const spectest = {
    print,
    print_i32: print,
    print_i64: print,
    print_f32: print,
    print_f64: print,
    print_i32_f32: print,
    print_f64_f64: print,
  };
  return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)), { spectest });
}

function setFuel({ exports }: WebAssembly.Instance): void {
  (exports[FUEL_EXPORT] as WebAssembly.Global).value = FUEL;
  (exports[DEPTH_EXPORT] as WebAssembly.Global).value = 0;
}

/** False: not compared, or not comparable any more, since one instance has overflowed the engine's stack. */
function compare(pair: Pair, { field, args = [] }: Action, where: string): boolean {
  if (pair.isSpent || args.some(({ type }) => !/^[if](32|64)$/.test(type))) return false;
  setFuel(pair.metered);
  const values = args.map(numberOf);
  const original = call(pair.original, field, values);
  const metered = call(pair.metered, field, values);
  if (original === "stack" || metered === "stack") {
    pair.isSpent = true;
    return false;
  }
  assert.equal(metered, original, `${where}: ${field}(${values.join(", ")})`);
  assert.ok(sameMemory(pair), `${where}: memories differ after ${field}`);
  return true;
}

/** The result as text, "trap" or "stack". */
function call({ exports }: WebAssembly.Instance, field: string, args: readonly (number | bigint)[]): string {
  try {
    const result: unknown = (exports[field] as (...args: readonly unknown[]) => unknown)(...args);
    return typeof result === "number" ? `${result} ${Object.is(result, -0)}` : String(result);
  } catch (error) {
    if (error instanceof RangeError) return "stack";
    if (!(error instanceof WebAssembly.RuntimeError)) return `thrown: ${error}`;
    return "trap";
  }
}

/** Whether all exported memories are equal. */
function sameMemory({ original, metered }: Pair): boolean {
  for (const [name, memory] of Object.entries(original.exports)) {
    if (!(memory instanceof WebAssembly.Memory)) continue;
    const other = metered.exports[name] as WebAssembly.Memory;
    if (!Buffer.from(memory.buffer).equals(Buffer.from(other.buffer))) return false;
  }
  return true;
}

const scratchView = new DataView(new ArrayBuffer(8));

function numberOf({ type, value = "0" }: Value): number | bigint {
  if (type === "i32") return Number(value) | 0;
  if (type === "i64") return BigInt.asIntN(64, BigInt(value));
  if (value.startsWith("nan")) return Number.NaN;
  if (type === "f32") {
    scratchView.setUint32(0, Number(value));
    return scratchView.getFloat32(0);
  }
  scratchView.setBigUint64(0, BigInt(value));
  return scratchView.getFloat64(0);
}
