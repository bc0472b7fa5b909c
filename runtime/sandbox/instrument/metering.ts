/**
 * One file: the first pass records edits, the second writes them, and both must agree on each kind of edit.
 *
 * Adds fuel and depth counting to the body of a function. The first pass over the instructions records the
 * places to change; the second copies the code between them and writes the changes.
 *
 * Fuel is charged by runs (basic blocks). If the first instruction of a run is executed, so are the others: a
 * run ends where control may leave, or may enter from elsewhere. The exact cost of its instructions is
 * charged at its start. Fuel is checked at each iteration of a loop and at each start of a function, except
 * small functions without calls and loops. Between two checks, control only moves forward through a body of
 * bounded size.
 *
 * Unreachable instructions are dropped, and LEB128 numbers are written in as few bytes as possible.
 */
import { assert } from "../../base/assert.ts";
import {
  COST,
  ENTRY_COST,
  IMMEDIATE,
  IS_COMPUTATION,
  LOCALS_PER_UNIT,
  LOOP_COST,
  MEMORY_COPY,
  MEMORY_FILL,
  OP,
  PARAM_COST,
  POPS,
  PUSHES,
  SATURATING_MAX,
} from "../gate/opcodes.ts";
import { endOfLeb, lebBytes, readU32, type WasmOutput } from "./wasm-output.ts";

/**
 * Maximum depth of nested calls, in units; a call that exceeds it traps. A unit is UNIT_BYTES of a stack
 * frame. All units together fit into the engine's stack.
 */
export const STACK_UNITS_MAX = 16_384;
const UNIT_BYTES = 48;
/** Size of a frame without its parameters, locals and operands. */
const FRAME_BYTES = 96;
/**
 * Maximum size of a frame that is not counted: a function without calls has the last frame, so a small frame
 * cannot add up.
 */
const LEAF_BYTES_MAX = 1_024;
/**
 * Maximum cost of a function without calls and loops that does not check the fuel at its start: the next
 * check of its caller is enough.
 */
const UNCHECKED_FUEL_MAX = 16;

/** The properties of a module that the metering of a body needs, by indices. */
export interface MeteredModule {
  readonly bytes: Uint8Array;
  /** By type: the number of parameters, and of results. */
  readonly params: Uint8Array;
  readonly results: Uint8Array;
  /** By type: the value type of the result, or 0x40 if there is none. */
  readonly resultType: Uint8Array;
  /** By function: the index of its type. Imported functions come first. */
  readonly typeOf: Uint16Array;
  /** Indices of globals. */
  readonly fuel: number;
  readonly depth: number;
  /** Indices of functions that charge for a length, and for pages. They return their argument. */
  readonly chargeLength: number;
  readonly chargePages: number;
}

// An edit is four numbers: the place, the kind of edit, a value, and the offset where the copy continues.
const PLACE = 0;
const WHAT = 1;
const VALUE = 2;
const RESUME = 3;
const EDIT = 4;
/** A run starts; the value is its cost. */
const RUN = 0;
/** A run starts at the head of a loop that is a target of branches; the value is its cost. */
const LOOP_RUN = 1;
/** The function's first run starts; the value is its cost. */
const FIRST_RUN = 2;
/** A return; the value is the number of blocks open around it. */
const RETURN = 3;
/** Bytes are dropped. */
const DROP = 4;
/** A LEB128 number ends here; the value is its last byte. */
const LEB_END = 5;
/** A call; the value is the index of the function. */
const CALL = 6;

const FUNCTION_FRAME = 0;
const BLOCK_FRAME = 1;
const LOOP_FRAME = 2;
const IF_FRAME = 3;
const ELSE_FRAME = 4;

const EMPTY_BLOCK = 0x40;
/** The gate allows 256 nested blocks. */
const FRAMES_MAX = 512;
/** Maximum size of the code that an edit writes, in bytes. */
const EDIT_BYTES_MAX = 64;
const NO_RUN = -1;

/** One class: its fields are the state of one pass over a body, reused from body to body. */
export class BodyMeter {
  readonly #module: MeteredModule;
  readonly #bytes: Uint8Array;
  #edits = new Int32Array(EDIT * 256);
  #editsLength = 0;
  #usesHelpers = false;

  // The open blocks, from the outermost.
  readonly #frameKind = new Uint8Array(FRAMES_MAX);
  readonly #frameHeight = new Int32Array(FRAMES_MAX);
  readonly #frameResults = new Uint8Array(FRAMES_MAX);
  readonly #isTargeted = new Uint8Array(FRAMES_MAX);
  /** The run before a loop or an `if`. */
  readonly #runBefore = new Int32Array(FRAMES_MAX);
  /**
   * The first run of a loop or of the first arm of an `if`; the first run of the second arm; the last run of
   * the first arm.
   */
  readonly #firstRun = new Int32Array(FRAMES_MAX);
  readonly #elseRun = new Int32Array(FRAMES_MAX);
  readonly #thenEnd = new Int32Array(FRAMES_MAX);
  #frames = 0;

  /** The current run. Its cost is added to its edit. */
  #run = NO_RUN;
  #hasCalls = false;
  #highest = 0;
  #fuelInAll = 0;
  #hasLoops = false;
  #computations = 0;

  constructor(module: MeteredModule) {
    this.#module = module;
    this.#bytes = module.bytes;
  }

  /** True if a metered body calls chargeLength or chargePages. */
  get usesHelpers(): boolean {
    return this.#usesHelpers;
  }

  /**
   * Writes the size and the metered body of a function. `start` and `end`: the body in the module's bytes.
   */
  meter(out: WasmOutput, type: number, start: number, end: number): void {
    this.#editsLength = 0;
    this.#hasCalls = false;
    this.#hasLoops = false;
    this.#highest = 0;
    this.#computations = 0;
    this.#frames = 0;
    const params = this.#module.params[type];
    const { locals, at } = this.#declarations(start);
    this.#fuelInAll = entryCost(params + locals);
    this.#run = this.#edit(at, FIRST_RUN, this.#fuelInAll, at);
    this.#open(FUNCTION_FRAME, this.#module.results[type], 0);
    this.#instructions(at, end);
    // The optimizing compiler may keep a value that two places compute, across the calls between them.
    const kept = this.#computations >>> 1;
    const frameBytes = FRAME_BYTES + 8 * (2 * params + locals + this.#highest + kept);
    const isCounted = this.#hasCalls || frameBytes > LEAF_BYTES_MAX;
    this.#write(out, type, start, end, isCounted ? Math.ceil(frameBytes / UNIT_BYTES) : 0);
  }

  #declarations(start: number): { readonly locals: number; readonly at: number } {
    const bytes = this.#bytes;
    const groups = readU32(bytes, start);
    let at = this.#leb(start);
    let locals = 0;
    for (let i = 0; i < groups; i++) {
      locals += readU32(bytes, at);
      at = this.#leb(at) + 1;
    }
    return { locals, at };
  }

  // The first pass.

  /** Reads all reachable instructions up to `end`, the end of the body. */
  #instructions(start: number, end: number): void {
    const bytes = this.#bytes;
    const module = this.#module;
    const costs = COST;
    const immediates = IMMEDIATE;
    const pops = POPS;
    const pushes = PUSHES;
    const computing = IS_COMPUTATION;
    let at = start;
    let height = 0;
    let cost = 0;
    let computations = 0;
    while (at < end) {
      const op = bytes[at++];
      cost += costs[op];
      switch (immediates[op]) {
        case 3: // INDEX
          if (op === OP.call) {
            const type = module.typeOf[readU32(bytes, at)];
            height = this.#called(height, type);
            cost += PARAM_COST * module.params[type];
          } else if (op === OP.brIf || op === OP.br) {
            this.#target(readU32(bytes, at));
          }
          at = bytes[at] < 128 ? at + 1 : this.#leb(at);
          if (op === OP.br) {
            at = this.#dead(at, end, cost);
            cost = 0;
          } else if (op === OP.brIf) {
            this.#endRun(cost);
            cost = 0;
            this.#run = this.#edit(at, RUN, 0, at);
          }
          break;
        case 4: // MEMARG
          at = bytes[at] < 128 ? at + 1 : this.#leb(at);
          at = bytes[at] < 128 ? at + 1 : this.#leb(at);
          break;
        case 5: // I32_CONST
        case 6: // I64_CONST
          at = bytes[at] < 128 ? at + 1 : this.#leb(at, true);
          break;
        case 7: // F32_CONST
          at += 4;
          break;
        case 8: // F64_CONST
          at += 8;
          break;
        case 2: {
          // BLOCK
          const results = bytes[at++] === EMPTY_BLOCK ? 0 : 1;
          if (op === OP.block) {
            this.#open(BLOCK_FRAME, results, height);
            break;
          }
          this.#endRun(cost);
          cost = 0;
          const before = this.#run;
          this.#run = this.#edit(at, op === OP.loop ? LOOP_RUN : RUN, 0, at);
          const frame = this.#open(op === OP.loop ? LOOP_FRAME : IF_FRAME, results, height - POPS[op]);
          this.#runBefore[frame] = before;
          this.#firstRun[frame] = this.#run;
          break;
        }
        case 9: {
          // BR_TABLE
          const count = readU32(bytes, at);
          at = this.#leb(at);
          for (let i = 0; i <= count; i++) {
            this.#target(readU32(bytes, at));
            at = this.#leb(at);
          }
          at = this.#dead(at, end, cost);
          cost = 0;
          break;
        }
        case 10: {
          // CALL_INDIRECT
          const type = readU32(bytes, at);
          at = this.#leb(at) + 1;
          height = this.#called(height, type);
          cost += PARAM_COST * module.params[type];
          break;
        }
        case 11: // MEMORY_INDEX
          if (op === OP.memoryGrow) this.#call(at - 1, module.chargePages);
          at++;
          break;
        case 12: {
          // PREFIX
          const which = readU32(bytes, at);
          if (which > SATURATING_MAX) {
            assert(which === MEMORY_COPY || which === MEMORY_FILL, "the gate lets no other pass");
            this.#call(at - 1, module.chargeLength);
            at = this.#leb(at) + (which === MEMORY_COPY ? 2 : 1);
            height -= 3;
          } else {
            at = this.#leb(at);
          }
          break;
        }
        default:
          switch (op) {
            case OP.else: {
              this.#endRun(cost);
              cost = 0;
              height = this.#else(at);
              break;
            }
            case OP.end: {
              this.#endRun(cost);
              cost = 0;
              height = this.#end(at);
              break;
            }
            case OP.return:
              this.#edit(at - 1, RETURN, this.#frames - 1, at);
              this.#isTargeted[0] = 1;
              at = this.#dead(at, end, cost);
              cost = 0;
              break;
            case OP.unreachable:
              at = this.#dead(at, end, cost);
              cost = 0;
              break;
            default:
              assert(IMMEDIATE[op] !== 0, "the gate lets only known instructions pass");
          }
      }
      computations += computing[op];
      height += pushes[op] - pops[op];
      if (height > this.#highest) this.#highest = height;
    }
    this.#computations = computations;
  }

  #open(kind: number, results: number, height: number): number {
    const frame = this.#frames++;
    this.#frameKind[frame] = kind;
    this.#frameResults[frame] = results;
    this.#frameHeight[frame] = height;
    this.#isTargeted[frame] = 0;
    return frame;
  }

  #target(label: number): void {
    this.#isTargeted[this.#frames - 1 - label] = 1;
  }

  #called(height: number, type: number): number {
    this.#hasCalls = true;
    return height - this.#module.params[type] + this.#module.results[type];
  }

  #call(at: number, helper: number): void {
    this.#usesHelpers = true;
    this.#edit(at, CALL, helper, at);
  }

  #endRun(cost: number): void {
    if (this.#run !== NO_RUN) this.#edits[this.#run + VALUE] += cost;
    this.#fuelInAll += cost;
  }

  /** Drops the unreachable code from `at` to the end of the block. Returns the offset of that end. */
  #dead(at: number, end: number, cost: number): number {
    this.#endRun(cost);
    this.#run = NO_RUN;
    const next = endOfDeadCode(this.#bytes, at, end);
    if (next > at) this.#edit(at, DROP, 0, next);
    return next;
  }

  /** Starts the second arm of an `if`. Returns the height of the operand stack there. */
  #else(at: number): number {
    const frame = this.#frames - 1;
    this.#frameKind[frame] = ELSE_FRAME;
    this.#thenEnd[frame] = this.#run;
    this.#run = this.#edit(at, RUN, 0, at);
    this.#elseRun[frame] = this.#run;
    return this.#frameHeight[frame];
  }

  /** Closes a block. Returns the height of the operand stack after it. */
  #end(at: number): number {
    const frame = --this.#frames;
    switch (this.#frameKind[frame]) {
      case FUNCTION_FRAME:
        return 0;
      case LOOP_FRAME:
        this.#endLoop(frame);
        break;
      case ELSE_FRAME:
        this.#endElse(frame);
        break;
      case IF_FRAME:
        // Control that skipped the arm enters here.
        this.#run = NO_RUN;
        break;
      default:
        if (this.#isTargeted[frame] === 1) this.#run = NO_RUN;
    }
    if (this.#run === NO_RUN) this.#run = this.#edit(at, RUN, 0, at);
    return this.#frameHeight[frame] + this.#frameResults[frame];
  }

  /**
   * Closes a loop. No branch enters at its end. A loop that no branch targets does not iterate: its first run
   * continues the run before it.
   */
  #endLoop(frame: number): void {
    if (this.#isTargeted[frame] === 1) {
      this.#hasLoops = true;
      return;
    }
    const edits = this.#edits;
    const first = this.#firstRun[frame];
    const before = this.#runBefore[frame];
    edits[first + WHAT] = RUN;
    edits[before + VALUE] += edits[first + VALUE];
    edits[first + VALUE] = 0;
    if (this.#run === first) this.#run = before;
  }

  /**
   * Closes an `if` with two arms. The cost that both arms have in common is charged in the run before them.
   * If one arm does not reach the end, and no branch targets the end, the code after the end continues the
   * run of the other arm.
   */
  #endElse(frame: number): void {
    const edits = this.#edits;
    const thenRun = this.#firstRun[frame];
    const elseRun = this.#elseRun[frame];
    const common = Math.min(edits[thenRun + VALUE], edits[elseRun + VALUE]);
    edits[this.#runBefore[frame] + VALUE] += common;
    edits[thenRun + VALUE] -= common;
    edits[elseRun + VALUE] -= common;
    const thenEnd = this.#thenEnd[frame];
    if (this.#isTargeted[frame] === 1) this.#run = NO_RUN;
    else if (this.#run === NO_RUN) this.#run = thenEnd;
    else if (thenEnd !== NO_RUN) this.#run = NO_RUN;
  }

  /** Reads over a number, and records its padding, if any. Returns the offset of its end. */
  #leb(at: number, isSigned = false): number {
    const end = endOfLeb(this.#bytes, at);
    if (end === at + 1) return end;
    const length = lebBytes(this.#bytes, at, end, isSigned);
    if (length < end - at) this.#edit(at + length - 1, LEB_END, this.#bytes[at + length - 1] & 127, end);
    return end;
  }

  #edit(place: number, what: number, value: number, resume: number): number {
    const at = this.#editsLength;
    if (at + EDIT > this.#edits.length) {
      const grown = new Int32Array(2 * this.#edits.length);
      grown.set(this.#edits);
      this.#edits = grown;
    }
    const edits = this.#edits;
    edits[at + PLACE] = place;
    edits[at + WHAT] = what;
    edits[at + VALUE] = value;
    edits[at + RESUME] = resume;
    this.#editsLength = at + EDIT;
    return at;
  }

  // The second pass.

  #write(out: WasmOutput, type: number, start: number, end: number, units: number): void {
    const bytes = this.#bytes;
    const edits = this.#edits;
    const sized = out.beginSized();
    // A return must reach the code that subtracts the frame from the depth.
    const isWrapped = units > 0 && this.#isTargeted[0] === 1;
    let from = start;
    for (let i = 0; i < this.#editsLength; i += EDIT) {
      const what = edits[i + WHAT];
      const value = edits[i + VALUE];
      if (what === RUN && value === 0) continue;
      const place = edits[i + PLACE];
      out.room(place - from + EDIT_BYTES_MAX);
      out.copy(bytes, from, place);
      from = edits[i + RESUME];
      switch (what) {
        case RUN:
          this.#charge(out, value);
          break;
        case LOOP_RUN:
          this.#charge(out, LOOP_COST + value);
          this.#check(out);
          break;
        case FIRST_RUN:
          this.#enter(out, value, units);
          if (isWrapped) out.byte(OP.block).byte(this.#module.resultType[type]);
          break;
        case RETURN:
          if (isWrapped) out.byte(OP.br).u32(value);
          else out.byte(OP.return);
          break;
        case LEB_END:
          out.byte(value);
          break;
        case CALL:
          out.byte(OP.call).u32(value);
          break;
      }
    }
    out.copy(bytes, from, end - 1);
    out.room(EDIT_BYTES_MAX);
    if (isWrapped) out.byte(OP.end);
    if (units > 0) this.#addDepth(out, units, OP.i32Sub);
    out.byte(OP.end);
    out.endSized(sized);
  }

  #enter(out: WasmOutput, cost: number, units: number): void {
    this.#charge(out, cost);
    if (this.#hasCalls || this.#hasLoops || this.#fuelInAll > UNCHECKED_FUEL_MAX) this.#check(out);
    if (units === 0) return;
    const { depth } = this.#module;
    this.#addDepth(out, units, OP.i32Add);
    out.byte(OP.globalGet).u32(depth).byte(OP.i32Const).positive(STACK_UNITS_MAX).byte(OP.i32GtS);
    trapIf(out);
  }

  #charge(out: WasmOutput, cost: number): void {
    const { fuel } = this.#module;
    out.byte(OP.globalGet).u32(fuel).byte(OP.i64Const).positive(cost);
    out.byte(OP.i64Sub).byte(OP.globalSet).u32(fuel);
  }

  #check(out: WasmOutput): void {
    checkFuel(out, this.#module.fuel);
  }

  #addDepth(out: WasmOutput, units: number, op: number): void {
    const { depth } = this.#module;
    out.byte(OP.globalGet).u32(depth).byte(OP.i32Const).positive(units).byte(op);
    out.byte(OP.globalSet).u32(depth);
  }
}

/** The cost of starting a function: at least 1, so that no call is free. */
function entryCost(locals: number): number {
  return ENTRY_COST + Math.ceil(locals / LOCALS_PER_UNIT);
}

/** Traps if the fuel is below zero. */
export function checkFuel(out: WasmOutput, fuel: number): void {
  out.byte(OP.globalGet).u32(fuel).byte(OP.i64Const).byte(0).byte(OP.i64LtS);
  trapIf(out);
}

function trapIf(out: WasmOutput): void {
  out.byte(OP.if).byte(EMPTY_BLOCK).byte(OP.unreachable).byte(OP.end);
}

/** The offset of the `else` or `end` that ends the block around `start`. */
function endOfDeadCode(bytes: Uint8Array, start: number, end: number): number {
  let nesting = 0;
  let at = start;
  while (at < end) {
    const op = bytes[at];
    if (nesting === 0 && (op === OP.end || op === OP.else)) return at;
    if (op === OP.end) nesting--;
    at++;
    switch (IMMEDIATE[op]) {
      case 2: // BLOCK
        nesting++;
        at++;
        break;
      case 3: // INDEX
      case 5: // I32_CONST
      case 6: // I64_CONST
        at = endOfLeb(bytes, at);
        break;
      case 4: // MEMARG
        at = endOfLeb(bytes, endOfLeb(bytes, at));
        break;
      case 7: // F32_CONST
        at += 4;
        break;
      case 8: // F64_CONST
        at += 8;
        break;
      case 9: // BR_TABLE
        for (let left = readU32(bytes, at) + 2; left > 0; left--) at = endOfLeb(bytes, at);
        break;
      case 10: // CALL_INDIRECT
        at = endOfLeb(bytes, at) + 1;
        break;
      case 11: // MEMORY_INDEX
        at++;
        break;
      case 12: {
        // PREFIX
        const which = readU32(bytes, at);
        at = endOfLeb(bytes, at) + (which === MEMORY_COPY ? 2 : which === MEMORY_FILL ? 1 : 0);
        break;
      }
    }
  }
  return at;
}
