/**
 * The gate: a part of the first of the three layers of isolation around a service (docs/security.md). It
 * accepts or refuses a module before V8 compiles it, by profile prost-gate-1 (profile.ts). Names are looked
 * up in Maps only, no function recurses, and no allocation depends on an unchecked length.
 */
import type { Capability } from "../../../abi/imports.ts";
import { ByteReader, type LebLog } from "./byte-reader.ts";
import type { GatedModule, GateRules } from "./gated-module.ts";
import { type DecodeOptions, ModuleDecoder } from "./module-decoder.ts";
import { type Refusal, Refused } from "./refusal.ts";
import { unpadded } from "./unpadded.ts";

export type { GatedModule, GateRules, Span } from "./gated-module.ts";
export { GATE_LIMITS, GATE_PROFILE } from "./profile.ts";
export { REFUSAL_CODES, type RefusalCode } from "./refusal.ts";

export interface GateOptions {
  /** Capabilities that the service was granted. Default: all. */
  readonly granted?: readonly Capability[];
  /** Default: `service`. */
  readonly rules?: GateRules;
}

export type GateResult = { readonly ok: true; readonly module: GatedModule } | Refusal;

/** Never throws. The checks run in this order, and the first failure is the result. */
export function gate(bytes: Uint8Array, { granted, rules = "service" }: GateOptions = {}): GateResult {
  const options = { granted: granted ?? null, rules };
  const reader = new ByteReader(bytes);
  const decoder = new ModuleDecoder(reader, options);
  try {
    const module = checkFormAndLimits(decoder);
    checkByEngine(bytes);
    checkServiceRules(decoder);
    return { ok: true, module: reader.hasPadding ? withoutPadding(bytes, reader.log(), options) : module };
  } catch (error) {
    if (error instanceof Refused) return error.toRefusal();
    throw error;
  }
}

/** Well-formed, with allowed instructions only, and within the limits of the profile. */
function checkFormAndLimits(decoder: ModuleDecoder): GatedModule {
  return decoder.module();
}

/**
 * Valid by the WebAssembly standard, types of operands included: V8 validates the bytes. Their size is
 * bounded by now.
 */
function checkByEngine(bytes: Uint8Array): void {
  if (!WebAssembly.validate(bytes)) throw invalid(bytes);
}

/** Imports, exports and capabilities of a service (service-rules.ts). */
function checkServiceRules({ rules: { breach } }: ModuleDecoder): void {
  if (breach !== null) throw breach;
}

/** The module without padding in numbers. Its new bytes are checked too. */
function withoutPadding(bytes: Uint8Array, log: LebLog, options: DecodeOptions): GatedModule {
  const dense = unpadded(bytes, log);
  const module = checkFormAndLimits(new ModuleDecoder(new ByteReader(dense), options));
  checkByEngine(dense);
  return module;
}

/** The offset in V8's message. */
const PLACE = / @\+(\d+)$/;
/** The module chooses the function name in V8's message, so the name is removed. */
const FUNCTION = /^Compiling function (#\d+)(?::".*")? failed: /s;

/** Compiles an invalid module, because the error has the reason. V8 compiles no code in that case. */
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
