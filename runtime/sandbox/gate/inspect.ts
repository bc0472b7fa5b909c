/**
 * The gate's result for a module, and the cost of the module on a node, for `prost inspect` and `prost
 * publish`.
 */
import { CAPABILITIES, type Capability, EXPORTS } from "../../../abi/imports.ts";
import { METERING_SCHEDULE, rewrite } from "../instrument/rewrite.ts";
import { type GatedModule, type GateOptions, gate, type RefusalCode } from "./gate.ts";
import { GATE_LIMITS, GATE_PROFILE, type GateLimit } from "./profile.ts";

export interface Inspection {
  readonly ok: boolean;
  /** Null: accepted. */
  readonly code: RefusalCode | null;
  readonly detail: string;
  readonly imports: readonly { readonly name: string; readonly capability: Capability | null }[];
  /** Capabilities that its imports and exports need. */
  readonly capabilities: readonly Capability[];
  readonly exports: readonly string[];
  /** In pages of 64 KiB. */
  readonly memory: { readonly min: number; readonly max: number | null } | null;
  readonly functions: number;
  readonly bytes: number;
  /** The use of each limit of the profile. Empty if the module is refused. */
  readonly limits: readonly LimitUse[];
}

export interface LimitUse {
  readonly limit: GateLimit;
  readonly used: number;
  readonly max: number;
}

/** The cost of running a module on a node. Times are one measurement on this machine. */
export interface ModuleCost {
  readonly profile: string;
  /** Version of the fuel costs. */
  readonly fuelSchedule: number;
  readonly bytes: number;
  readonly rewrittenBytes: number;
  /** Estimated memory of an instance, without code: at the start, and at its maximum. */
  readonly instanceBytesMin: number;
  readonly instanceBytesMax: number;
  readonly gateMs: number;
  readonly rewriteMs: number;
  readonly compileMs: number;
}

const NOTHING = {
  ok: false,
  code: null,
  detail: "",
  imports: [],
  capabilities: [],
  exports: [],
  memory: null,
  functions: 0,
  bytes: 0,
  limits: [],
} satisfies Inspection;

const PAGE_BYTES = 65_536;
/** V8's memory for an entry of a table, and for a global. */
const TABLE_ENTRY_BYTES = 24;
const GLOBAL_BYTES = 8;

export function inspectModule(bytes: Uint8Array, options: GateOptions = {}): Inspection {
  const result = gate(bytes, options);
  if (!result.ok) {
    const { code, detail } = result;
    return { ...NOTHING, code, detail, bytes: bytes.length };
  }
  const { imports, exports, memory, functions, usage } = result.module;
  return {
    ok: true,
    code: null,
    detail: "",
    imports: imports.map(({ name, capability }) => ({ name, capability })),
    capabilities: capabilitiesOf(result.module),
    exports: exports.map(({ name }) => name),
    memory: usage.memories === 0 ? null : memory,
    functions: functions.length,
    bytes: bytes.length,
    limits: (Object.keys(GATE_LIMITS) as GateLimit[]).map((limit) => ({
      limit,
      used: usage[limit],
      max: GATE_LIMITS[limit],
    })),
  };
}

/**
 * Gates, instruments and compiles a module. Null: the gate refuses it. `compile` compiles all functions at
 * once; `memoryPages` is the maximum that the node would grant.
 */
export function costOf(
  bytes: Uint8Array,
  {
    memoryPages = GATE_LIMITS.memory,
    compile = (module: Uint8Array) => void new WebAssembly.Module(module),
    ...options
  }: GateOptions & {
    readonly memoryPages?: number;
    readonly compile?: (module: Uint8Array) => void;
  } = {},
): ModuleCost | null {
  const startMs = performance.now();
  const result = gate(bytes, options);
  const gatedMs = performance.now();
  if (!result.ok) return null;
  const { memory, table, globals } = result.module;
  const rewritten = rewrite(result.module, { memoryPages });
  const rewrittenMs = performance.now();
  compile(rewritten);
  const compiledMs = performance.now();
  const beside = (table ?? 0) * TABLE_ENTRY_BYTES + globals.length * GLOBAL_BYTES;
  const pagesMax = Math.max(memory.min, Math.min(memory.max ?? memoryPages, memoryPages));
  return {
    profile: GATE_PROFILE,
    fuelSchedule: METERING_SCHEDULE,
    bytes: bytes.length,
    rewrittenBytes: rewritten.length,
    instanceBytesMin: memory.min * PAGE_BYTES + beside,
    instanceBytesMax: pagesMax * PAGE_BYTES + beside,
    gateMs: gatedMs - startMs,
    rewriteMs: rewrittenMs - gatedMs,
    compileMs: compiledMs - rewrittenMs,
  };
}

function capabilitiesOf({ rules, imports, exports }: GatedModule): Capability[] {
  const needed = new Set<Capability>();
  for (const { capability } of imports) if (capability !== null) needed.add(capability);
  for (const { name } of rules === "service" ? exports : []) {
    const capability = EXPORTS.get(name)?.capability ?? null;
    if (capability !== null) needed.add(capability);
  }
  return CAPABILITIES.filter((capability) => needed.has(capability));
}
