/**
 * Instruments a module that has passed the gate. It adds the counting of fuel and stack depth, and a memory
 * maximum. It removes custom sections, exports outside the ABI, padding of numbers, and the start section
 * (the start function becomes an export that runs with fuel).
 *
 * Fuel is a global. Each run of instructions subtracts its cost (metering.ts). The fuel is checked at the
 * start of functions and at each iteration of a loop, and before memory.copy, memory.fill and memory.grow,
 * which are charged by length. The depth is a global to which each counted function adds the size of its
 * frame, so that recursion ends at the same depth on every node, independent of the engine's stack.
 */
import { FORWARD_STOP } from "../../../abi/abi.ts";
import { EXPORTS } from "../../../abi/imports.ts";
import { assert } from "../../base/assert.ts";
import type { GatedModule, Span } from "../gate/gate.ts";
import { BULK_SHIFT, F32_CONST, F64_CONST, IMMEDIATE, OP, PAGE_COST } from "../gate/opcodes.ts";
import { BodyMeter, checkFuel, type MeteredModule } from "./metering.ts";
import { endOfLeb, lebBytes, readU32, WasmOutput } from "./wasm-output.ts";

export { STACK_UNITS_MAX } from "./metering.ts";

/** The version of the fuel costs. It changes whenever the fuel or the depth of a module may change. */
export const METERING_SCHEDULE = 3;
/** Exports of the instrumented module, for the glue. */
export const FUEL_EXPORT = "prost:fuel";
export const DEPTH_EXPORT = "prost:depth";
export const START_EXPORT = "prost:start";
/**
 * Prefix of an event's export: "prost:deliver" is a function that takes the available fuel as an f64, calls
 * `deliver`, and returns the remaining fuel. If the export has a result, it returns twice the remaining fuel,
 * plus 1 if the result is 1.
 */
export const ENTRY_PREFIX = "prost:";

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const FUNCTION_TYPE = 0x60;
const FUNCREF = 0x70;
const I32 = 0x7f;
const I64 = 0x7e;
const F64 = 0x7c;
const EMPTY_BLOCK = 0x40;
const IS_MUTABLE = 1;
const HAS_MAX = 1;
const FUNCTION_KIND = 0;
const MEMORY_KIND = 2;
const GLOBAL_KIND = 3;

const TYPE_BYTES: Readonly<Record<string, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c };

interface RewriteOptions {
  /** Maximum of the memory, in pages of 64 KiB. */
  readonly memoryPages: number;
}

/**
 * Returns the instrumented module. The same module and options give the same bytes. A module that was gated
 * by the rules `profile` keeps all exports, so that it can be compared with the original. Throws if the
 * result is not valid, which would be a bug of this program.
 */
export function rewrite(module: GatedModule, options: RewriteOptions): Uint8Array {
  const bytes = new ModuleRewriter(module, options).rewrite();
  assert(WebAssembly.validate(bytes), "a module that passed the gate validates when it is rewritten");
  return bytes;
}

/** An export that is called for events. */
interface Entry {
  readonly name: string;
  readonly index: number;
  /** True for `forward` and `validate`. */
  readonly hasResult: boolean;
}

class ModuleRewriter {
  readonly #module: GatedModule;
  readonly #out: WasmOutput;
  readonly #maxPages: number;
  readonly #entries: readonly Entry[];
  /** Indices of globals. */
  readonly #fuel: number;
  readonly #depth: number;
  /**
   * Indices of the first type and the first function that are added after those of the module: for the
   * entries, then for charging.
   */
  readonly #firstType: number;
  readonly #firstFunction: number;

  constructor(module: GatedModule, { memoryPages }: RewriteOptions) {
    this.#module = module;
    this.#out = new WasmOutput(module.bytes.length * 2);
    this.#maxPages = Math.max(module.memory.min, Math.min(memoryPages, module.memory.max ?? memoryPages));
    this.#entries = entriesOf(module);
    this.#fuel = module.globals.length;
    this.#depth = this.#fuel + 1;
    this.#firstType = module.types.length;
    this.#firstFunction = module.imports.length + module.functions.length;
  }

  rewrite(): Uint8Array {
    const { imports, types, functions, memory, table, elements, data } = this.#module;
    const code = new WasmOutput(this.#module.bytes.length * 2);
    // Whether the charging functions are needed is known when all bodies are written.
    const helpers = this.#bodies(code) ? 2 : 0;
    const out = this.#out.raw(HEADER);
    this.#section(1, types.length + 1 + (helpers > 0 ? 1 : 0), () => this.#types(helpers > 0));
    this.#section(2, imports.length, () => {
      for (const { span, type } of imports) this.#import(span, type);
    });
    this.#section(3, functions.length + this.#entries.length + helpers, () => {
      for (const { type } of functions) out.u32(type);
      for (const _ of this.#entries) out.u32(this.#firstType);
      for (let i = 0; i < helpers; i++) out.u32(this.#firstType + 1);
    });
    // The table cannot grow: the profile has no instruction for that, and the table is not exported.
    if (table !== null) this.#section(4, 1, () => out.byte(FUNCREF).byte(HAS_MAX).u32(table).u32(table));
    if (this.#module.usage.memories > 0)
      this.#section(5, 1, () => out.byte(HAS_MAX).u32(memory.min).u32(this.#maxPages));
    this.#section(6, this.#module.globals.length + 2, () => this.#globals());
    this.#exports();
    if (elements !== null) this.#segments(9, elements, (at) => this.#functionIndices(at));
    const count = functions.length + this.#entries.length + helpers;
    this.#section(10, count, () => out.copy(code.bytes, 0, code.length));
    if (data !== null) this.#segments(11, data, (at) => this.#bytesOfData(at));
    return out.take();
  }

  #section(id: number, count: number, write: () => void): void {
    if (count === 0) return;
    const start = this.#out.byte(id).beginSized();
    this.#out.u32(count);
    write();
    this.#out.endSized(start);
  }

  #types(hasHelpers: boolean): void {
    const out = this.#out;
    for (const { params, results } of this.#module.types) {
      out.byte(FUNCTION_TYPE).u32(params.length);
      for (const type of params) out.byte(TYPE_BYTES[type]);
      out.u32(results.length);
      for (const type of results) out.byte(TYPE_BYTES[type]);
    }
    out.raw([FUNCTION_TYPE, 1, F64, 1, F64]);
    if (hasHelpers) out.raw([FUNCTION_TYPE, 1, I32, 1, I32]);
  }

  #import({ start }: Span, type: number): void {
    const { bytes } = this.#module;
    let at = start;
    for (let i = 0; i < 2; i++) {
      const length = readU32(bytes, at);
      const name = endOfLeb(bytes, at);
      at = name + length;
      this.#out.u32(length).copy(bytes, name, at);
    }
    this.#out.byte(FUNCTION_KIND).u32(type);
  }

  #globals(): void {
    const { bytes, globals } = this.#module;
    for (const { start } of globals) {
      this.#out.copy(bytes, start, start + 2);
      this.#constant(start + 2);
    }
    this.#out.raw([I64, IS_MUTABLE, OP.i64Const, 0, OP.end]);
    this.#out.raw([I32, IS_MUTABLE, OP.i32Const, 0, OP.end]);
  }

  #exports(): void {
    const { exports, start } = this.#module;
    const kept = exports.filter(
      ({ name, kind }) =>
        this.#module.rules === "profile" ||
        (kind === FUNCTION_KIND && EXPORTS.has(name)) ||
        (kind === MEMORY_KIND && name === "memory"),
    );
    const count = kept.length + 2 + (start === null ? 0 : 1) + this.#entries.length;
    this.#section(7, count, () => {
      const out = this.#out;
      for (const { name, kind, index } of kept) out.name(name).byte(kind).u32(index);
      out.name(FUEL_EXPORT).byte(GLOBAL_KIND).u32(this.#fuel);
      out.name(DEPTH_EXPORT).byte(GLOBAL_KIND).u32(this.#depth);
      if (start !== null) out.name(START_EXPORT).byte(FUNCTION_KIND).u32(start);
      this.#entries.forEach(({ name }, i) => {
        out
          .name(ENTRY_PREFIX + name)
          .byte(FUNCTION_KIND)
          .u32(this.#firstFunction + i);
      });
    });
  }

  /**
   * Writes the bodies of all functions, each after its size. Returns whether the charging functions were
   * needed, and so were written too.
   */
  #bodies(code: WasmOutput): boolean {
    const metered = this.#metered();
    const meter = new BodyMeter(metered);
    for (const { type, body } of this.#module.functions) meter.meter(code, type, body.start, body.end);
    for (const entry of this.#entries) sized(code, () => this.#entryBody(code, entry));
    if (!meter.usesHelpers) return false;
    sized(code, () => this.#chargeLengthBody(code));
    sized(code, () => this.#chargePagesBody(code));
    return true;
  }

  #metered(): MeteredModule {
    const { bytes, types, imports, functions } = this.#module;
    const typeOf = new Uint16Array(imports.length + functions.length);
    imports.forEach(({ type }, i) => {
      typeOf[i] = type;
    });
    functions.forEach(({ type }, i) => {
      typeOf[imports.length + i] = type;
    });
    const helpers = this.#firstFunction + this.#entries.length;
    return {
      bytes,
      params: Uint8Array.from(types, ({ params }) => params.length),
      results: Uint8Array.from(types, ({ results }) => results.length),
      resultType: Uint8Array.from(types, ({ results }) =>
        results.length === 0 ? EMPTY_BLOCK : TYPE_BYTES[results[0]],
      ),
      typeOf,
      fuel: this.#fuel,
      depth: this.#depth,
      chargeLength: helpers,
      chargePages: helpers + 1,
    };
  }

  /**
   * The body of an export with ENTRY_PREFIX. It spares the glue three calls: it sets fuel and depth, calls
   * the export, and returns the remaining fuel, with the result in the lowest bit if there is a result.
   */
  #entryBody(out: WasmOutput, { index, hasResult }: Entry): void {
    out.raw(hasResult ? [1, 1, I32] : [0]);
    out.byte(OP.localGet).u32(0).byte(OP.i64TruncF64S).byte(OP.globalSet).u32(this.#fuel);
    out.byte(OP.i32Const).u32(0).byte(OP.globalSet).u32(this.#depth);
    out.byte(OP.call).u32(index);
    if (hasResult) out.byte(OP.localSet).u32(1);
    out.byte(OP.globalGet).u32(this.#fuel).byte(OP.f64ConvertI64S);
    if (hasResult) {
      out.raw([OP.f64Const, 0, 0, 0, 0, 0, 0, 0, 0x40, OP.f64Mul]);
      out.byte(OP.localGet).u32(1).byte(OP.i32Const).positive(FORWARD_STOP).byte(OP.i32Eq);
      out.byte(OP.f64ConvertI32U).byte(OP.f64Add);
    }
    out.byte(OP.end);
  }

  /** Charges the length of a memory.copy or memory.fill, and returns it. */
  #chargeLengthBody(out: WasmOutput): void {
    out.byte(0).byte(OP.globalGet).u32(this.#fuel);
    out.byte(OP.localGet).u32(0).byte(OP.i64ExtendI32U);
    out.byte(OP.i64Const).positive(BULK_SHIFT).byte(OP.i64ShrU);
    out.byte(OP.i64Sub).byte(OP.globalSet).u32(this.#fuel);
    checkFuel(out, this.#fuel);
    out.byte(OP.localGet).u32(0).byte(OP.end);
  }

  /**
   * Charges the number of pages of a memory.grow, and returns it. A number above the memory's maximum is
   * free: the memory does not grow.
   */
  #chargePagesBody(out: WasmOutput): void {
    out.byte(0).byte(OP.localGet).u32(0);
    out.byte(OP.i32Const).positive(this.#maxPages).byte(OP.i32LeU).byte(OP.if).byte(EMPTY_BLOCK);
    out.byte(OP.globalGet).u32(this.#fuel);
    out.byte(OP.localGet).u32(0).byte(OP.i64ExtendI32U);
    out.byte(OP.i64Const).positive(PAGE_COST).byte(OP.i64Mul);
    out.byte(OP.i64Sub).byte(OP.globalSet).u32(this.#fuel);
    checkFuel(out, this.#fuel);
    out.byte(OP.end).byte(OP.localGet).u32(0).byte(OP.end);
  }

  // Parts that are copied number by number, to remove padding.

  /**
   * Segments of form 0: the offset expression, then the content. `content` writes the content that starts at
   * `at`, and returns its end.
   */
  #segments(id: number, { start }: Span, content: (at: number) => number): void {
    const { bytes } = this.#module;
    const count = readU32(bytes, start);
    this.#section(id, count, () => {
      let at = endOfLeb(bytes, start);
      for (let i = 0; i < count; i++) {
        this.#out.byte(0);
        at = content(this.#constant(endOfLeb(bytes, at)));
      }
    });
  }

  #functionIndices(start: number): number {
    const { bytes } = this.#module;
    const count = readU32(bytes, start);
    this.#out.u32(count);
    let at = endOfLeb(bytes, start);
    for (let i = 0; i < count; i++) {
      this.#out.u32(readU32(bytes, at));
      at = endOfLeb(bytes, at);
    }
    return at;
  }

  #bytesOfData(start: number): number {
    const { bytes } = this.#module;
    const length = readU32(bytes, start);
    const at = endOfLeb(bytes, start);
    this.#out.u32(length).copy(bytes, at, at + length);
    return at + length;
  }

  /** Writes a constant and its `end`. Returns the offset after both. */
  #constant(start: number): number {
    const { bytes } = this.#module;
    const out = this.#out.byte(bytes[start]);
    const at = start + 1;
    let end: number;
    if (IMMEDIATE[bytes[start]] === F32_CONST || IMMEDIATE[bytes[start]] === F64_CONST) {
      end = at + (IMMEDIATE[bytes[start]] === F32_CONST ? 4 : 8);
      out.copy(bytes, at, end);
    } else {
      end = endOfLeb(bytes, at);
      const last = at + lebBytes(bytes, at, end, true) - 1;
      out.copy(bytes, at, last).byte(bytes[last] & 127);
    }
    out.byte(OP.end);
    return end + 1;
  }
}

function entriesOf(module: GatedModule): readonly Entry[] {
  // By the rules `profile`, exports with the names of events may have any type.
  if (module.rules === "profile") return [];
  return module.exports
    .filter(({ name, kind }) => kind === FUNCTION_KIND && EXPORTS.has(name) && name !== "prost_abi_1")
    .map(({ name, index }) => ({ name, index, hasResult: EXPORTS.get(name)?.results.length === 1 }));
}

function sized(out: WasmOutput, write: () => void): void {
  const start = out.beginSized();
  write();
  out.endSized(start);
}
