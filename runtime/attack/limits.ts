/** Modules that are as large, as deep or as slow to look at as the profile lets any be. */
import {
  type Bytes,
  body,
  bytesOf,
  custom,
  exported,
  FUNCREF,
  FUNCTION_KIND,
  functionType,
  I32,
  I64,
  joined,
  moduleOf,
  name,
  plainService,
  s64,
  section,
  u32,
} from "./binary.ts";

const BLOCK: Bytes = [0x02, 0x40];
const LOOP: Bytes = [0x03, 0x40];
const IF: Bytes = [0x20, 0, 0x04, 0x40];
const NOP = 0x01;
const END = 0x0b;
/** Of plainService's types comes behind: () -> (i64). */
const TO_I64 = 2;
const IMPORTS = 62;
const MEBIBYTE = 1024 * 1024;

/** The same bytes so many times. */
export function repeated(count: number, ...code: readonly Bytes[]): Uint8Array {
  const one = bytesOf(code);
  const all = new Uint8Array(one.length * count);
  for (let i = 0; i < count; i++) all.set(one, i * one.length);
  return all;
}

/** At nine tenths or more of each limit of the profile, all at once, and within it. */
export function atEveryLimit(): Uint8Array {
  const params = functionType(Array<number>(32).fill(I32));
  const types = [functionType([], [I64]), ...Array.from({ length: 990 }, () => params)];
  const bodies = bodiesAtLimits();
  const small = body([], [[14, I32]]);
  while (bodies.length < 4_020) bodies.push(small);
  const parts = {
    types,
    imports: Array.from({ length: IMPORTS }, () => [name("prost"), name("now"), FUNCTION_KIND, u32(TO_I64)]),
    table: [FUNCREF, 0x01, u32(4_096), u32(4_096)],
    memory: [[0x01, u32(256), u32(256)]],
    globals: Array.from({ length: 510 }, () => [I32, 0x01, 0x41, 0, END]),
    exports: Array.from({ length: 250 }, (_, i) =>
      exported(`${i}`.padStart(128, "x"), FUNCTION_KIND, IMPORTS),
    ),
    elements: Array.from({ length: 510 }, (_, i) => [
      0,
      0x41,
      s64(8 * i),
      END,
      u32(16),
      Array.from({ length: 16 }, () => u32(IMPORTS)),
    ]),
    data: Array.from({ length: 4_090 }, (_, i) => [0, 0x41, s64(4_096 + i), END, 1, 0x55]),
    extra: { before: 13, bytes: custom("notes", new Uint8Array(65_000)) },
  };
  const without = plainService({ ...parts, functions: bodies.map((one) => ({ type: 0, body: one })) });
  const room = MEBIBYTE - 20_000 - without.length;
  const nops = body(repeated(Math.max(0, Math.min(65_000, room)), NOP));
  const filled = [...bodies];
  for (let left = room, at = filled.length - 1; left > nops.length; left -= nops.length, at--)
    filled[at] = nops;
  return plainService({ ...parts, functions: filled.map((one) => ({ type: 0, body: one })) });
}

/** Function bodies that reach what bodies can. */
function bodiesAtLimits(): Uint8Array[] {
  const tables = (count: number) =>
    repeated(count, BLOCK, 0x41, 0, 0x0e, u32(1_020), new Uint8Array(1_021), END);
  return [
    body(repeated(65_530, NOP)),
    body([repeated(1_020, 0x41, 0), repeated(1_020, 0x1a)]),
    body([repeated(254, BLOCK), repeated(254, END)]),
    body([repeated(62, LOOP), repeated(62, END)], [[511, I32]]),
    ...Array.from({ length: 16 }, () => body(repeated(940, IF, END), [[508, I32]])),
    ...Array.from({ length: 3 }, () => body(tables(21))),
  ];
}

/** What the gate was seen to be slowest at, each of about a mebibyte: nothing in it is refused before the end. */
export function slowestToGate(): readonly (readonly [what: string, module: Uint8Array])[] {
  const bodies = (one: Uint8Array, count: number) =>
    plainService({ functions: Array.from({ length: count }, () => ({ type: 0, body: one })) });
  const padded = joined([
    moduleOf(),
    section(1, u32(1), functionType([])),
    section(0, name("x"), repeated(60_000, 0x80)),
  ]);
  return [
    ["a module at every limit", atEveryLimit()],
    ["instructions without operands", bodies(body(repeated(65_000, NOP)), 15)],
    ["constants that are dropped", bodies(body(repeated(21_000, 0x41, 0, 0x1a)), 15)],
    ["constants in as many bytes as they may have", bodies(body(repeated(9_000, 0x41, s64(0, 5), 0x1a)), 15)],
    ["thousands of small functions", bodies(body([]), 4_000)],
    ["calls", bodies(body(repeated(32_000, 0x10, 1)), 15)],
    ["blocks", bodies(body(repeated(21_000, BLOCK, END)), 15)],
    ["rubbish in a custom section", padded],
  ];
}
