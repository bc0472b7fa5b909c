/**
 * The first wall: what may be compiled at all. Decodes a module byte by byte, before V8 sees it, and refuses whatever is not in
 * profile prost-gate-1 (sandbox.md, section 2.2). Names are looked up in Maps only; nothing recurs; nothing is allocated by a
 * length that was not checked.
 */
import type { Capability } from "../../../abi/imports.ts";
import { ByteReader, type LebLog } from "./byte-reader.ts";
import type { GatedModule, GateRules } from "./gated-module.ts";
import { type DecodeOptions, ModuleDecoder } from "./module-decoder.ts";
import { type Refusal, Refused } from "./refusal.ts";
import { unpadded } from "./unpadded.ts";

export type { GatedFunction, GatedModule, GateRules, Span } from "./gated-module.ts";
export { GATE_LIMITS, GATE_PROFILE, RESERVED_PREFIX } from "./profile.ts";
export { REFUSAL_CODES, type Refusal, type RefusalCode } from "./refusal.ts";

export interface GateOptions {
  /** Capabilities the service was given; left out: all. */
  readonly granted?: readonly Capability[];
  /** Left out: `service`. */
  readonly rules?: GateRules;
}

export type Verdict = { readonly ok: true; readonly module: GatedModule } | Refusal;

/**
 * Refuses in this order: what is malformed or beyond a limit, as it stands in the module; what the engine's own validation
 * finds invalid; what is sound and not for nodes (imports, exports, capabilities). Never throws.
 */
export function gate(bytes: Uint8Array, { granted, rules = "service" }: GateOptions = {}): Verdict {
  const options = { granted: granted ?? null, rules };
  try {
    const reader = new ByteReader(bytes);
    const decoder = new ModuleDecoder(reader, options);
    const module = decoder.module();
    // Types of operands and all that is left: the engine's own validation, on bytes that are bounded now.
    if (!WebAssembly.validate(bytes)) throw invalid(bytes);
    if (decoder.complaint !== null) throw decoder.complaint;
    return { ok: true, module: reader.hasPadding ? withoutPadding(bytes, reader.log(), options) : module };
  } catch (error) {
    if (error instanceof Refused) return error.toRefusal();
    throw error;
  }
}

/** Decoded and validated once more, as what it is now: what the gate lets pass, it has seen. */
function withoutPadding(bytes: Uint8Array, log: LebLog, options: DecodeOptions): GatedModule {
  const dense = unpadded(bytes, log);
  const module = new ModuleDecoder(new ByteReader(dense), options).module();
  if (!WebAssembly.validate(dense)) throw invalid(dense);
  return module;
}

const PLACE = / @\+(\d+)$/;
/** The name in it, if there is one, is the module's to choose. */
const FUNCTION = /^Compiling function (#\d+)(?::".*")? failed: /s;

/** The engine says what is wrong when it is asked to compile; it does not get as far as that. */
function invalid(bytes: Uint8Array): Refused {
  try {
    new WebAssembly.Module(bytes);
  } catch (error) {
    const words = (error as Error).message.replace(/^WebAssembly\.Module\(\): /, "");
    const offset = Number(PLACE.exec(words)?.[1] ?? 0);
    return new Refused(
      "invalid",
      offset,
      words.replace(PLACE, "").replace(FUNCTION, "in function $1: "),
      "a valid module",
    );
  }
  return new Refused("invalid", 0, "a module that does not validate", "a valid module");
}
