/**
 * The profile of the gate, prost-gate-1: the limits of a module. abi/README.md lists them with the allowed
 * features.
 */
import { MEMORY_PAGES_MAX } from "../../../abi/abi.ts";

/** The name of the profile. It changes with the limits or the allowed features: nodes report it. */
export const GATE_PROFILE = "prost-gate-1";

/**
 * Maximum counts and sizes of a module and its parts. Sizes are in bytes, `memory` in pages of 64 KiB,
 * `table` and `elements` in table entries.
 *
 * A slot is a local or an operand on the stack. Compilers copy the state of all slots for each block and each
 * branch: V8's baseline compiler keeps a copy for each block (16 bytes a slot and more) until it has finished
 * the function, and its optimizing compiler stores a copy for each branch at the places where branches meet.
 * Without a limit on slots, 64 KiB of code take gigabytes of memory to compile. So slots are counted at each
 * block and branch: for all blocks that are open at a time (`slotsNested`), for a function (`slotCopies`),
 * and for the module (`slotCopiesInAll`). The highest need seen in a compiler's output is a quarter of the
 * limit (an interpreter's loop in C, compiled without optimization). `npm run bench -- gate` shows the cost
 * of compiling a module at all of these limits.
 */
export const GATE_LIMITS = {
  module: 1024 * 1024,
  types: 1_000,
  params: 32,
  results: 1,
  imports: 64,
  functions: 4_096,
  tables: 1,
  table: 4_096,
  memories: 1,
  memory: MEMORY_PAGES_MAX,
  globals: 512,
  exports: 256,
  name: 128,
  elementSegments: 512,
  elements: 8_192,
  segments: 4_096,
  locals: 512,
  localsInAll: 65_536,
  stack: 1_024,
  nesting: 256,
  slotsNested: 32_768,
  slotCopies: 500_000,
  slotCopiesInAll: 8_000_000,
  body: 65_536,
  branchTargets: 1_024,
  branchTargetsInAll: 65_536,
  customSection: 65_536,
} as const;

export type GateLimit = keyof typeof GATE_LIMITS;

/** The use of each limit by a module. */
export type GateUsage = Readonly<Record<GateLimit, number>>;

const NO_USAGE = Object.fromEntries(Object.keys(GATE_LIMITS).map((limit) => [limit, 0])) as GateUsage;

export function noUsage(): Record<GateLimit, number> {
  return { ...NO_USAGE };
}

/** Reserved for exports that the instrumentation adds. */
export const RESERVED_PREFIX = "prost:";
