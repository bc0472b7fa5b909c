/**
 * Whether a module is what its manifest states. The publisher checks it before upload, each node before it
 * runs.
 */
import { type GatedModule, gate } from "../sandbox/gate/gate.ts";
import { sameBytes } from "./chunks.ts";
import { exportsHashOf } from "./exports-hash.ts";
import type { Manifest } from "./manifest.ts";
import { splitModule } from "./module-signature.ts";

export type ModuleCheck =
  | { readonly ok: true; readonly module: GatedModule }
  | {
      readonly ok: false;
      /**
       * `capability`: it imports more than the manifest names. `gate`: the gate refuses it for another
       * reason.
       */
      readonly reason: "capability" | "gate" | "exports" | "section" | "memory";
      readonly detail: string;
    };

/** `memoryPages`: the memory that the module may have, in pages of 64 KiB. */
export function checkModule(
  module: Uint8Array,
  { capabilities, exportsHash }: Pick<Manifest, "capabilities" | "exportsHash">,
  memoryPages: number,
): ModuleCheck {
  const gated = gate(module, { granted: capabilities });
  if (!gated.ok) return failed(gated.code === "capability" ? "capability" : "gate", gated.detail);
  if (exportsHash.length > 0 && !sameBytes(exportsHash, exportsHashOf(gated.module)))
    return failed("exports", "the module's exports are not those that its manifest states");
  const apart = splitModule(module);
  if (!apart.ok || apart.signatures.length > 0)
    return failed(
      "section",
      "the module has a signature section, and its hash must be that of the code alone",
    );
  const { min } = gated.module.memory;
  if (min > memoryPages)
    return failed("memory", `the module's memory starts with ${min} pages, and ${memoryPages} are granted`);
  return { ok: true, module: gated.module };
}

function failed(reason: (ModuleCheck & { ok: false })["reason"], detail: string): ModuleCheck {
  return { ok: false, reason, detail };
}
