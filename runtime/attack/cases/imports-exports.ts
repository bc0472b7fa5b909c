/** Imports, exports, features. */
import assert from "node:assert/strict";
import { CAPABILITIES, EXPORTS, IMPORTS } from "../../../abi/imports.ts";
import type { RefusalCode } from "../../sandbox/gate/gate.ts";
import type { Arena, AttackCase } from "../arenas/arena.ts";
import {
  type Bytes,
  body,
  bytesOf,
  exported,
  F32,
  F64,
  FUNCREF,
  FUNCTION_KIND,
  functionType,
  GLOBAL_KIND,
  I32,
  I64,
  MEMORY_KIND,
  moduleOf,
  name,
  plainService,
  s64,
  section,
  TABLE_KIND,
  u32,
  vector,
} from "../kit/binary.ts";
import { prototypeImports, service } from "../kit/modules.ts";
import { mustAccept, mustRefuse } from "../kit/refusals.ts";

const EXTERNREF = 0x6f;
const V128 = 0x7b;
const VALUES: Readonly<Record<string, number>> = { i32: I32, i64: I64 };

const imported = (module: string, field: string, kind: number, ...type: readonly Bytes[]): Bytes => [
  name(module),
  name(field),
  kind,
  type,
];

/** A service that imports a function () -> () of that name. */
const importing = (module: string, field: string) =>
  plainService({ imports: [imported(module, field, 0, 0)] });

/** A service with a function of these instructions. */
const withCode = (...code: readonly Bytes[]) => plainService({ functions: [{ type: 0, body: body(code) }] });

export const CASES: readonly AttackCase[] = [
  {
    id: "IE01",
    title: "imports of modules or functions that the ABI does not have are refused",
    stoppedBy: [1],
    async run(arena) {
      for (const [module, field] of [
        ["prost", "exec"],
        ["prost", ""],
        ["", "prost.read"],
        ["", ""],
        ["prost", "Read"],
        ["prost", "read "],
        ["Prost", "read"],
        ["prost.read", "x"],
        ["node:fs", "readFileSync"],
        ["env", "memory"],
        ["env", "emscripten_resize_heap"],
        ["env", "read"],
        ["prost", "abort"],
        ["spectest", "print"],
      ])
        await mustRefuse(arena, [`${module}.${field}`, importing(module, field), "import"]);
    },
  },
  {
    id: "IE02",
    title:
      "imports named like members of every object are refused, and are not found behind imports without a prototype",
    stoppedBy: [1],
    async run(arena) {
      for (const module of prototypeImports())
        await mustRefuse(arena, ["a member of a prototype", module, "import"]);
      for (const object of [
        "constructor",
        "toString",
        "__proto__",
        "valueOf",
        "hasOwnProperty",
        "env",
        "prost",
      ])
        for (const field of ["constructor", "bind", "call", "__proto__", "__defineGetter__", "toString"]) {
          const bytes = importing(object, field);
          await mustRefuse(arena, [`${object}.${field}`, bytes, "import"]);
          const bare = Object.assign(Object.create(null), {
            env: Object.create(null),
            prost: Object.create(null),
          });
          // Also without the gate: the second thing that holds.
          assert.throws(
            () => new WebAssembly.Instance(new WebAssembly.Module(bytes), bare),
            `${object}.${field}`,
          );
        }
    },
  },
  {
    id: "IE03",
    title:
      "a module that would write to Object.prototype through its imports is refused, and prototypes are as before",
    stoppedBy: [1],
    async run(arena) {
      const polluting = moduleOf(
        section(
          1,
          vector([
            functionType([EXTERNREF, EXTERNREF], [EXTERNREF]),
            functionType([EXTERNREF], [EXTERNREF]),
            functionType([], []),
          ]),
        ),
        section(
          2,
          vector([
            imported("constructor", "groupBy", 0, 0),
            imported("constructor", "assign", 0, 0),
            imported("constructor", "prototype", GLOBAL_KIND, EXTERNREF, 0),
          ]),
        ),
      );
      await mustRefuse(
        arena,
        ["as bytes", polluting, "type"],
        ["of plain types", importing("constructor", "groupBy"), "import"],
      );
      assert.equal((Object.create(Object.prototype) as Record<number, unknown>)[7], undefined);
    },
  },
  {
    id: "IE04",
    title: "the right name with any other type is refused, for every function of the ABI",
    stoppedBy: [1],
    async run(arena) {
      for (const [full, { params, results }] of IMPORTS) {
        const [module, field] = full.split(".");
        const own = params.map((type) => VALUES[type]);
        const its = results.map((type) => VALUES[type]);
        const wrong: readonly (readonly [string, readonly number[], readonly number[]])[] = [
          ["a parameter more", [...own, I32], its],
          ["a parameter less", own.slice(1), its],
          ["no result, or one too many", own, its.length === 0 ? [I32] : []],
          ["another result", own, its.length === 0 ? [F64] : [its[0] === I32 ? I64 : I32]],
          ["floats", own.map(() => F32), its],
          ...own.map(
            (_, i) =>
              [
                `parameter ${i} of another type`,
                own.map((type, j) => (i === j ? (type === I32 ? I64 : I32) : type)),
                its,
              ] as const,
          ),
        ];
        for (const [what, from, to] of wrong) {
          if (from.join() === own.join() && to.join() === its.join()) continue;
          const bytes = plainService({
            types: [functionType(from, to)],
            imports: [imported(module, field, 0, 2)],
          });
          await mustRefuse(arena, [`${full}: ${what}`, bytes, "import-type"]);
        }
      }
    },
  },
  {
    id: "IE05",
    title: "imports of memories, tables, globals and tags are refused",
    stoppedBy: [1],
    async run(arena) {
      for (const [module, field] of [
        ["env", "memory"],
        ["prost", "read"],
      ]) {
        const of = (kind: number, ...type: readonly Bytes[]) =>
          plainService({ imports: [imported(module, field, kind, type)], importedFunctions: 0 });
        await mustRefuse(
          arena,
          ["a memory", of(MEMORY_KIND, 0, 1), "import-kind", "memory"],
          ["the only memory", withoutMemory([imported(module, field, MEMORY_KIND, 0, 1)]), "import-kind"],
          ["a table", of(TABLE_KIND, FUNCREF, 0, 1), "import-kind"],
          ["a table of externref", of(TABLE_KIND, EXTERNREF, 0, 1), "table"],
          ["a global", of(GLOBAL_KIND, I32, 0), "import-kind"],
          ["a mutable global", of(GLOBAL_KIND, I32, 1), "import-kind"],
          ["a global of externref", of(GLOBAL_KIND, EXTERNREF, 0), "type"],
          ["a tag", of(4, 0, 0), "import-kind"],
          ["a kind there is not", of(0x7f, 0), "import-kind"],
        );
      }
    },
  },
  {
    id: "IE06",
    title: "one import ten thousand times is refused; twice, and 64 times, it is one function",
    stoppedBy: [1],
    async run(arena) {
      const times = (count: number) =>
        plainService({
          types: [functionType([I32], [I32])],
          imports: Array.from({ length: count }, () => imported("prost", "self", 0, 2)),
        });
      await mustAccept(arena, "twice", times(2));
      await mustAccept(arena, "64 times", times(64));
      await mustRefuse(arena, ["65 times", times(65), "import"], ["10,000 times", times(10_000), "import"]);
    },
  },
  {
    id: "IE07",
    title: "exports of the ABI that are missing, or of another kind or type, are refused",
    stoppedBy: [1],
    async run(arena) {
      for (const required of ["prost_abi_1", "deliver", "memory"])
        await mustRefuse(arena, [`without ${required}`, renamed(plainService(), required), "abi"]);
      await mustRefuse(arena, [
        "with another version",
        renamed(plainService(), "prost_abi_1", "prost_abi_2"),
        "abi",
      ]);
      for (const [title, { params, results, required }] of EXPORTS) {
        const wrongTypes = [
          functionType(
            [I32],
            results.map((type) => VALUES[type]),
          ),
          functionType(
            params.map((type) => VALUES[type]),
            results.length === 0 ? [I32] : [],
          ),
          functionType([], [F64]),
          functionType([], [I64]),
        ];
        for (const type of wrongTypes)
          await mustRefuse(arena, [
            `${title} of another type`,
            withExport(title, required, type),
            "export-type",
          ]);
        for (const [kind, what] of [
          [MEMORY_KIND, "the memory"],
          [GLOBAL_KIND, "a global"],
          [TABLE_KIND, "the table"],
        ] as const)
          await mustRefuse(arena, [`${title} as ${what}`, withExport(title, required, kind), "export-type"]);
      }
    },
  },
  {
    id: "IE08",
    title: "a memory that is not exported, something else in its place, and a second one are refused",
    stoppedBy: [1],
    async run(arena) {
      const memoryAs = (kind: number) => {
        const bytes = plainService({
          table: [FUNCREF, 0, 0],
          globals: [[I32, 0, 0x41, 0, 0x0b]],
          exports: [exported("memorx", kind, 0)],
        });
        return renamed(renamed(bytes, "memory", "memorz"), "memorx", "memory");
      };
      await mustRefuse(
        arena,
        ["no export", renamed(plainService(), "memory"), "abi"],
        ["no memory", withoutMemory([]), "index"],
        ["a function", memoryAs(FUNCTION_KIND), "export-type"],
        ["a table", memoryAs(TABLE_KIND), "export-type"],
        ["a global", memoryAs(GLOBAL_KIND), "export-type"],
        [
          "a second memory",
          plainService({
            memory: [
              [0, 1],
              [0, 1],
            ],
          }),
          "memory",
        ],
        ["an export of a second memory", plainService({ exports: [exported("m", MEMORY_KIND, 1)] }), "index"],
        ["the name twice", plainService({ exports: [exported("memory", MEMORY_KIND, 0)] }), "export"],
      );
    },
  },
  {
    id: "IE09",
    title: "exports named like those that the rewrite adds are refused",
    stoppedBy: [1],
    async run(arena) {
      for (const title of [
        "prost:fuel",
        "prost:depth",
        "prost:start",
        "prost:deliver",
        "prost:",
        "prost:anything",
      ])
        for (const kind of [FUNCTION_KIND, GLOBAL_KIND, MEMORY_KIND])
          await mustRefuse(arena, [
            title,
            plainService({ globals: [[I64, 1, 0x42, 0, 0x0b]], exports: [exported(title, kind, 0)] }),
            "reserved-name",
          ]);
    },
  },
  {
    id: "IE10",
    title: "types of garbage collection, and initialisers that make arrays, are refused",
    stoppedBy: [1],
    async run(arena) {
      const types = (...bytes: readonly Bytes[]) => plainService({ types: [bytes] });
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
        ["a wait for ever", withCode(0x41, 0, 0x41, 0, 0x42, 0x7f, 0xfe, 0x01, 2, 0, 0x1a), "opcode"],
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
      const opcodes: readonly (readonly [string, ...Bytes[]])[] = [
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
      const initialised = (...code: readonly Bytes[]) =>
        plainService({
          globals: [
            [I32, 1, 0x41, 0, 0x0b],
            [I32, 0, code, 0x0b],
          ],
        });
      const placed = (...code: readonly Bytes[]) => plainService({ data: [[0, code, 0x0b, 0]] });
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
    title: "of the modules by which programs find out features, exactly those of the profile pass",
    stoppedBy: [1],
    async run(arena) {
      for (const [feature, isAllowed, code] of FEATURES) {
        const module = withCode(code);
        if (isAllowed) await mustAccept(arena, feature, module);
        else await mustRefuse(arena, [feature, module, "opcode", "type"]);
      }
    },
  },
  {
    id: "IE19",
    title:
      "imports of WASI, of clocks and of chance are refused, and those of the ABI unless they were granted",
    stoppedBy: [1],
    async run(arena) {
      for (const field of [
        "fd_write",
        "fd_read",
        "path_open",
        "proc_exit",
        "random_get",
        "clock_time_get",
        "environ_get",
        "sock_accept",
      ]) {
        await mustRefuse(
          arena,
          [`wasi ${field}`, importing("wasi_snapshot_preview1", field), "import"],
          [`old wasi ${field}`, importing("wasi_unstable", field), "import"],
        );
      }
      for (const [module, field] of [
        ["env", "seed"],
        ["Date", "now"],
        ["Math", "random"],
        ["Math", "sin"],
        ["performance", "now"],
        ["console", "log"],
        ["env", "console.log"],
        ["env", "trace"],
        ["process", "exit"],
        ["crypto", "getRandomValues"],
      ])
        await mustRefuse(arena, [`${module}.${field}`, importing(module, field), "import"]);
      await needsEachCapability(arena);
    },
  },
  {
    id: "IE20",
    title: "an abort with forged pointers ends its event, with a text that is short and harmless",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const pointers = [0, -1, 8, 100, 131_068, 131_072, 0x7fff_ffff, -2_147_483_648];
      for (const message of pointers) {
        const module = service({
          imports: `(import "env" "abort" (func $abort (param i32 i32 i32 i32)))
            (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))`,
          deliver: `(i32.store (i32.const 96) (i32.const -2)) (i32.store (i32.const 4) (i32.const 0x7ffffffe))
            (i64.store (i32.const 100) (i64.const 0x202e001b005b0032)) (i64.store (i32.const 108) (i64.const 0xd800d8000007000a))
            (call $abort (i32.const ${message}) (i32.const ${message}) (i32.const -1) (i32.const 0x7fffffff))`,
        });
        const offered = await arena.offer(module);
        assert.ok(offered.ok, "a service that aborts later is sound");
        const outcome = await offered.trial.send();
        assert.ok(
          !outcome.ok && outcome.fault === "abort",
          `abort(${message}) did not end as one: ${JSON.stringify(outcome.ok || outcome.fault)}`,
        );
        assert.ok(
          outcome.detail.length <= 1_024,
          `abort(${message}) says ${outcome.detail.length} characters`,
        );
        assert.doesNotMatch(
          outcome.detail,
          /[\p{Cc}\p{Cf}\p{Cs}]/u,
          `abort(${message}) says what acts in a terminal`,
        );
        await offered.trial.end();
      }
    },
  },
];

/**
 * To an engine that reads a memory's index after such an alignment: a load, a drop, and a loop without end. To a reader that does
 * not, a load and the eight bytes of an f64.const: nothing that its fuel must be looked at for.
 */
const HIDDEN_LOOP: Bytes = [0x41, 0, 0x28, 0x42, 0x00, 0x44, 0x1a, 0x03, 0x40, 0x0c, 0x00, 0x0b, 0x01, 0x01];

/** Each import and export of the ABI, offered with every capability but its own, and with it alone. */
async function needsEachCapability(arena: Arena): Promise<void> {
  for (const [full, { params, results, capability }] of IMPORTS) {
    const [module, field] = full.split(".");
    const type = functionType(
      params.map((one) => VALUES[one]),
      results.map((one) => VALUES[one]),
    );
    const bytes = plainService({ types: [type], imports: [imported(module, field, 0, 2)] });
    await mustNeed(arena, full, bytes, capability);
  }
  for (const [title, { results, capability, required }] of EXPORTS) {
    if (required) continue;
    const type = functionType(
      [],
      results.map((one) => VALUES[one]),
    );
    await mustNeed(
      arena,
      title,
      withExport(title, false, type, results.length === 0 ? [] : [0x41, 0]),
      capability,
    );
  }
}

async function mustNeed(
  arena: Arena,
  what: string,
  module: Uint8Array,
  capability: (typeof CAPABILITIES)[number] | null,
): Promise<void> {
  const others = CAPABILITIES.filter((one) => one !== capability);
  const without = await arena.offer(module, { capabilities: capability === null ? [] : others });
  if (without.ok) await without.trial.end();
  if (capability === null) {
    assert.ok(without.ok, `${what} needs no capability: ${without.ok ? "" : without.detail}`);
    return;
  }
  assert.ok(
    !without.ok && without.by === "gate" && without.code === "capability",
    `${what} without ${capability}`,
  );
  const granted = await arena.offer(module, { capabilities: [capability] });
  assert.ok(granted.ok, `${what} with ${capability}: ${granted.ok ? "" : granted.detail}`);
  if (granted.ok) await granted.trial.end();
}

/** One instruction of each feature, as detectors use; whether the profile has it. */
const FEATURES: readonly (readonly [feature: string, isAllowed: boolean, code: Bytes])[] = [
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

/** An export of the ABI under its name, of another type or kind; in place of the right one where that is required. */
function withExport(title: string, isRequired: boolean, as: Bytes, code: Bytes = 0x00): Uint8Array {
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

/** With another name of the same length in place of one that is there. */
function renamed(module: Uint8Array, from: string, to = `x${from.slice(1)}`): Uint8Array {
  const at = Buffer.from(module).indexOf(Buffer.from(bytesOf(name(from))));
  assert.ok(at >= 0, `there is no name ${from}`);
  const changed = module.slice();
  changed.set(new TextEncoder().encode(to), at + 1);
  return changed;
}

function withoutMemory(imports: readonly Bytes[]): Uint8Array {
  return plainService({ memory: null, imports, importedFunctions: 0 });
}
