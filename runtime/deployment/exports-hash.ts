/**
 * A hash of a module's exports. A manifest can state it, and each node compares it when it installs the
 * module.
 */
import type { GatedModule } from "../sandbox/gate/gate.ts";
import { sha256 } from "./chunks.ts";

/** The kinds of exports, numbered as in WebAssembly's binary format. */
const KINDS = ["func", "table", "memory", "global", "tag"];

/** SHA-256 of lines "name:func(i32,i64)->(i32)", sorted by their bytes, each ended by a newline. */
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
