/** Attacks with imports and exports that are not those of the ABI. */
import assert from "node:assert/strict";
import { EXPORTS, IMPORTS } from "../../../abi/imports.ts";
import type { AttackCase } from "../arenas/arena.ts";
import {
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
  type NestedBytes,
  plainService,
  section,
  TABLE_KIND,
  vector,
} from "../kit/binary.ts";
import {
  EXTERNREF,
  imported,
  importing,
  renamed,
  VALUES,
  withExport,
  withoutMemory,
} from "../kit/import-entries.ts";
import { prototypeImports, service } from "../kit/modules.ts";
import { mustAccept, mustRefuse } from "../kit/refusals.ts";

export const CASES: readonly AttackCase[] = [
  {
    id: "IE01",
    title: "imports of modules or functions that the ABI lacks are refused",
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
    title: "imports with the names of members of every object are refused, and absent from the import object",
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
          // Without the gate the import object without a prototype still stops it.
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
      "a module that would write to Object.prototype through its imports is refused, and prototypes are unchanged",
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
          ["one more parameter", [...own, I32], its],
          ["one parameter less", own.slice(1), its],
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
        const of = (kind: number, ...type: readonly NestedBytes[]) =>
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
          ["an unknown kind", of(0x7f, 0), "import-kind"],
        );
      }
    },
  },
  {
    id: "IE06",
    title: "one import ten thousand times is refused; twice or 64 times it is one function",
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
    title: "a memory without export, another export with its name, and a second memory are refused",
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
    title: "exports with the names that the rewrite adds are refused",
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
    id: "IE20",
    title: "an abort with forged pointers ends its event, with a short and harmless text",
    stoppedBy: [1, 2, 3],
    async run(arena) {
      const pointers = [0, -1, 8, 100, 131_068, 131_072, 0x7fff_ffff, -2_147_483_648];
      for (const message of pointers) {
        const module = service({
          imports: `(import "env" "abort" (func $abort (param i32 i32 i32 i32)))
            (import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))`,
          deliver: `(i32.store (i32.const 96) (i32.const -2)) (i32.store (i32.const 4) (i32.const 0x7ffffffe))
            (i64.store (i32.const 100) (i64.const 0x202e001b005b0032)) (i64.store (i32.const 108)
              (i64.const 0xd800d8000007000a))
            (call $abort (i32.const ${message}) (i32.const ${message}) (i32.const -1) (i32.const 0x7fffffff))`,
        });
        const offered = await arena.offer(module);
        assert.ok(offered.ok, "a service that aborts in an event must start");
        const outcome = await offered.trial.send();
        assert.ok(
          !outcome.ok && outcome.fault === "abort",
          `abort(${message}) did not end as an abort: ${JSON.stringify(outcome.ok || outcome.fault)}`,
        );
        assert.ok(
          outcome.detail.length <= 1_024,
          `abort(${message}) says ${outcome.detail.length} characters`,
        );
        assert.doesNotMatch(
          outcome.detail,
          /[\p{Cc}\p{Cf}\p{Cs}]/u,
          `abort(${message}) has text that acts in a terminal`,
        );
        await offered.trial.end();
      }
    },
  },
];
