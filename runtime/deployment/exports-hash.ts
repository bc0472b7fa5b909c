/**
 * What a module exports, in one hash: a manifest can state it, and whoever installs the module sees whether
 * that is so.
 */
import type { GatedModule } from "../sandbox/gate/gate.ts";
import { sha256 } from "./chunks.ts";

/** Of exports that are not functions, as the kinds of WebAssembly's binary format number them. */
const KINDS = ["func", "table", "memory", "global", "tag"];

/** SHA-256 of lines "name:func(i32,i64)->(i32)" in the order of their bytes, each with its end. */
export function exportsHashOf(module: GatedModule): Uint8Array {
  return sha256(Buffer.from(exportLines(module).join("")));
}

function exportLines({ exports, imports, functions, types }: GatedModule): string[] {
  const typeOf = (index: number) => {
    const { params, results } =
      types[index < imports.length ? imports[index].type : functions[index - imports.length].type];
    return `(${params.join(",")})->(${results.join(",")})`;
  };
  return exports
    .map(({ name, kind, index }) => `${name}:${KINDS[kind]}${kind === 0 ? typeOf(index) : ""}\n`)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
