/** Attacks with features of WebAssembly that the gate's profile excludes. */
import type { RefusalCode } from "../../sandbox/gate/gate.ts";
import type { AttackCase } from "../arenas/arena.ts";
import {
  body,
  bytesOf,
  FUNCREF,
  functionType,
  GLOBAL_KIND,
  I32,
  MEMORY_KIND,
  type NestedBytes,
  plainService,
  s64,
  section,
  u32,
} from "../kit/binary.ts";
import { EXTERNREF, imported, importing, withoutMemory } from "../kit/import-entries.ts";
import { mustAccept, mustRefuse } from "../kit/refusals.ts";

const V128 = 0x7b;

/** A service with one more function of these instructions. */
const withCode = (...code: readonly NestedBytes[]) =>
  plainService({ functions: [{ type: 0, body: body(code) }] });

export const CASES: readonly AttackCase[] = [
  {
    id: "IE10",
    title: "types of garbage collection, and initialisers with arrays, are refused",
    stoppedBy: [1],
    async run(arena) {
      const types = (...bytes: readonly NestedBytes[]) => plainService({ types: [bytes] });
      await mustRefuse(
        arena,
        ["a struct", types(0x5f, 1, I32, 0), "type"],
        ["an array", types(0x5e, I32, 1), "type"],
        ["a group that refers to itself", types(0x4e, 1, 0x60, 0, 0), "type"],
        ["a subtype", types(0x50, 0, 0x60, 0, 0), "type"],
        ["a final subtype", types(0x4f, 0, 0x60, 0, 0), "type"],
        ["a parameter of anyref", types(functionType([0x6e])), "type"],
        ["a parameter of (ref 0)", types(0x60, 1, 0x64, 0, 0), "type"],
        [
          "an array of 100 M elements in an initialiser",
          plainService({ globals: [[I32, 0, 0x41, s64(100_000_000), 0xfb, 0x07, 0, 0x0b]] }),
          "const-expr",
        ],
        ["array.new_default in a function", withCode(0x41, s64(100_000_000), 0xfb, 0x07, 0, 0x1a), "opcode"],
        ["struct.new in a function", withCode(0xfb, 0x00, 0, 0x1a), "opcode"],
        ["i31", withCode(0x41, 0, 0xfb, 0x1c, 0x1a), "opcode"],
      );
    },
  },
  {
    id: "IE11",
    title: "SIMD, relaxed or not, is refused",
    stoppedBy: [1],
    async run(arena) {
      for (let op = 0; op < 0x120; op++)
        await mustRefuse(arena, [`SIMD ${op}`, withCode(0xfd, u32(op)), "opcode"]);
      await mustRefuse(
        arena,
        ["a local of v128", plainService({ functions: [{ type: 0, body: body([], [[1, V128]]) }] }), "type"],
        ["a parameter of v128", plainService({ types: [functionType([V128])] }), "type"],
        [
          "a global of v128",
          plainService({ globals: [[V128, 0, 0xfd, 12, new Uint8Array(16), 0x0b]] }),
          "type",
        ],
        ["a block of v128", withCode(0x02, V128, 0x00, 0x0b, 0x1a), "type"],
      );
    },
  },
  {
    id: "IE12",
    title: "shared memories, atomics and endless waits are refused",
    stoppedBy: [1],
    async run(arena) {
      await mustRefuse(
        arena,
        ["a shared memory", plainService({ memory: [[3, 1, 1]] }), "memory"],
        ["a shared memory without a maximum", plainService({ memory: [[2, 1]] }), "memory"],
        [
          "an imported shared memory",
          withoutMemory([imported("env", "memory", MEMORY_KIND, 3, 1, 1)]),
          "memory",
        ],
        ["an endless wait", withCode(0x41, 0, 0x41, 0, 0x42, 0x7f, 0xfe, 0x01, 2, 0, 0x1a), "opcode"],
      );
      for (let op = 0; op < 0x50; op++)
        await mustRefuse(arena, [`atomic ${op}`, withCode(0xfe, u32(op), 2, 0), "opcode"]);
    },
  },
  {
    id: "IE13",
    title: "64-bit memories and tables, several memories and odd page sizes are refused",
    stoppedBy: [1],
    async run(arena) {
      await mustRefuse(
        arena,
        ["a 64-bit memory", plainService({ memory: [[4, 1]] }), "memory"],
        ["a 64-bit memory with a maximum", plainService({ memory: [[5, 1, 1]] }), "memory"],
        ["a memory of pages of one byte", plainService({ memory: [[8, 1, 0]] }), "memory"],
        ["a memory of pages of one byte with a maximum", plainService({ memory: [[9, 1, 1, 0]] }), "memory"],
        ["a 64-bit table", plainService({ table: [FUNCREF, 4, 1] }), "table"],
        ["a shared table", plainService({ table: [FUNCREF, 2, 1] }), "table"],
        [
          "a table with an initialiser",
          plainService({ table: [0x40, 0, FUNCREF, 0, 1, 0xd0, FUNCREF, 0x0b] }),
          "table",
        ],
        [
          "two memories",
          plainService({
            memory: [
              [0, 1],
              [0, 1],
            ],
          }),
          "memory",
        ],
        ["a load from memory 1", withCode(0x41, 0, 0x28, 0x42, 1, 0, 0x1a), "alignment"],
        ["a load that names memory 0", withCode(0x41, 0, 0x28, 0x42, 0, 0, 0x1a), "alignment"],
        ["a loop hidden behind a memory's index", withCode(HIDDEN_LOOP), "alignment"],
        ["a copy to memory 1", withCode(0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 10, 1, 0), "index"],
        ["a fill of memory 1", withCode(0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 1), "index"],
        ["a segment in memory 1", plainService({ data: [[2, 1, 0x41, 0, 0x0b, 0]] }), "segment"],
        ["an offset of 64 bits", withCode(0x41, 0, 0x28, 2, u32(2 ** 34), 0x1a), "leb"],
      );
    },
  },
  {
    id: "IE14",
    title: "tail calls, blocks of many values and references are refused",
    stoppedBy: [1],
    async run(arena) {
      const opcodes: readonly (readonly [string, ...NestedBytes[]])[] = [
        ["return_call", 0x12, 0],
        ["return_call_indirect", 0x41, 0, 0x13, 0, 0],
        ["call_ref", 0x14, 0],
        ["return_call_ref", 0x15, 0],
        ["select with a type", 0x41, 0, 0x41, 0, 0x41, 0, 0x1c, 1, I32, 0x1a],
        ["table.get", 0x41, 0, 0x25, 0, 0x1a],
        ["table.set", 0x41, 0, 0xd0, FUNCREF, 0x26, 0],
        ["ref.null", 0xd0, FUNCREF, 0x1a],
        ["ref.is_null", 0xd0, FUNCREF, 0xd1, 0x1a],
        ["ref.func", 0xd2, 0, 0x1a],
        ["ref.as_non_null", 0xd0, FUNCREF, 0xd4, 0x1a],
        ["br_on_null", 0xd0, FUNCREF, 0xd5, 0],
        ["memory.init", 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 8, 0, 0],
        ["data.drop", 0xfc, 9, 0],
        ["table.init", 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 12, 0, 0],
        ["elem.drop", 0xfc, 13, 0],
        ["table.copy", 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 14, 0, 0],
        ["table.grow", 0xd0, FUNCREF, 0x41, 1, 0xfc, 15, 0, 0x1a],
        ["table.size", 0xfc, 16, 0, 0x1a],
        ["table.fill", 0x41, 0, 0xd0, FUNCREF, 0x41, 0, 0xfc, 17, 0],
        ["wide arithmetic", 0x42, 0, 0x42, 0, 0x42, 0, 0x42, 0, 0xfc, 19, 0x1a, 0x1a],
      ];
      for (const [what, ...code] of opcodes) await mustRefuse(arena, [what, withCode(code), "opcode"]);
      await mustRefuse(
        arena,
        ["a block of a type by its index", withCode(0x02, 0, 0x0b), "type"],
        ["a block of a type by its index, padded", withCode(0x02, 0x80, 0x00, 0x0b), "type"],
        ["two results", plainService({ types: [functionType([], [I32, I32])] }), "type"],
        ["an externref", plainService({ types: [functionType([EXTERNREF])] }), "type"],
        ["a funcref", plainService({ types: [functionType([FUNCREF])] }), "type"],
        ["a typed function reference", plainService({ types: [bytesOf(0x60, 1, 0x63, 0, 0)] }), "type"],
        ["a table of externref", plainService({ table: [EXTERNREF, 0, 1] }), "table"],
        [
          "a local of funcref",
          plainService({ functions: [{ type: 0, body: body([], [[1, FUNCREF]]) }] }),
          "type",
        ],
        ...[1, 2, 3, 4, 5, 6, 7].map(
          (form) =>
            [
              `an element segment of form ${form}`,
              plainService({ table: [FUNCREF, 0, 1], elements: [[form, 0x41, 0, 0x0b, 0, 0]] }),
              "segment" as RefusalCode,
            ] as const,
        ),
      );
    },
  },
  {
    id: "IE15",
    title: "exceptions of either kind are refused, around an endless loop as well",
    stoppedBy: [1],
    async run(arena) {
      const loop = [0x03, 0x40, 0x0c, 0, 0x0b];
      await mustRefuse(
        arena,
        ["try and catch_all around a loop", withCode(0x06, 0x40, loop, 0x19, 0x0b), "opcode"],
        ["try and catch", withCode(0x06, 0x40, 0x07, 0, 0x0b), "opcode"],
        ["delegate", withCode(0x06, 0x40, 0x18, 0), "opcode"],
        ["rethrow", withCode(0x09, 0), "opcode"],
        ["throw", withCode(0x08, 0), "opcode"],
        ["throw_ref", withCode(0x0a), "opcode"],
        ["try_table and catch_all around a loop", withCode(0x1f, 0x40, 1, 2, 0, loop, 0x0b), "opcode"],
        [
          "a section of tags",
          plainService({ extra: { before: 6, bytes: section(13, u32(1), 0, 0) } }),
          "section-unknown",
        ],
        [
          "an imported tag",
          plainService({ imports: [imported("env", "tag", 4, 0, 0)], importedFunctions: 0 }),
          "import-kind",
        ],
        ["a parameter of exnref", plainService({ types: [functionType([0x69])] }), "type"],
      );
    },
  },
  {
    id: "IE16",
    title: "promises, string builtins and imported strings are refused",
    stoppedBy: [1],
    async run(arena) {
      const builtin = (module: string, field: string) => importing(module, field);
      await mustRefuse(
        arena,
        ["a string builtin", builtin("wasm:js-string", "length"), "import"],
        ["another", builtin("wasm:js-string", "concat"), "import"],
        ["a text encoder", builtin("wasm:text-encoder", "encodeStringIntoUTF8Array"), "import"],
        [
          "an imported string",
          plainService({
            imports: [imported("'", "secret", GLOBAL_KIND, EXTERNREF, 0)],
            importedFunctions: 0,
          }),
          "type",
        ],
        [
          "an imported string as i32",
          plainService({ imports: [imported("'", "secret", GLOBAL_KIND, I32, 0)], importedFunctions: 0 }),
          "import-kind",
        ],
        ["a suspending import", builtin("WebAssembly", "Suspending"), "import"],
        [
          "a promising export's suspender",
          plainService({ types: [functionType([EXTERNREF, I32], [I32])] }),
          "type",
        ],
        ["a continuation's type", plainService({ types: [bytesOf(0x5d, 0)] }), "type"],
        ["suspend", withCode(0xe2, 0), "opcode"],
      );
    },
  },
  {
    id: "IE17",
    title: "initialisers other than one constant are refused",
    stoppedBy: [1],
    async run(arena) {
      const initialised = (...code: readonly NestedBytes[]) =>
        plainService({
          globals: [
            [I32, 1, 0x41, 0, 0x0b],
            [I32, 0, code, 0x0b],
          ],
        });
      const placed = (...code: readonly NestedBytes[]) => plainService({ data: [[0, code, 0x0b, 0]] });
      for (const [what, of] of [
        ["a global", initialised],
        ["a segment", placed],
      ] as const)
        await mustRefuse(
          arena,
          [`${what}: a sum`, of(0x41, 1, 0x41, 1, 0x6a), "const-expr"],
          [`${what}: a mutable global`, of(0x23, 0), "const-expr", "invalid"],
          [`${what}: ref.func`, of(0xd2, 0), "const-expr"],
          [`${what}: ref.null`, of(0xd0, FUNCREF), "const-expr"],
          [`${what}: a call`, of(0x10, 0), "const-expr"],
          [`${what}: a loop`, of(0x03, 0x40, 0x0c, 0, 0x0b), "const-expr"],
          [`${what}: nothing`, of(), "const-expr"],
          [`${what}: two constants`, of(0x41, 1, 0x41, 1), "const-expr"],
          [`${what}: a constant of another type`, of(0x42, 1), "invalid"],
        );
    },
  },
  {
    id: "IE18",
    title: "of the modules by which programs detect features, exactly those of the profile pass",
    stoppedBy: [1],
    async run(arena) {
      for (const [feature, isAllowed, code] of FEATURES) {
        const module = withCode(code);
        if (isAllowed) await mustAccept(arena, feature, module);
        else await mustRefuse(arena, [feature, module, "opcode", "type"]);
      }
    },
  },
];

/**
 * An engine that reads a memory index after such an alignment sees a load, a drop and an endless loop. A
 * reader without multiple memories sees a load and the eight bytes of an f64.const, which need no check of
 * fuel.
 */
const HIDDEN_LOOP: NestedBytes = [
  0x41, 0, 0x28, 0x42, 0x00, 0x44, 0x1a, 0x03, 0x40, 0x0c, 0x00, 0x0b, 0x01, 0x01,
];

/** One instruction of each feature, as detectors use it, and whether the profile has the feature. */
const FEATURES: readonly (readonly [feature: string, isAllowed: boolean, code: NestedBytes])[] = [
  ["sign extension", true, [0x41, 0, 0xc0, 0x1a]],
  ["saturating conversions", true, [0x43, 0, 0, 0, 0, 0xfc, 0, 0x1a]],
  ["memory.copy", true, [0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 10, 0, 0]],
  ["memory.fill", true, [0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 0]],
  ["passive segments", false, [0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 8, 0, 0]],
  ["reference types", false, [0xd0, 0x70, 0x1a]],
  ["multi-value", false, [0x02, 0, 0x0b]],
  ["SIMD", false, [0x41, 0, 0xfd, 15, 0x1a]],
  ["relaxed SIMD", false, [0xfd, u32(0x100)]],
  ["threads", false, [0xfe, 3, 0]],
  ["tail calls", false, [0x12, 0]],
  ["exceptions", false, [0x06, 0x40, 0x19, 0x0b]],
  ["exceptions with references", false, [0x1f, 0x40, 0, 0x0b]],
  ["garbage collection", false, [0xfb, 0x1c, 0x1a]],
  ["typed function references", false, [0x14, 0]],
  ["stack switching", false, [0xe2, 0]],
];
