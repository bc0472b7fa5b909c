/** Modules with any imports, with changed exports, or without memory. */
import assert from "node:assert/strict";
import {
  body,
  bytesOf,
  exported,
  FUNCREF,
  FUNCTION_KIND,
  I32,
  I64,
  type NestedBytes,
  name,
  plainService,
} from "./binary.ts";

export const EXTERNREF = 0x6f;

export const imported = (
  module: string,
  field: string,
  kind: number,
  ...type: readonly NestedBytes[]
): NestedBytes => [name(module), name(field), kind, type];

/** A service that imports a function () -> () of that name. */
export const importing = (module: string, field: string) =>
  plainService({ imports: [imported(module, field, 0, 0)] });

export function withoutMemory(imports: readonly NestedBytes[]): Uint8Array {
  return plainService({ memory: null, imports, importedFunctions: 0 });
}

/** The types of values in the binary format. */
export const VALUES: Readonly<Record<string, number>> = { i32: I32, i64: I64 };

/** The module with a name replaced by another of the same length. Throws if it lacks the name. */
export function renamed(module: Uint8Array, from: string, to = `x${from.slice(1)}`): Uint8Array {
  const at = Buffer.from(module).indexOf(Buffer.from(bytesOf(name(from))));
  assert.ok(at >= 0, `the module has no name ${from}`);
  const changed = module.slice();
  changed.set(new TextEncoder().encode(to), at + 1);
  return changed;
}

/**
 * A service with an export of the ABI that has another type or kind. It replaces the right one if that is
 * required.
 */
export function withExport(
  title: string,
  isRequired: boolean,
  as: NestedBytes,
  code: NestedBytes = 0x00,
): Uint8Array {
  const placeholder = title.replace(/.$/, "~");
  const isKind = typeof as === "number";
  const index = isKind ? 0 : 2;
  const bytes = plainService({
    table: [FUNCREF, 0, 0],
    globals: [[I32, 0, 0x41, 0, 0x0b]],
    types: isKind ? [] : [as],
    functions: isKind ? [] : [{ type: 2, body: body(code) }],
    exports: [exported(placeholder, isKind ? as : FUNCTION_KIND, index)],
  });
  const freed = isRequired ? renamed(bytes, title) : bytes;
  return renamed(freed, placeholder, title);
}
