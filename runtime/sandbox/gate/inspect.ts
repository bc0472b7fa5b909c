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
  /** Null when the module is accepted. */
  readonly code: RefusalCode | null;
  readonly detail: string;
  readonly imports: readonly { readonly name: string; readonly capability: Capability | null }[];
  /** Capabilities that the imports and exports of the module need. */
  readonly capabilities: readonly Capability[];
  readonly exports: readonly string[];
  /** In pages of 64 KiB. Null when there is no memory, or the module is refused. */
  readonly memory: { readonly min: number; readonly max: number | null } | null;
  /** Number of functions, without imported functions. */
  readonly functions: number;
  /** Size of the given module. */
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
/** Size of a table entry, and of a global, in V8's memory. */
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
 * Gates, instruments and compiles a module. Returns null if the gate refuses the module. `compile` compiles
 * all functions at once. `memoryPages` is the maximum that the node would grant.
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
  const tableAndGlobals = (table ?? 0) * TABLE_ENTRY_BYTES + globals.length * GLOBAL_BYTES;
  const pagesMax = Math.max(memory.min, Math.min(memory.max ?? memoryPages, memoryPages));
  return {
    profile: GATE_PROFILE,
    fuelSchedule: METERING_SCHEDULE,
    bytes: bytes.length,
    rewrittenBytes: rewritten.length,
    instanceBytesMin: memory.min * PAGE_BYTES + tableAndGlobals,
    instanceBytesMax: pagesMax * PAGE_BYTES + tableAndGlobals,
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
