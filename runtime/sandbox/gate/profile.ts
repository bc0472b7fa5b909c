/** Profile prost-gate-1: the ceilings a module must keep to (sandbox.md, section 2.2). */
import { MEMORY_PAGES_MAX } from "../../../abi/abi.ts";

/** Raised whenever the profile or its limits change: nodes may say which they apply. */
export const GATE_PROFILE = "prost-gate-1";

/**
 * All ceilings. Sizes in bytes, memory in pages of 64 KiB.
 *
 * A slot is a local or an operand on the stack. Compilers copy the state of all slots for each block and each branch: V8's
 * baseline compiler keeps a copy of each block's (16 bytes a slot and more) until it is done with the function, and its optimizing one gives each branch's to
 * the nodes where they meet. Without a limit for that, 64 KiB of code take gigabytes to compile. So slots are counted at each
 * block and branch: those of all blocks that are open at a time, those of a function, those of the module. The most that a
 * compiler's output was seen to need is a quarter of the limit (an interpreter's loop in C, compiled without optimization).
 * `npm run bench -- gate` shows what a module at all of these limits takes to compile.
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

/** How much of each limit a module uses. */
export type GateUsage = Readonly<Record<GateLimit, number>>;

const NO_USAGE = Object.fromEntries(Object.keys(GATE_LIMITS).map((limit) => [limit, 0])) as GateUsage;

export function noUsage(): Record<GateLimit, number> {
  return { ...NO_USAGE };
}

/** Exported names that begin so are the rewrite's. */
export const RESERVED_PREFIX = "prost:";
