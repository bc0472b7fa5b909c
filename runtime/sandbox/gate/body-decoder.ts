/**
 * One file: a single loop decodes all instructions, and the time of the gate is the time of this loop.
 *
 * Decodes the bodies of functions: the immediates of each instruction, the nesting of blocks, and the height
 * of the operand stack. V8 checks the types of operands afterwards.
 */
import type { ByteReader } from "./byte-reader.ts";
import type { AnyFunctionType } from "./gated-module.ts";
import {
  I32_CONST,
  I64_CONST,
  IMMEDIATE,
  INDEX,
  MEMARG,
  MEMORY_COPY,
  MEMORY_FILL,
  NONE,
  OP,
  POPS,
  PUSHES,
  SATURATING_MAX,
} from "./opcodes.ts";
import { GATE_LIMITS } from "./profile.ts";
import { hexByte } from "./refusal.ts";

/** Maximum alignment of a memory access, as a power of two: the largest values have 8 bytes. */
const ALIGNMENT_MAX = 3;

// Further kinds of instructions, after the kinds of immediates in opcodes.ts. The loop has their values as
// literals.
const END = 13;
/**
 * `else`, `unreachable`, `return`. The stack is then as at the start of the block: `else` starts the second
 * arm, and the code after the other two is unreachable.
 */
const JUMP = 14;
const BRANCH = 15;
const CALL = 16;
/**
 * Instructions that only move operands: their length in bytes if each immediate has one byte, and the bits of
 * the first and of the second byte after the opcode that must be 0 for that.
 */
const STRAIGHT: ReadonlyMap<number, readonly [bytes: number, first: number, second: number]> = new Map([
  [NONE, [1, 0, 0]],
  [INDEX, [2, 0x80, 0]],
  [I32_CONST, [2, 0x80, 0]],
  [I64_CONST, [2, 0x80, 0]],
  [MEMARG, [3, 0xff & ~ALIGNMENT_MAX, 0x80]],
]);
const KIND = IMMEDIATE.slice();
KIND[OP.end] = END;
KIND[OP.else] = JUMP;
KIND[OP.unreachable] = JUMP;
KIND[OP.return] = JUMP;
KIND[OP.br] = BRANCH;
KIND[OP.brIf] = BRANCH;
KIND[OP.call] = CALL;

/**
 * All properties of an opcode in one number: reading a typed array costs more than shifting a number. Bits 0
 * and 1: number of operands that it pops. Bit 2: number of operands that it pushes. Bits 3 to 5: the length
 * of an instruction that only moves operands, 0 for other instructions. The length is valid if the next byte
 * has none of the bits in the mask at bits 8 to 15, and the byte after it none of those in the mask at bits
 * 16 to
 * 23. From bit 24: the kind.
 */
const STEP = Int32Array.from(KIND, (kind, op) => {
  const [bytes, clearInFirst, clearInSecond] = STRAIGHT.get(kind) ?? [0, 0, 0];
  return (
    POPS[op] | (PUSHES[op] << 2) | (bytes << 3) | (clearInFirst << 8) | (clearInSecond << 16) | (kind << 24)
  );
});

// Number of blocks that the instrumentation inserts to check the fuel: at the head of a loop, in
// `memory.grow`, and in `memory.copy` and `memory.fill`.
const CHECKS_OF_LOOP = 1;
const CHECKS_OF_GROW = 2;
const CHECKS_OF_BULK = 1;

const VALUE_TYPE_FIRST = 0x7c;
const VALUE_TYPE_LAST = 0x7f;
const EMPTY_BLOCK = 0x40;

/** By the index of a function or type: the numbers of operands that a call pops and pushes. */
export interface Signatures {
  readonly params: Uint8Array;
  readonly results: Uint8Array;
}

export function signaturesOf(types: readonly AnyFunctionType[]): Signatures {
  // A loop, because Uint8Array.from() takes longer than decoding a small module.
  const params = new Uint8Array(types.length);
  const results = new Uint8Array(types.length);
  for (let i = 0; i < types.length; i++) {
    params[i] = types[i].params.length;
    results[i] = types[i].results.length;
  }
  return { params, results };
}

/** The use of limits of GATE_LIMITS by function bodies: the highest of one body, or of all bodies in sum. */
interface BodyUsage {
  locals: number;
  localsInAll: number;
  stack: number;
  nesting: number;
  slotsNested: number;
  slotCopies: number;
  slotCopiesInAll: number;
  branchTargets: number;
  branchTargetsInAll: number;
}

export class BodyDecoder {
  readonly #reader: ByteReader;
  readonly #types: Signatures;
  readonly #functions: Signatures;
  readonly usage: BodyUsage = {
    locals: 0,
    localsInAll: 0,
    stack: 0,
    nesting: 0,
    slotsNested: 0,
    slotCopies: 0,
    slotCopiesInAll: 0,
    branchTargets: 0,
    branchTargetsInAll: 0,
  };
  // Of each open block: the height of the stack below it, and the number of its results.
  readonly #bases = new Uint32Array(GATE_LIMITS.nesting + 1);
  readonly #arities = new Uint8Array(GATE_LIMITS.nesting + 1);

  constructor(reader: ByteReader, types: Signatures, functions: Signatures) {
    this.#reader = reader;
    this.#types = types;
    this.#functions = functions;
  }

  /** Decodes a body, from its first group of locals to `reader.end`. */
  body(type: number): void {
    const { usage } = this;
    const locals = this.#locals(this.#types.params[type]);
    usage.locals = Math.max(usage.locals, locals);
    usage.localsInAll += locals;
    if (usage.localsInAll > GATE_LIMITS.localsInAll)
      this.#reader.refuse(
        "locals",
        `${usage.localsInAll} locals in all`,
        `at most ${GATE_LIMITS.localsInAll}`,
      );
    this.#instructions(locals, this.#types.results[type]);
    const { at, end } = this.#reader;
    if (at !== end)
      this.#reader.refuse(
        "body",
        `instructions that end at byte ${at}`,
        `the body's stated end, byte ${end}`,
      );
  }

  #locals(params: number): number {
    const reader = this.#reader;
    const groups = reader.u32();
    if (groups > GATE_LIMITS.locals)
      reader.refuse("locals", `${groups} groups of locals`, `at most ${GATE_LIMITS.locals}`);
    let locals = params;
    for (let i = 0; i < groups; i++) {
      locals += reader.u32();
      if (locals > GATE_LIMITS.locals)
        reader.refuse("locals", `${locals} locals`, `at most ${GATE_LIMITS.locals}`);
      const type = reader.byte();
      if (!isValueType(type))
        reader.refuse("type", `a local of type ${hexByte(type)}`, "i32, i64, f32, f64", reader.at - 1);
    }
    return locals;
  }

  /** The hot loop. It keeps all its state in local variables. */
  #instructions(locals: number, results: number): void {
    const reader = this.#reader;
    const { bytes, end, at: start } = reader;
    const bases = this.#bases;
    const arities = this.#arities;
    const { params: paramCounts, results: resultCounts } = this.#functions;
    const steps = STEP;
    // Before this offset, two more bytes can be read.
    const last = end - 2;
    let depth = 0;
    let base = 0;
    let height = 0;
    let highest = 0;
    let slotsNested = locals;
    let slotCopies = locals;
    let nestedMost = locals;
    let deepest = 1;
    bases[0] = 0;
    arities[0] = results;
    let at = start;
    while (depth >= 0) {
      let op: number;
      let step: number;
      // Most instructions only move operands. No branch here depends on the opcode: it would be mispredicted.
      for (;;) {
        if (at >= end) this.#refuseEnd(at);
        op = bytes[at];
        step = steps[op];
        const length = at < last ? (step >> 3) & 7 : 0;
        if (length === 0 || ((bytes[at + 1] & (step >> 8)) | (bytes[at + 2] & (step >> 16) & 255)) !== 0)
          break;
        at += length;
        height -= step & 3;
        // After a jump, any number of operands is available. Elsewhere V8 refuses an instruction that takes
        // too many.
        if (height < base) height = base;
        height += (step >> 2) & 1;
        if (height > highest) highest = height;
      }
      at++;
      height -= step & 3;
      if (height < base) height = base;
      switch (step >> 24) {
        case 0:
          reader.at = at - 1;
          this.#refuseOpcode(op);
          break;
        case 1: // NONE
          break;
        case 13: // END
          height = base + arities[depth];
          slotsNested -= locals + base;
          depth--;
          if (depth >= 0) base = bases[depth];
          break;
        case 14: // JUMP
          height = base;
          break;
        case 15: // BRANCH
          if (at < end && bytes[at] < 128) at++;
          else {
            reader.at = at;
            reader.u32();
            at = reader.at;
          }
          slotCopies += locals + height;
          if (op === OP.br) height = base;
          break;
        case 2: {
          // BLOCK
          const type = at < end ? bytes[at++] : 0;
          if (type !== EMPTY_BLOCK && !isValueType(type)) {
            reader.at = at - 1;
            reader.refuse(
              "type",
              `a block of type ${hexByte(type)}`,
              "none, or one value: i32, i64, f32, f64",
            );
          }
          depth++;
          slotsNested += locals + height;
          slotCopies += (op === OP.loop ? 1 + CHECKS_OF_LOOP : 1) * (locals + height);
          if (depth >= GATE_LIMITS.nesting || slotsNested > GATE_LIMITS.slotsNested) {
            reader.at = at - 2;
            this.#refuseNesting(depth + 1, slotsNested);
          }
          bases[depth] = height;
          arities[depth] = type === EMPTY_BLOCK ? 0 : 1;
          base = height;
          if (depth >= deepest) deepest = depth + 1;
          if (slotsNested > nestedMost) nestedMost = slotsNested;
          break;
        }
        case 3: // INDEX
          // Nearly always one byte.
          if (at < end && bytes[at] < 128) at++;
          else {
            reader.at = at;
            reader.u32();
            at = reader.at;
          }
          break;
        case 4: // MEMARG
          if (at + 1 < end && bytes[at] <= ALIGNMENT_MAX && bytes[at + 1] < 128) at += 2;
          else {
            reader.at = at;
            this.#memoryArgument();
            at = reader.at;
          }
          break;
        case 5: // I32_CONST
          if (at < end && bytes[at] < 128) at++;
          else {
            reader.at = at;
            reader.skipSigned(32);
            at = reader.at;
          }
          break;
        case 6: // I64_CONST
          if (at < end && bytes[at] < 128) at++;
          else {
            reader.at = at;
            reader.skipSigned(64);
            at = reader.at;
          }
          break;
        case 7: // F32_CONST
          reader.at = at;
          reader.skip(4);
          at = reader.at;
          break;
        case 8: // F64_CONST
          reader.at = at;
          reader.skip(8);
          at = reader.at;
          break;
        case 16: {
          // CALL
          reader.at = at;
          const callee = reader.u32();
          if (callee >= paramCounts.length)
            reader.refuse(
              "index",
              `a call of function ${callee}`,
              `functions below ${paramCounts.length}`,
              at,
            );
          at = reader.at;
          height -= paramCounts[callee];
          if (height < base) height = base;
          height += resultCounts[callee];
          break;
        }
        case 9: // BR_TABLE
          reader.at = at;
          slotCopies += this.#branchTable() * (locals + height);
          at = reader.at;
          height = base;
          break;
        case 10: {
          // CALL_INDIRECT
          reader.at = at;
          const type = reader.u32();
          if (type >= this.#types.params.length)
            reader.refuse("index", `a call of type ${type}`, `types below ${this.#types.params.length}`, at);
          // A number, not a zero byte: linkers that support several tables write it with padding.
          const table = reader.u32();
          if (table !== 0) reader.refuse("index", `a call through table ${table}`, "table 0", at);
          at = reader.at;
          height -= this.#types.params[type];
          if (height < base) height = base;
          height += this.#types.results[type];
          break;
        }
        case 11: // MEMORY_INDEX
          reader.at = at;
          this.#zero();
          if (op === OP.memoryGrow) slotCopies += CHECKS_OF_GROW * (locals + height);
          at = reader.at;
          break;
        case 12: // PREFIX
          reader.at = at;
          if (this.#prefixed() > SATURATING_MAX) {
            slotCopies += CHECKS_OF_BULK * (locals + height);
            height = Math.max(base, height - 3);
          }
          // A conversion pops one operand and pushes one.
          else if (height === base) height++;
          at = reader.at;
          break;
      }
      height += (step >> 2) & 1;
      if (height > highest) highest = height;
    }
    reader.at = at;
    this.#account(start, { highest, deepest, nestedMost, slotCopies });
  }

  /**
   * Adds a decoded body to the usage. The counts are bounded by the size of the body, so they are checked
   * only here.
   */
  #account(
    start: number,
    body: { highest: number; deepest: number; nestedMost: number; slotCopies: number },
  ): void {
    const { usage } = this;
    const reader = this.#reader;
    usage.stack = Math.max(usage.stack, body.highest);
    usage.nesting = Math.max(usage.nesting, body.deepest);
    usage.slotsNested = Math.max(usage.slotsNested, body.nestedMost);
    usage.slotCopies = Math.max(usage.slotCopies, body.slotCopies);
    usage.slotCopiesInAll += body.slotCopies;
    if (body.highest > GATE_LIMITS.stack)
      reader.refuse("stack", `${body.highest} operands on the stack`, `at most ${GATE_LIMITS.stack}`, start);
    if (body.slotCopies > GATE_LIMITS.slotCopies)
      reader.refuse(
        "slots",
        `${body.slotCopies} copies of a local or an operand, for the blocks and branches of a function`,
        `at most ${GATE_LIMITS.slotCopies}: fewer blocks and branches, or fewer locals`,
        start,
      );
    if (usage.slotCopiesInAll > GATE_LIMITS.slotCopiesInAll)
      reader.refuse(
        "slots",
        `${usage.slotCopiesInAll} copies of a local or an operand, for all blocks and branches`,
        `at most ${GATE_LIMITS.slotCopiesInAll} in all`,
        start,
      );
  }

  /**
   * Refuses an alignment above ALIGNMENT_MAX. After an alignment with bit 6, an engine with several memories
   * reads a memory index, so it would decode other instructions than this decoder.
   */
  #memoryArgument(): void {
    const reader = this.#reader;
    const start = reader.at;
    const alignment = reader.u32();
    if (alignment > ALIGNMENT_MAX)
      reader.refuse(
        "alignment",
        `alignment ${alignment}`,
        `at most ${ALIGNMENT_MAX}: 8 bytes; there is one memory`,
        start,
      );
    reader.u32();
  }

  /** Returns the number of targets, the default included. */
  #branchTable(): number {
    const reader = this.#reader;
    const { usage } = this;
    const start = reader.at;
    const count = reader.u32();
    usage.branchTargets = Math.max(usage.branchTargets, count);
    usage.branchTargetsInAll += count;
    if (count > GATE_LIMITS.branchTargets)
      reader.refuse("branch-table", `${count} targets`, `at most ${GATE_LIMITS.branchTargets}`, start);
    if (usage.branchTargetsInAll > GATE_LIMITS.branchTargetsInAll)
      reader.refuse(
        "branch-table",
        `${usage.branchTargetsInAll} targets in all`,
        `at most ${GATE_LIMITS.branchTargetsInAll}`,
        start,
      );
    for (let i = 0; i <= count; i++) reader.u32();
    return count + 1;
  }

  /** Decodes an instruction after the prefix 0xfc. Returns its second opcode. */
  #prefixed(): number {
    const reader = this.#reader;
    const start = reader.at;
    const op = reader.u32();
    if (op <= SATURATING_MAX) return op;
    if (op !== MEMORY_COPY && op !== MEMORY_FILL)
      reader.refuse(
        "opcode",
        `opcode 0xfc ${op}`,
        "after 0xfc: saturating conversions, memory.copy, memory.fill",
        start - 1,
      );
    this.#zero();
    if (op === MEMORY_COPY) this.#zero();
    return op;
  }

  #zero(): void {
    const byte = this.#reader.byte();
    if (byte !== 0)
      this.#reader.refuse(
        "index",
        `byte ${hexByte(byte)} for the memory`,
        "0x00: there is one memory",
        this.#reader.at - 1,
      );
  }

  #refuseEnd(at: number): never {
    return this.#reader.refuse(
      "truncated",
      "the end of the body",
      "an instruction; a body ends with `end`",
      at,
    );
  }

  #refuseOpcode(op: number): never {
    return this.#reader.refuse(
      "opcode",
      `opcode ${hexByte(op)}${featureOf(op)}`,
      "WebAssembly 1.0, sign extension, saturating conversions, memory.copy and memory.fill",
    );
  }

  #refuseNesting(depth: number, slots: number): never {
    const reader = this.#reader;
    if (depth > GATE_LIMITS.nesting)
      reader.refuse("nesting", `${depth} blocks within each other`, `at most ${GATE_LIMITS.nesting}`);
    return reader.refuse(
      "nesting",
      `${depth} blocks within each other that have ${slots} locals and operands together`,
      `at most ${GATE_LIMITS.slotsNested}: less nesting, or fewer locals`,
    );
  }
}

export function isValueType(byte: number): boolean {
  return byte >= VALUE_TYPE_FIRST && byte <= VALUE_TYPE_LAST;
}

/**
 * Names the WebAssembly proposal that an opcode outside the profile belongs to, so that the author can turn
 * it off in the compiler.
 */
function featureOf(op: number): string {
  if (op === 0x06 || op === 0x07 || (op >= 0x08 && op <= 0x0a) || op === 0x18 || op === 0x19 || op === 0x1f)
    return " (exceptions)";
  if (op === 0x12 || op === 0x13) return " (tail calls)";
  if (op === 0x14 || op === 0x15) return " (typed function references)";
  if (op === 0x1c || op === 0x25 || op === 0x26 || op === 0xd0 || op === 0xd1 || op === 0xd2)
    return " (reference types)";
  if (op >= 0xd3 && op <= 0xd6) return " (garbage collection, function references)";
  if (op === 0xfb) return " (garbage collection)";
  if (op === 0xfd) return " (SIMD)";
  if (op === 0xfe) return " (threads)";
  return "";
}
