/**
 * The instructions of profile prost-gate-1: WebAssembly 1.0 with sign extension, saturating conversions,
 * memory.copy and memory.fill. For each opcode: its immediates, its effect on the operand stack, its cost.
 */

// Kinds of immediates. The hot loops (body-decoder.ts, instrument/metering.ts) have them as literals: for a
// switch over names of another module, V8 compiles a chain of comparisons instead of a jump table, which took
// two thirds of the gate's time.
export const NONE = 1;
export const BLOCK = 2;
export const INDEX = 3;
export const MEMARG = 4;
export const I32_CONST = 5;
export const I64_CONST = 6;
export const F32_CONST = 7;
export const F64_CONST = 8;
export const BR_TABLE = 9;
export const CALL_INDIRECT = 10;
export const MEMORY_INDEX = 11;
export const PREFIX = 12;

/** The kind of immediates, by opcode. 0: the opcode is not in the profile. */
export const IMMEDIATE = new Uint8Array(256);
/** Number of operands that an opcode pops and pushes; 0 if more than the opcode decides it. */
export const POPS = new Uint8Array(256);
export const PUSHES = new Uint8Array(256);
/** 1 if the opcode computes a value or an address, which an optimizing compiler may keep for a second use. */
export const IS_COMPUTATION = new Uint8Array(256);
/** Units of fuel, by opcode. */
export const COST = new Uint16Array(256);

export const OP = {
  unreachable: 0x00,
  nop: 0x01,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  drop: 0x1a,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32Eq: 0x46,
  i32GtS: 0x4a,
  i32LeU: 0x4d,
  i64LtS: 0x53,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i64Add: 0x7c,
  i64Sub: 0x7d,
  i64Mul: 0x7e,
  i64ShrU: 0x88,
  f64Add: 0xa0,
  f64Mul: 0xa2,
  i64ExtendI32U: 0xad,
  i64TruncF64S: 0xb0,
  f64ConvertI32U: 0xb8,
  f64ConvertI64S: 0xb9,
  prefix: 0xfc,
} as const;

/** After the prefix 0xfc: 0 to 7 are saturating conversions. */
export const SATURATING_MAX = 7;
export const MEMORY_COPY = 10;
export const MEMORY_FILL = 11;

// Fuel of an instruction, by class. A plain instruction costs 1; an instruction that touches memory or leaves
// the function costs its worst case. The times are nanoseconds for one unit in a loop of such instructions,
// with the baseline compiler (`npm run bench -- fuel`, docs/benchmarks.md, "Fuel"): a class whose loop takes
// far more than the others is too cheap. The worst may take at most 4 times a branch table.
/** At most 0.29. */
const PLAIN = 1;
/** 1.89 in a pointer chase through 16 MiB, where each load misses all caches. */
const LOAD = 64;
/** At most 0.27. */
const STORE = 16;
/** 0.35 for 64-bit remainders. */
const DIVISION = 8;
/**
 * At most 0.27. Some processors take fifty times as long if an operand or the result is a subnormal number.
 */
const FLOAT_ARITHMETIC = 32;
/** 0.54 for calls of an empty function, and for recursion. */
const CALL = 4;
/** For `call_indirect`. At most 0.27; a branch table, which costs 2 units, takes 0.50. */
const TABLE = 16;
/** 0.52 for a `memory.fill` of 0 bytes: the engine calls out of the module even if no byte is moved. */
const BULK = 256;
/** 0.57 for a `memory.grow` by 0. */
const GROW = 400;
/** For each iteration of a loop (0.28 if it is empty), and for each start of a function. */
export const LOOP_COST = 1;
export const ENTRY_COST = 1;
/** For each parameter of a call, because the call copies it. */
export const PARAM_COST = 1;
/** Number of locals that a function clears at its start for one unit. */
export const LOCALS_PER_UNIT = 4;
/** Number of bytes that memory.copy and memory.fill move for one unit, as a power of two. */
export const BULK_SHIFT = 3;
/** For each page that memory.grow adds, because the system clears it. */
export const PAGE_COST = 4_096;

function define(
  from: number,
  to: number,
  immediate: number,
  pops: number,
  pushes: number,
  cost = PLAIN,
): void {
  for (let op = from; op <= to; op++) {
    IMMEDIATE[op] = immediate;
    POPS[op] = pops;
    PUSHES[op] = pushes;
    COST[op] = cost;
  }
}

// Instructions that only mark a place are not executed.
define(OP.unreachable, OP.nop, NONE, 0, 0, 0);
define(OP.block, OP.loop, BLOCK, 0, 0, 0);
define(OP.if, OP.if, BLOCK, 1, 0);
define(OP.else, OP.else, NONE, 0, 0, 0);
define(OP.end, OP.end, NONE, 0, 0, 0);
define(OP.br, OP.br, INDEX, 0, 0);
define(OP.brIf, OP.brIf, INDEX, 1, 0);
define(OP.brTable, OP.brTable, BR_TABLE, 1, 0, 2);
define(OP.return, OP.return, NONE, 0, 0);
define(OP.call, OP.call, INDEX, 0, 0, CALL);
define(OP.callIndirect, OP.callIndirect, CALL_INDIRECT, 1, 0, TABLE);
define(OP.drop, OP.drop, NONE, 1, 0);
define(OP.select, OP.select, NONE, 3, 1);
define(OP.localGet, OP.localGet, INDEX, 0, 1);
define(OP.localSet, OP.localSet, INDEX, 1, 0);
define(OP.localTee, OP.localTee, INDEX, 1, 1);
define(OP.globalGet, OP.globalGet, INDEX, 0, 1);
define(OP.globalSet, OP.globalSet, INDEX, 1, 0);
define(0x28, 0x35, MEMARG, 1, 1, LOAD); // loads
define(0x36, 0x3e, MEMARG, 2, 0, STORE); // stores
define(OP.memorySize, OP.memorySize, MEMORY_INDEX, 0, 1, 2);
define(OP.memoryGrow, OP.memoryGrow, MEMORY_INDEX, 1, 1, GROW);
define(OP.i32Const, OP.i32Const, I32_CONST, 0, 1);
define(OP.i64Const, OP.i64Const, I64_CONST, 0, 1);
define(OP.f32Const, OP.f32Const, F32_CONST, 0, 1);
define(OP.f64Const, OP.f64Const, F64_CONST, 0, 1);
define(0x45, 0x45, NONE, 1, 1); // i32.eqz
define(0x46, 0x4f, NONE, 2, 1); // i32 comparisons
define(0x50, 0x50, NONE, 1, 1); // i64.eqz
define(0x51, 0x66, NONE, 2, 1); // i64, f32, f64 comparisons
define(0x67, 0x69, NONE, 1, 1); // i32 clz, ctz, popcnt
define(0x6a, 0x78, NONE, 2, 1); // i32 arithmetic
define(0x79, 0x7b, NONE, 1, 1); // i64 clz, ctz, popcnt
define(0x7c, 0x8a, NONE, 2, 1); // i64 arithmetic
define(0x8b, 0x91, NONE, 1, 1, 2); // f32 unary
define(0x92, 0x98, NONE, 2, 1, 2); // f32 binary
define(0x99, 0x9f, NONE, 1, 1, 2); // f64 unary
define(0xa0, 0xa6, NONE, 2, 1, 2); // f64 binary
define(0xa7, 0xbf, NONE, 1, 1, 2); // conversions
define(0xc0, 0xc4, NONE, 1, 1); // sign extension
define(OP.prefix, OP.prefix, PREFIX, 0, 0, BULK);
for (const division of [0x6d, 0x6e, 0x6f, 0x70, 0x7f, 0x80, 0x81, 0x82]) COST[division] = DIVISION;
// sqrt, add, sub, mul and div of f32 and f64.
for (const arithmetic of [0x91, 0x92, 0x93, 0x94, 0x95, 0x9f, 0xa0, 0xa1, 0xa2, 0xa3])
  COST[arithmetic] = FLOAT_ARITHMETIC;
for (let op = 0x28; op <= OP.prefix; op++)
  IS_COMPUTATION[op] = IMMEDIATE[op] === MEMARG || (IMMEDIATE[op] === NONE && PUSHES[op] === 1) ? 1 : 0;
IS_COMPUTATION[OP.select] = 1;
IS_COMPUTATION[OP.prefix] = 1;
