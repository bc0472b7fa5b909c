/**
 * Builds modules in the binary format byte by byte, for modules that the text format cannot express or its
 * parser cannot read.
 */

/** NestedBytes, and lists of them to be flattened. */
export type NestedBytes = number | Uint8Array | readonly NestedBytes[];

export const HEADER: readonly number[] = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
export const I32 = 0x7f;
export const I64 = 0x7e;
export const F32 = 0x7d;
export const F64 = 0x7c;
export const FUNCREF = 0x70;
export const FUNCTION_KIND = 0;
export const TABLE_KIND = 1;
export const MEMORY_KIND = 2;
export const GLOBAL_KIND = 3;

export function bytesOf(...parts: readonly NestedBytes[]): Uint8Array {
  const out = new Uint8Array(lengthOf(parts));
  let at = 0;
  const add = (part: NestedBytes): void => {
    if (typeof part === "number") out[at++] = part;
    else if (part instanceof Uint8Array) {
      out.set(part, at);
      at += part.length;
    } else for (const inner of part) add(inner);
  };
  add(parts);
  return out;
}

function lengthOf(part: NestedBytes): number {
  if (typeof part === "number") return 1;
  if (part instanceof Uint8Array) return part.length;
  let length = 0;
  for (const inner of part) length += lengthOf(inner);
  return length;
}

/** LEB128 in at least `width` bytes. */
export function u32(value: number, width = 1): number[] {
  const out: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    if (rest === 0 && out.length + 1 >= width) return [...out, low];
    out.push(low | 128);
  }
}

/** Signed LEB128 in at least `width` bytes. */
export function s64(value: number | bigint, width = 1): number[] {
  const out: number[] = [];
  let rest = BigInt(value);
  for (;;) {
    const low = Number(rest & 127n);
    rest >>= 7n;
    const isDone = (rest === 0n && (low & 64) === 0) || (rest === -1n && (low & 64) !== 0);
    if (isDone && out.length + 1 >= width) return [...out, low];
    out.push(low | 128);
  }
}

export function vector(items: readonly NestedBytes[]): NestedBytes {
  return [u32(items.length), ...items];
}

export function name(text: string): NestedBytes {
  const utf8 = new TextEncoder().encode(text);
  return [u32(utf8.length), utf8];
}

export function section(id: number, ...content: readonly NestedBytes[]): Uint8Array {
  const body = bytesOf(content);
  return joined([bytesOf(id, u32(body.length)), body]);
}

export function custom(title: string, ...content: readonly NestedBytes[]): Uint8Array {
  return section(0, name(title), ...content);
}

export function functionType(params: readonly number[], results: readonly number[] = []): NestedBytes {
  return [0x60, vector(params), vector(results)];
}

/** A function's body: groups of locals as [count, type], and instructions without the last `end`. */
export function body(
  instructions: NestedBytes,
  locals: readonly (readonly [count: number, type: number])[] = [],
): Uint8Array {
  const code = bytesOf(vector(locals.map(([count, type]) => [u32(count), type])), instructions, 0x0b);
  return joined([bytesOf(u32(code.length)), code]);
}

export function exported(title: string, kind: number, index: number): NestedBytes {
  return [name(title), kind, u32(index)];
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The header and the sections, valid or not. */
export function moduleOf(...sections: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return joined([
    bytesOf(HEADER),
    ...sections.map((one) => (one instanceof Uint8Array ? one : bytesOf(one))),
  ]);
}

interface ServiceParts {
  /** After () -> (), which is 0, and () -> (i32), which is 1. */
  readonly types?: readonly NestedBytes[];
  readonly imports?: readonly NestedBytes[];
  /** Number of imports that are functions. Default: all. */
  readonly importedFunctions?: number;
  /** Default: none. */
  readonly table?: NestedBytes;
  /** Default: an initial page. Null: none. */
  readonly memory?: readonly NestedBytes[] | null;
  readonly globals?: readonly NestedBytes[];
  readonly exports?: readonly NestedBytes[];
  readonly start?: number;
  readonly elements?: readonly NestedBytes[];
  readonly data?: readonly NestedBytes[];
  /** After `prost_abi_1` and `deliver`: the type and the body of each. */
  readonly functions?: readonly { readonly type: number; readonly body: Uint8Array }[];
  /** Inserted before the section with that id; 13: at the end. */
  readonly extra?: { readonly before: number; readonly bytes: Uint8Array };
}

/** A service that conforms to the ABI and does nothing, with additional parts. */
export function plainService(parts: ServiceParts = {}): Uint8Array {
  const more = parts.functions ?? [];
  const imported = parts.importedFunctions ?? parts.imports?.length ?? 0;
  const sections = new Map<number, Uint8Array>();
  const put = (id: number, items: readonly NestedBytes[] | null | undefined) => {
    if (items !== undefined && items !== null) sections.set(id, section(id, vector(items)));
  };
  put(1, [functionType([]), functionType([], [I32]), ...(parts.types ?? [])]);
  put(2, parts.imports);
  put(3, [u32(1), u32(0), ...more.map(({ type }) => u32(type))]);
  put(4, parts.table === undefined ? undefined : [parts.table]);
  put(5, parts.memory === undefined ? [[0x00, 0x01]] : parts.memory);
  put(6, parts.globals);
  put(7, [
    exported("memory", MEMORY_KIND, 0),
    exported("prost_abi_1", FUNCTION_KIND, imported),
    exported("deliver", FUNCTION_KIND, imported + 1),
    ...(parts.exports ?? []),
  ]);
  if (parts.start !== undefined) sections.set(8, section(8, u32(parts.start)));
  put(9, parts.elements);
  const bodies = [body([0x41, s64(1024)]), body([]), ...more.map((one) => one.body)];
  const code = joined([bytesOf(u32(bodies.length)), ...bodies]);
  sections.set(10, joined([bytesOf(10, u32(code.length)), code]));
  put(11, parts.data);
  const ordered = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11, 13];
  return moduleOf(
    ...ordered.flatMap((id) => {
      const own = sections.get(id);
      const extra = parts.extra?.before === id ? [parts.extra.bytes] : [];
      return own === undefined ? extra : [...extra, own];
    }),
  );
}
