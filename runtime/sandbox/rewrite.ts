/**
 * Adds to a module that has passed the gate what bounds it: fuel, stack depth, a memory maximum; and takes away what is not needed:
 * custom sections, exports outside the ABI, `start` (which becomes an export that is called under fuel).
 *
 * Fuel is a global that each straight run of instructions lowers by its cost; it is looked at where a function or a turn of a loop
 * begins, and before memory.copy and memory.fill, which are charged by length. The depth is a global that each function raises by
 * the size of its frame, so that recursion ends at the same depth on every node, whatever the engine's own stack holds.
 */
import { FORWARD_STOP } from "../../abi/abi.ts";
import { EXPORTS } from "../../abi/imports.ts";
import { assert } from "../assert.ts";
import type { GatedFunction, GatedModule, Span } from "./gate.ts";
import {
  BLOCK,
  BR_TABLE,
  CALL_INDIRECT,
  COST,
  F32_CONST,
  F64_CONST,
  I32_CONST,
  I64_CONST,
  IMMEDIATE,
  INDEX,
  MEMARG,
  MEMORY_COPY,
  MEMORY_FILL,
  MEMORY_INDEX,
  OP,
  POPS,
  PREFIX,
  PUSHES,
  SATURATING_MAX,
} from "./opcodes.ts";

/** Raised whenever the same module may come to another amount of fuel or another depth. */
export const METERING_SCHEDULE = 1;
/** Exports of the rewritten module, for the glue. */
export const FUEL_EXPORT = "prost:fuel";
export const DEPTH_EXPORT = "prost:depth";
export const START_EXPORT = "prost:start";
/** Before the name of an event's export: a function that takes the fuel there is as an f64, calls it, and gives what is left. */
export const ENTRY_PREFIX = "prost:";

/** Depth at which a call traps. A unit stands for 48 bytes of a frame: together they fit into the engine's stack. */
export const STACK_UNITS_MAX = 16_384;
const UNIT_BYTES = 48;
/** Of a frame, beside its locals and operands, as V8's baseline compiler makes it. */
const FRAME_BYTES = 96;
/** Bytes that memory.copy and memory.fill move for one unit of fuel, as a power of two. */
const BULK_SHIFT = 3n;
/** Fuel for each page that memory.grow adds: the system clears it. */
const PAGE_FUEL = 4_096;

const I32 = 0x7f;
const I64 = 0x7e;
const F64 = 0x7c;

export interface RewriteOptions {
  /** Pages of 64 KiB the memory may grow to. */
  readonly memoryPages: number;
}

/** Deterministic: the same module and options give the same bytes. Of a module that was gated by the rules `profile` all exports are kept. */
export function rewrite(module: GatedModule, { memoryPages }: RewriteOptions): Uint8Array {
  const out = new Output(module.bytes.length * 2);
  out.raw([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  const { bytes } = module;
  const copy = (section: Output, { start, end }: Span) => section.slice(bytes, start, end);
  const fuel = module.globals.length;
  const depth = fuel + 1;

  const entries = entriesOf(module);
  section(out, 1, module.types.length + 1, (s) => {
    for (const type of module.types) copy(s, type);
    s.raw([0x60, 1, F64, 1, F64]);
  });
  section(out, 2, module.imports.length, (s) => module.imports.forEach(({ span }) => copy(s, span)));
  section(out, 3, module.functions.length + entries.length, (s) => {
    for (const { type } of module.functions) s.u32(type);
    for (const _ of entries) s.u32(module.types.length);
  });
  // The table cannot grow: no instruction of the profile does that, and it is not exported.
  if (module.table !== null)
    section(out, 4, 1, (s) =>
      s
        .raw([0x70, 0x01])
        .u32(module.table ?? 0)
        .u32(module.table ?? 0),
    );
  const max = Math.max(module.memory.min, Math.min(memoryPages, module.memory.max ?? memoryPages));
  if (module.usage.memories > 0) section(out, 5, 1, (s) => s.raw([0x01]).u32(module.memory.min).u32(max));
  section(out, 6, module.globals.length + 2, (s) => {
    for (const global of module.globals) copy(s, global);
    s.raw([I64, 1, OP.i64Const, 0, OP.end]);
    s.raw([I32, 1, OP.i32Const, 0, OP.end]);
  });
  const kept = module.exports.filter(
    ({ name, kind }) =>
      module.rules === "profile" || (kind === 0 && EXPORTS.has(name)) || (kind === 2 && name === "memory"),
  );
  section(out, 7, kept.length + 2 + (module.start === null ? 0 : 1) + entries.length, (s) => {
    for (const { name, kind, index } of kept) s.name(name).raw([kind]).u32(index);
    s.name(FUEL_EXPORT).raw([3]).u32(fuel);
    s.name(DEPTH_EXPORT).raw([3]).u32(depth);
    if (module.start !== null) s.name(START_EXPORT).raw([0]).u32(module.start);
    const first = module.imports.length + module.functions.length;
    entries.forEach(({ name }, i) =>
      s
        .name(ENTRY_PREFIX + name)
        .raw([0])
        .u32(first + i),
    );
  });
  if (module.elements !== null) sectionOf(out, 9, bytes, module.elements);
  section(out, 10, module.functions.length + entries.length, (s) => {
    for (const one of module.functions) {
      const body = new BodyRewriter(module, one, { fuel, depth, maxPages: max }).rewrite();
      s.u32(body.length).slice(body.bytes, 0, body.length);
    }
    for (const entry of entries) {
      const body = entryBody(entry, fuel, depth);
      s.u32(body.length).slice(body.bytes, 0, body.length);
    }
  });
  if (module.data !== null) sectionOf(out, 11, bytes, module.data);
  return out.take();
}

/** An export that events call. */
interface Entry {
  readonly name: string;
  readonly index: number;
  /** `forward`: its result is the verdict. */
  readonly hasVerdict: boolean;
}

function entriesOf(module: GatedModule): readonly Entry[] {
  // Where any exports are allowed, those of events may have any type.
  if (module.rules === "profile") return [];
  return module.exports
    .filter(({ name, kind }) => kind === 0 && EXPORTS.has(name) && name !== "prost_abi_1")
    .map(({ name, index }) => ({ name, index, hasVerdict: EXPORTS.get(name)?.results.length === 1 }));
}

/**
 * One crossing from the glue in place of four: sets the fuel and the depth, calls, and gives the fuel that is left. With a
 * verdict, twice that, and one more for FORWARD_STOP.
 */
function entryBody({ index, hasVerdict }: Entry, fuel: number, depth: number): Output {
  const out = new Output(64);
  out.raw(hasVerdict ? [1, 1, I32] : [0]);
  out.byte(OP.localGet).u32(0).byte(OP.i64TruncF64S).byte(OP.globalSet).u32(fuel);
  out.byte(OP.i32Const).u32(0).byte(OP.globalSet).u32(depth);
  out.byte(OP.call).u32(index);
  if (hasVerdict) out.byte(OP.localSet).u32(1);
  out.byte(OP.globalGet).u32(fuel).byte(OP.f64ConvertI64S);
  if (hasVerdict) {
    out.raw([OP.f64Const, 0, 0, 0, 0, 0, 0, 0, 0x40, OP.f64Mul]);
    out.byte(OP.localGet).u32(1).byte(OP.i32Const).positive(FORWARD_STOP).byte(OP.i32Eq);
    out.byte(OP.f64ConvertI32U).byte(OP.f64Add);
  }
  return out.byte(OP.end);
}

/** Bytes that grow as needed. */
class Output {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(Math.max(64, capacity));
  }

  #room(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  raw(values: readonly number[]): this {
    this.#room(values.length);
    for (const value of values) this.bytes[this.length++] = value;
    return this;
  }

  byte(value: number): this {
    this.#room(1);
    this.bytes[this.length++] = value;
    return this;
  }

  slice(source: Uint8Array, start: number, end: number): this {
    this.#room(end - start);
    this.bytes.set(source.subarray(start, end), this.length);
    this.length += end - start;
    return this;
  }

  u32(value: number): this {
    this.#room(5);
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
    return this;
  }

  /** Signed LEB128 of a number that is not negative. */
  positive(value: number): this {
    this.#room(10);
    let rest = value;
    while (rest >= 64) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
    return this;
  }

  name(text: string): this {
    this.u32(text.length);
    return this.raw(Array.from(text, (character) => character.charCodeAt(0)));
  }

  take(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

function section(out: Output, id: number, count: number, write: (section: Output) => void): void {
  if (count === 0) return;
  const body = new Output(1024);
  body.u32(count);
  write(body);
  out.byte(id).u32(body.length).slice(body.bytes, 0, body.length);
}

function sectionOf(out: Output, id: number, bytes: Uint8Array, { start, end }: Span): void {
  out
    .byte(id)
    .u32(end - start)
    .slice(bytes, start, end);
}

interface Globals {
  readonly fuel: number;
  readonly depth: number;
  readonly maxPages: number;
}

/** A block that is open: how high the operand stack was, and how much it leaves. */
interface Frame {
  readonly height: number;
  readonly results: number;
}

class BodyRewriter {
  readonly #module: GatedModule;
  readonly #bytes: Uint8Array;
  readonly #globals: Globals;
  readonly #params: number;
  readonly #results: readonly string[];
  #at: number;

  /** Finished instructions. */
  readonly #out: Output;
  /** The straight run of instructions under way; its cost is known when it ends. */
  #run = new Output(256);
  #runCost = 0;
  /** The run begins where fuel is looked at. */
  #runIsChecked = false;

  #locals = 0;
  #scratch = 0;
  #usesScratch = false;
  #hasCalls = false;
  #height = 0;
  #highest = 0;
  readonly #frames: Frame[] = [];

  constructor(module: GatedModule, one: GatedFunction, globals: Globals) {
    this.#module = module;
    this.#bytes = module.bytes;
    this.#globals = globals;
    const type = module.types[one.type];
    this.#params = type.params.length;
    this.#results = type.results;
    this.#at = one.body.start;
    this.#out = new Output(2 * (one.body.end - one.body.start) + 64);
  }

  rewrite(): Output {
    const declarations = this.#readLocals();
    this.#scratch = this.#params + this.#locals;
    this.#frames.push({ height: 0, results: this.#results.length });
    // The function's first run is charged with the entry, before the block that wraps the body.
    this.#startRun(false);
    const body = this.#instructions();
    const entry = body.firstCost;
    const out = new Output(this.#out.length + 128);
    out
      .u32(declarations.groups + (this.#usesScratch ? 1 : 0))
      .slice(this.#bytes, declarations.start, declarations.end);
    if (this.#usesScratch) out.u32(1).byte(I32);
    this.#charge(out, entry, true);
    const units = this.#hasCalls
      ? Math.ceil((FRAME_BYTES + 8 * (this.#params + this.#locals + this.#highest)) / UNIT_BYTES)
      : 0;
    if (units > 0) this.#enter(out, units);
    out.byte(OP.block).byte(this.#results.length === 0 ? 0x40 : valueTypeByte(this.#results[0]));
    out.slice(this.#out.bytes, 0, this.#out.length);
    out.byte(OP.end);
    if (units > 0) this.#leave(out, units);
    return out.byte(OP.end);
  }

  #readLocals(): { groups: number; start: number; end: number } {
    const groups = this.#u32();
    const start = this.#at;
    for (let i = 0; i < groups; i++) {
      this.#locals += this.#u32();
      this.#at++;
    }
    return { groups, start, end: this.#at };
  }

  /** Up to the end of the function, which is left out: a `return` becomes a branch to the block around the body. */
  #instructions(): { firstCost: number } {
    let firstCost = -1;
    const bytes = this.#bytes;
    for (;;) {
      const start = this.#at;
      const op = bytes[this.#at++];
      switch (op) {
        case OP.block:
          this.#at++;
          this.#copy(start, 1);
          this.#open(bytes[start + 1]);
          continue;
        case OP.loop:
          this.#at++;
          this.#copy(start, 1);
          this.#open(bytes[start + 1]);
          firstCost = this.#endRun(firstCost);
          this.#startRun(true);
          continue;
        case OP.if:
          this.#at++;
          this.#pop(1);
          this.#copy(start, 1);
          this.#open(bytes[start + 1]);
          firstCost = this.#endRun(firstCost);
          this.#startRun(false);
          continue;
        case OP.else: {
          this.#copy(start, 0);
          this.#height = this.#frames[this.#frames.length - 1].height;
          firstCost = this.#endRun(firstCost);
          this.#startRun(false);
          continue;
        }
        case OP.end: {
          const frame = this.#frames.pop() as Frame;
          this.#height = frame.height;
          this.#push(frame.results);
          if (this.#frames.length === 0) return { firstCost: this.#endRun(firstCost) };
          this.#copy(start, 1);
          firstCost = this.#endRun(firstCost);
          this.#startRun(false);
          continue;
        }
        case OP.brIf:
          this.#u32();
          this.#pop(1);
          this.#copy(start, COST[op]);
          firstCost = this.#endRun(firstCost);
          this.#startRun(false);
          continue;
        case OP.return:
          this.#run.byte(OP.br).u32(this.#frames.length - 1);
          this.#runCost += COST[op];
          this.#unreachable();
          continue;
        case OP.br:
          this.#u32();
          this.#copy(start, COST[op]);
          this.#unreachable();
          continue;
        case OP.unreachable:
          this.#copy(start, COST[op]);
          this.#unreachable();
          continue;
        case OP.call: {
          this.#hasCalls = true;
          const callee = this.#u32();
          const imported = this.#module.imports.length;
          const type =
            callee < imported
              ? this.#module.imports[callee].type
              : this.#module.functions[callee - imported].type;
          this.#called(type);
          this.#copy(start, COST[op]);
          continue;
        }
        case OP.memoryGrow:
          this.#at++;
          this.#chargeGrow();
          this.#copy(start, COST[op]);
          continue;
      }
      this.#other(op, start);
    }
  }

  #other(op: number, start: number): void {
    switch (IMMEDIATE[op]) {
      case INDEX:
        this.#u32();
        break;
      case MEMARG:
        this.#u32();
        this.#u32();
        break;
      case I32_CONST:
      case I64_CONST:
        while (this.#bytes[this.#at++] >= 128);
        break;
      case F32_CONST:
        this.#at += 4;
        break;
      case F64_CONST:
        this.#at += 8;
        break;
      case MEMORY_INDEX:
        this.#at++;
        break;
      case BR_TABLE: {
        const count = this.#u32();
        for (let i = 0; i <= count; i++) this.#u32();
        this.#pop(1);
        this.#copy(start, COST[op]);
        this.#unreachable();
        return;
      }
      case CALL_INDIRECT: {
        this.#hasCalls = true;
        const type = this.#u32();
        this.#at++;
        this.#pop(1);
        this.#called(type);
        this.#copy(start, COST[op]);
        return;
      }
      case PREFIX:
        this.#prefixed(start);
        return;
      default:
        assert(
          IMMEDIATE[op] !== 0 && IMMEDIATE[op] !== BLOCK,
          "the gate has let only known instructions pass",
        );
    }
    this.#pop(POPS[op]);
    this.#push(PUSHES[op]);
    this.#copy(start, COST[op]);
  }

  #prefixed(start: number): void {
    const op = this.#u32();
    if (op <= SATURATING_MAX) {
      this.#copy(start, COST[OP.prefix]);
      return;
    }
    assert(op === MEMORY_COPY || op === MEMORY_FILL, "the gate has let only known instructions pass");
    this.#at += op === MEMORY_COPY ? 2 : 1;
    this.#pop(3);
    this.#usesScratch = true;
    // The length lies on top: fuel falls by its eighth before anything moves.
    const { fuel } = this.#globals;
    const run = this.#run;
    run.byte(OP.localSet).u32(this.#scratch);
    run.byte(OP.globalGet).u32(fuel);
    run.byte(OP.localGet).u32(this.#scratch).byte(OP.i64ExtendI32U);
    run.byte(OP.i64Const).positive(Number(BULK_SHIFT)).byte(OP.i64ShrU).byte(OP.i64Sub);
    run.byte(OP.globalSet).u32(fuel);
    this.#check(run);
    run.byte(OP.localGet).u32(this.#scratch);
    this.#copy(start, COST[OP.prefix]);
  }

  /** Pages beyond the maximum cost nothing: the memory does not grow then. */
  #chargeGrow(): void {
    this.#usesScratch = true;
    const { fuel, maxPages } = this.#globals;
    const run = this.#run;
    run.byte(OP.localTee).u32(this.#scratch);
    run
      .byte(OP.i32Const)
      .positive(maxPages + 1)
      .byte(OP.i32LtU)
      .byte(OP.if)
      .byte(0x40);
    run.byte(OP.globalGet).u32(fuel);
    run.byte(OP.localGet).u32(this.#scratch).byte(OP.i64ExtendI32U);
    run.byte(OP.i64Const).positive(PAGE_FUEL).byte(OP.i64Mul).byte(OP.i64Sub);
    run.byte(OP.globalSet).u32(fuel);
    this.#check(run);
    run.byte(OP.end);
    run.byte(OP.localGet).u32(this.#scratch);
  }

  #startRun(isChecked: boolean): void {
    this.#run.length = 0;
    this.#runCost = 0;
    this.#runIsChecked = isChecked;
  }

  /** Writes the run with its charge before it. The first run's cost is returned instead: the function's entry charges it. */
  #endRun(firstCost: number): number {
    const cost = this.#runCost;
    if (firstCost >= 0 && (cost > 0 || this.#runIsChecked)) this.#charge(this.#out, cost, this.#runIsChecked);
    this.#out.slice(this.#run.bytes, 0, this.#run.length);
    this.#startRun(false);
    return firstCost >= 0 ? firstCost : cost;
  }

  #charge(out: Output, cost: number, isChecked: boolean): void {
    const { fuel } = this.#globals;
    out
      .byte(OP.globalGet)
      .u32(fuel)
      .byte(OP.i64Const)
      .positive(Math.max(1, cost))
      .byte(OP.i64Sub)
      .byte(OP.globalSet)
      .u32(fuel);
    if (isChecked) this.#check(out);
  }

  /** Traps when fuel is below zero. */
  #check(out: Output): void {
    out.byte(OP.globalGet).u32(this.#globals.fuel).byte(OP.i64Const).byte(0).byte(OP.i64LtS);
    out.byte(OP.if).byte(0x40).byte(OP.unreachable).byte(OP.end);
  }

  #enter(out: Output, units: number): void {
    const { depth } = this.#globals;
    out
      .byte(OP.globalGet)
      .u32(depth)
      .byte(OP.i32Const)
      .positive(units)
      .byte(OP.i32Add)
      .byte(OP.globalSet)
      .u32(depth);
    out.byte(OP.globalGet).u32(depth).byte(OP.i32Const).positive(STACK_UNITS_MAX).byte(OP.i32GtS);
    out.byte(OP.if).byte(0x40).byte(OP.unreachable).byte(OP.end);
  }

  #leave(out: Output, units: number): void {
    const { depth } = this.#globals;
    out
      .byte(OP.globalGet)
      .u32(depth)
      .byte(OP.i32Const)
      .positive(units)
      .byte(OP.i32Sub)
      .byte(OP.globalSet)
      .u32(depth);
  }

  #copy(start: number, cost: number): void {
    this.#run.slice(this.#bytes, start, this.#at);
    this.#runCost += cost;
  }

  #open(blockType: number): void {
    this.#frames.push({ height: this.#height, results: blockType === 0x40 ? 0 : 1 });
  }

  #called(type: number): void {
    const { params, results } = this.#module.types[type];
    this.#pop(params.length);
    this.#push(results.length);
  }

  /** Never below what the block found: after a jump the operands may be of any number. */
  #pop(count: number): void {
    this.#height = Math.max(this.#frames[this.#frames.length - 1].height, this.#height - count);
  }

  #push(count: number): void {
    this.#height += count;
    if (this.#height > this.#highest) this.#highest = this.#height;
  }

  #unreachable(): void {
    this.#height = this.#frames[this.#frames.length - 1].height;
  }

  #u32(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }
}

function valueTypeByte(type: string): number {
  return type === "i32" ? 0x7f : type === "i64" ? 0x7e : type === "f32" ? 0x7d : 0x7c;
}
