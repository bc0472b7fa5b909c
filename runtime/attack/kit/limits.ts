/** Modules that reach every limit of the gate's profile, and modules that are slow to gate. */
import { GATE_LIMITS } from "../../sandbox/gate/gate.ts";
import {
  body,
  bytesOf,
  custom,
  exported,
  FUNCREF,
  FUNCTION_KIND,
  functionType,
  I32,
  I64,
  joined,
  moduleOf,
  type NestedBytes,
  name,
  plainService,
  s64,
  section,
  u32,
  vector,
} from "./binary.ts";
import { padded } from "./padding.ts";

const UNREACHABLE = 0x00;
const NOP = 0x01;
const END = 0x0b;
const ADD: NestedBytes = [0x20, 0, 0x41, 1, 0x6a, 0x21, 0];
const IF: NestedBytes = [0x20, 0, 0x04, 0x40];
/** Types of a service that does nothing: () -> (), () -> (i32). */
const TYPES_BEFORE = 2;
const EXPORTS_BEFORE = 3;
const FUNCTIONS_BEFORE = 2;
/** The last of the types below. */
const WIDE_TYPE = GATE_LIMITS.types - 1;

/** The code, repeated `count` times. */
export function repeated(count: number, ...code: readonly NestedBytes[]): Uint8Array {
  const one = bytesOf(code);
  const all = new Uint8Array(one.length * count);
  for (let i = 0; i < count; i++) all.set(one, i * one.length);
  return all;
}

interface PlainFunction {
  readonly type: number;
  readonly body: Uint8Array;
}

/** A valid module, at every limit of the profile or within a tenth of it. */
export function atEveryLimit(): Uint8Array {
  const large = [...times(8, manyCopies), ...times(16, manyTargets), deeplyNested()];
  const left = GATE_LIMITS.functions - FUNCTIONS_BEFORE - large.length;
  const small = times(left, () => ({ type: 0, body: body(ADD, [[14, I32]]) }));
  const wide = functionType(Array(GATE_LIMITS.params).fill(I32), [I32]);
  const ofLength = (i: number) => `x${i}`.padEnd(GATE_LIMITS.name, "-");
  const parts = {
    types: times(GATE_LIMITS.types - TYPES_BEFORE, () => wide),
    table: [FUNCREF, 0, u32(GATE_LIMITS.table)],
    memory: [[0, u32(GATE_LIMITS.memory)]],
    globals: times(GATE_LIMITS.globals, () => [I64, 1, 0x42, 0, END]),
    exports: times(GATE_LIMITS.exports - EXPORTS_BEFORE, (i) => exported(ofLength(i), FUNCTION_KIND, 0)),
    elements: times(GATE_LIMITS.elementSegments, () => [
      [0, 0x41, 0, END],
      vector(times(GATE_LIMITS.elements / GATE_LIMITS.elementSegments, (i) => u32(i))),
    ]),
    data: times(GATE_LIMITS.segments, (i) => [0, 0x41, s64(2_048 + i), END, 1, 65]),
    functions: [...large, ...small],
    extra: { before: 13, bytes: custom("x", new Uint8Array(GATE_LIMITS.customSection - 2)) },
  } satisfies Parameters<typeof plainService>[0];
  return withImports(parts);
}

/** With the maximum of imports, all of one function that reads nothing: `prost.self`, (i32) -> (i32). */
function withImports(parts: Parameters<typeof plainService>[0] & { readonly types: readonly NestedBytes[] }) {
  const types = [functionType([I32], [I32]), ...parts.types.slice(1)];
  const one: NestedBytes = [name("prost"), name("self"), FUNCTION_KIND, TYPES_BEFORE];
  return plainService({ ...parts, types, imports: times(GATE_LIMITS.imports, () => one) });
}

/** 512 locals, 1,024 operands, and as many branches as 64 KiB allow with them. */
function manyCopies(): PlainFunction {
  const code = joined([
    repeated(GATE_LIMITS.stack - 8, 0x20, 1),
    repeated(320, IF, ADD, END),
    bytesOf(UNREACHABLE),
  ]);
  const room = GATE_LIMITS.body - code.length - 16;
  const filler = repeated(Math.floor(room / bytesOf(ADD).length), ADD);
  const locals = GATE_LIMITS.locals - GATE_LIMITS.params;
  return { type: WIDE_TYPE, body: body([filler, code], [[locals, I32]]) };
}

/** Four branch tables of 1,024 targets among twenty blocks. */
function manyTargets(): PlainFunction {
  const blocks = 20;
  const targets = times(GATE_LIMITS.branchTargets + 1, (i) => u32(i % blocks));
  const table = [0x02, 0x40, 0x20, 0, 0x0e, u32(GATE_LIMITS.branchTargets), targets, END];
  const code = [repeated(blocks, 0x02, 0x40), repeated(4, table), repeated(blocks, END)];
  return { type: 0, body: body([code, repeated(1_200, ADD)], [[56, I32]]) };
}

/** The nesting that is allowed with 128 locals. */
function deeplyNested(): PlainFunction {
  const depth = GATE_LIMITS.nesting - 1;
  const code = [repeated(depth, 0x03, 0x40), ADD, repeated(depth, END)];
  return { type: 0, body: body(code, [[GATE_LIMITS.slotsNested / GATE_LIMITS.nesting, I32]]) };
}

/** About a megabyte each, with one construct that is slow to gate. Some are valid, some not. */
export function slowestToGate(): readonly (readonly [what: string, module: Uint8Array])[] {
  const bodies = (one: Uint8Array, count = 15) =>
    plainService({ functions: times(count, () => ({ type: 0, body: one })) });
  const custom = (one: Uint8Array) => moduleOf(repeated(Math.floor(1_048_000 / one.length), one));
  const invalidAtLast = times(15, () => ({ type: 0, body: body(repeated(9_000, ADD), [[1, I32]]) }));
  return [
    ["all limits at once", atEveryLimit()],
    ["instructions of one byte", bodies(body(repeated(65_000, NOP)))],
    ["numbers of ten bytes", bodies(body(repeated(5_400, 0x42, s64(-1, 10), 0x1a)))],
    ["numbers of five bytes", bodies(body(repeated(9_300, 0x41, s64(0, 5), 0x1a)))],
    ["blocks", bodies(body(repeated(21_000, 0x02, 0x40, END)))],
    ["calls", bodies(body(repeated(32_000, 0x10, 1)))],
    ["copies of memory", bodies(body(repeated(5_900, 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 10, 0, 0)))],
    ["targets of branch tables", bodies(body(repeated(4, 0x02, 0x40, branchTable(), END)), 16)],
    ["empty custom sections", custom(section(0, name("")))],
    ["custom sections with long names", custom(section(0, name("x".repeat(GATE_LIMITS.name))))],
    ["an invalid instruction at the end", plainService({ functions: [...invalidAtLast, invalid()] })],
    ["padding throughout", padded(bodies(body(repeated(2_000, ADD, 0x42, 0, 0x1a), [[1, I32]])))],
  ];
}

function branchTable(): NestedBytes {
  return [0x41, 0, 0x0e, u32(GATE_LIMITS.branchTargets), new Uint8Array(GATE_LIMITS.branchTargets + 1)];
}

function invalid(): PlainFunction {
  return { type: 0, body: body([0x1a]) };
}

function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
