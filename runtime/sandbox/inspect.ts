/** What the gate says of a module, for `prost inspect`. */
import { CAPABILITIES, type Capability, EXPORTS } from "../../abi/imports.ts";
import { type GatedModule, gate, type RefusalCode } from "./gate.ts";

export interface Inspection {
  readonly ok: boolean;
  /** Null: accepted. */
  readonly code: RefusalCode | null;
  readonly detail: string;
  readonly imports: readonly { readonly name: string; readonly capability: Capability | null }[];
  /** The capabilities its imports and exports need. */
  readonly capabilities: readonly Capability[];
  readonly exports: readonly string[];
  /** In pages of 64 KiB. */
  readonly memory: { readonly min: number; readonly max: number | null } | null;
  readonly functions: number;
  readonly bytes: number;
}

export function inspectModule(bytes: Uint8Array): Inspection {
  const verdict = gate(bytes);
  if (!verdict.ok) {
    const { code, detail } = verdict;
    return {
      ok: false,
      code,
      detail,
      imports: [],
      capabilities: [],
      exports: [],
      memory: null,
      functions: 0,
      bytes: bytes.length,
    };
  }
  const { imports, exports, memory, functions } = verdict.module;
  return {
    ok: true,
    code: null,
    detail: "",
    imports: imports.map(({ name, capability }) => ({ name, capability })),
    capabilities: capabilitiesOf(verdict.module),
    exports: exports.map(({ name }) => name),
    memory,
    functions: functions.length,
    bytes: bytes.length,
  };
}

function capabilitiesOf({ imports, exports }: GatedModule): Capability[] {
  const needed = new Set<Capability>();
  for (const { capability } of imports) if (capability !== null) needed.add(capability);
  for (const { name } of exports) {
    const capability = EXPORTS.get(name)?.capability ?? null;
    if (capability !== null) needed.add(capability);
  }
  return CAPABILITIES.filter((capability) => needed.has(capability));
}
