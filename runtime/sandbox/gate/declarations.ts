/** Readers of the small parts of a module's declarations: value types, limits, constant expressions. */
import { isValueType } from "./body-decoder.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { AnyValueType, GatedModule } from "./gated-module.ts";
import { OP } from "./opcodes.ts";
import { hexByte } from "./refusal.ts";

const VALUE_TYPES: readonly AnyValueType[] = ["f64", "f32", "i64", "i32"];
const VALUE_TYPE_FIRST = 0x7c;
const FUNCREF = 0x70;
/** Maximum number of memory pages in the WebAssembly standard. The engine refuses more. */
const STANDARD_PAGES_MAX = 65_536;

export function readValueType(reader: ByteReader): AnyValueType {
  const byte = reader.byte();
  if (!isValueType(byte))
    reader.refuse("type", `value type ${hexByte(byte)}`, "i32, i64, f32, f64", reader.at - 1);
  return VALUE_TYPES[byte - VALUE_TYPE_FIRST];
}

/** Returns the initial number of elements. */
export function readTableType(reader: ByteReader): number {
  const type = reader.byte();
  if (type !== FUNCREF)
    reader.refuse("table", `a table of type ${hexByte(type)}`, "funcref, 0x70", reader.at - 1);
  const { min, max } = readLimits(reader, "table");
  if (max !== null && max < min) reader.refuse("table", `a maximum of ${max}`, `at least the initial ${min}`);
  return min;
}

export function readMemoryType(reader: ByteReader): GatedModule["memory"] {
  const { min, max } = readLimits(reader, "memory");
  if (Math.max(min, max ?? 0) > STANDARD_PAGES_MAX)
    reader.refuse(
      "memory",
      `${Math.max(min, max ?? 0)} pages`,
      `at most ${STANDARD_PAGES_MAX}, which is 4 GiB`,
    );
  if (max !== null && max < min)
    reader.refuse("memory", `a maximum of ${max}`, `at least the initial ${min}`);
  return { min, max };
}

function readLimits(reader: ByteReader, code: "table" | "memory"): { min: number; max: number | null } {
  const flags = reader.byte();
  if (flags > 1)
    reader.refuse(
      code,
      `limits of form ${hexByte(flags)}`,
      "0 or 1: not shared, not of 64 bits",
      reader.at - 1,
    );
  const min = reader.u32();
  return { min, max: flags === 1 ? reader.u32() : null };
}

export function readGlobalType(reader: ByteReader): void {
  readValueType(reader);
  const mutable = reader.byte();
  if (mutable > 1) reader.refuse("global", `mutability ${hexByte(mutable)}`, "0 or 1", reader.at - 1);
}

/**
 * Reads a constant expression: one constant. Returns false for a `global.get`, which is well-formed, but may
 * read only an imported global, and services import no globals.
 */
export function readConstant(reader: ByteReader): boolean {
  const start = reader.at;
  let isConstant = true;
  const op = reader.byte();
  switch (op) {
    case OP.i32Const:
      reader.skipSigned(32);
      break;
    case OP.i64Const:
      reader.skipSigned(64);
      break;
    case OP.f32Const:
      reader.skip(4);
      break;
    case OP.f64Const:
      reader.skip(8);
      break;
    case OP.globalGet:
      reader.u32();
      isConstant = false;
      break;
    default:
      reader.refuse("const-expr", `opcode ${hexByte(op)}`, "one constant", start);
  }
  const end = reader.byte();
  if (end !== OP.end)
    reader.refuse("const-expr", `opcode ${hexByte(end)} after the constant`, "the end, 0x0b", reader.at - 1);
  return isConstant;
}
