/**
 * Bombs for the compiler. Those with many slots (locals and operands times branches) would take it gigabytes.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { GATE_LIMITS, gate } from "../../sandbox/gate/gate.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { body, functionType, I32, type NestedBytes, plainService, u32 } from "../kit/binary.ts";
import { COMPILERS, compileElsewhere } from "../kit/compile-process.ts";
import type { Gated } from "../kit/gate-slowest.ts";
import { atEveryLimit, repeated } from "../kit/limits.ts";
import { nested, service } from "../kit/modules.ts";
import { mustAccept, mustRefuse } from "../kit/refusals.ts";

const GATE_SLOWEST = fileURLToPath(new URL("../kit/gate-slowest.ts", import.meta.url));
/** In multiples of the time to read the module's bytes: two seconds if a megabyte is read in 1.3 ms. */
const COMPILE_READINGS_MAX = 1_500;
const COMPILE_MIB_MAX = 300;
/** In multiples of the time to read the bytes. Ordinary code takes ten. */
const GATE_READINGS_MAX = 150;

const LOOP: NestedBytes = [0x03, 0x40];
const BLOCK: NestedBytes = [0x02, 0x40];
const IF: NestedBytes = [0x20, 0, 0x04, 0x40];
const END = 0x0b;

const withBody = (locals: number, ...code: readonly NestedBytes[]) =>
  plainService({ functions: [{ type: 0, body: body(code, locals === 0 ? [] : [[locals, I32]]) }] });

export const CASES: readonly AttackCase[] = [
  {
    id: "CB01",
    title: "50,000 locals times thousands of nested loops are refused, and so is each alone",
    stoppedBy: [1],
    async run(arena) {
      for (const depth of [2_000, 20_000])
        await mustRefuse(arena, [
          `50,000 x ${depth}`,
          withBody(50_000, repeated(depth, LOOP), repeated(depth, END)),
          "locals",
        ]);
      await mustRefuse(
        arena,
        ["50,000 locals", withBody(50_000), "locals"],
        ["513 locals", withBody(513), "locals"],
        [
          "513 locals in several groups",
          plainService({
            functions: [
              {
                type: 0,
                body: body(
                  [],
                  [
                    [512, I32],
                    [1, I32],
                  ],
                ),
              },
            ],
          }),
          "locals",
        ],
        ["2,000 loops", withBody(1, repeated(2_000, LOOP), repeated(2_000, END)), "nesting"],
        ["512 locals x 64 loops", withBody(512, repeated(64, LOOP), repeated(64, END)), "nesting"],
        [
          "65,537 locals in all",
          plainService({
            functions: Array.from({ length: 129 }, () => ({ type: 0, body: body([], [[510, I32]]) })),
          }),
          "locals",
        ],
      );
      await mustAccept(arena, "512 locals x 63 loops", withBody(512, repeated(63, LOOP), repeated(63, END)));
    },
  },
  {
    id: "CB02",
    title: "many locals times many branches are refused, whether nested or one after another",
    stoppedBy: [1],
    async run(arena) {
      await mustRefuse(
        arena,
        ["50,000 x 5,000 ifs", withBody(50_000, repeated(5_000, IF, END)), "locals"],
        ["512 x 5,000 ifs in a row", withBody(511, repeated(5_000, IF, END)), "slots"],
        ["512 x 5,000 blocks in a row", withBody(511, repeated(5_000, BLOCK, END)), "slots"],
        ["512 x 5,000 loops in a row", withBody(511, repeated(5_000, LOOP, END)), "slots"],
        [
          "512 x 5,000 branches of one block",
          withBody(511, BLOCK, repeated(5_000, 0x20, 0, 0x0d, 0), END),
          "slots",
        ],
        [
          "512 x 50 branch tables",
          withBody(511, repeated(5, 0x02, 0x40, 0x20, 0, 0x0e, u32(1_000), new Uint8Array(1_001), END)),
          "slots",
        ],
        [
          "512 x 5,000 memory.fill, each with a branch from the rewrite",
          withBody(511, repeated(5_000, 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 0)),
          "slots",
        ],
        [
          "400,000 a function, in 21 functions",
          plainService({
            functions: Array.from({ length: 21 }, () => ({
              type: 0,
              body: body(repeated(800, IF, END), [[500, I32]]),
            })),
          }),
          "slots",
        ],
      );
    },
  },
  {
    id: "CB03",
    title: "100,000 nested blocks, and 30,000 loops with many locals, are refused",
    stoppedBy: [1],
    async run(arena) {
      await mustRefuse(
        arena,
        ["20,000 blocks", withBody(0, repeated(20_000, BLOCK), repeated(20_000, END)), "nesting"],
        ["100,000 blocks", withBody(0, repeated(100_000, BLOCK), repeated(100_000, END)), "body"],
        [
          "256 blocks, 257 with the function",
          withBody(0, repeated(256, BLOCK), repeated(256, END)),
          "nesting",
        ],
        ["as text", nested(300, 1), "nesting"],
        [
          "30,000 loops of 1,000 locals",
          withBody(1_000, repeated(30_000, LOOP), repeated(30_000, END)),
          "body",
          "locals",
        ],
        ["10,000 loops of 500 locals", withBody(500, repeated(10_000, LOOP, END)), "slots"],
      );
      await mustAccept(arena, "255 blocks", withBody(0, repeated(255, BLOCK), repeated(255, END)));
    },
  },
  {
    id: "CB04",
    title: "a body of megabytes is refused, and one byte over 64 KiB is",
    stoppedBy: [1],
    async run(arena) {
      const ofBytes = (count: number) => withBody(0, repeated(count - 2, 0x01));
      await mustAccept(arena, "64 KiB", ofBytes(65_536));
      await mustRefuse(
        arena,
        ["one byte more", ofBytes(65_537), "body"],
        ["300,000 times i32.const; drop", withBody(0, repeated(300_000, 0x41, 0, 0x1a)), "body"],
        ["7.6 MB of i32.const; drop", withBody(0, repeated(2_550_000, 0x41, 0, 0x1a)), "module-size"],
      );
    },
  },
  {
    id: "CB05",
    title: "branch tables of many targets are refused, one large or many small ones",
    stoppedBy: [1],
    async run(arena) {
      const table = (targets: number): NestedBytes => [
        0x41,
        0,
        0x0e,
        u32(targets),
        new Uint8Array(targets + 1),
      ];
      const inBlocks = (targets: number, times: number) => repeated(times, BLOCK, table(targets), END);
      const of = (functions: number, code: Uint8Array) =>
        plainService({ functions: Array.from({ length: functions }, () => ({ type: 0, body: body(code) })) });
      await mustAccept(arena, "1,024 targets", withBody(0, inBlocks(1_024, 1)));
      await mustAccept(arena, "65,536 in all", of(2, inBlocks(1_024, 32)));
      await mustRefuse(
        arena,
        ["1,025 targets", withBody(0, inBlocks(1_025, 1)), "branch-table"],
        ["65,000 targets", withBody(0, inBlocks(65_000, 1)), "branch-table"],
        ["more than 65,536 in all", of(2, inBlocks(1_024, 33)), "branch-table"],
        [
          "65,000 x 1,000 blocks",
          withBody(0, repeated(200, BLOCK), inBlocks(60_000, 1), repeated(200, END)),
          "branch-table",
        ],
      );
    },
  },
  {
    id: "CB06",
    title: "1,000 parameters are refused, and so are 33",
    stoppedBy: [1],
    async run(arena) {
      const params = (count: number) => functionType(Array(count).fill(I32));
      for (const count of [33, 1_000, 100_000])
        await mustRefuse(arena, [`${count} parameters`, plainService({ types: [params(count)] }), "type"]);
      const functions = Array.from({ length: 3_000 }, () => ({ type: 2, body: body([]) }));
      await mustRefuse(arena, [
        "32 x 3,000 functions: 96,000 locals",
        plainService({ types: [params(32)], functions }),
        "locals",
      ]);
      await mustAccept(
        arena,
        "32 parameters",
        plainService({ types: [params(32)], functions: functions.slice(0, 100) }),
      );
    },
  },
  {
    id: "CB07",
    title: "a module at every limit of the profile at once compiles in less than 2 s and 300 MB",
    isLocal: true,
    async run() {
      const module = atEveryLimit();
      const gated = gate(module);
      assert.ok(gated.ok, `the module must be at the limits, not beyond: ${gated.ok ? "" : gated.detail}`);
      if (!gated.ok) return;
      for (const limit of Object.keys(GATE_LIMITS) as (keyof typeof GATE_LIMITS)[]) {
        const used = gated.module.usage[limit];
        assert.ok(used > 0.9 * GATE_LIMITS[limit], `it uses ${used} of ${GATE_LIMITS[limit]} (${limit})`);
      }
      for (const compiler of COMPILERS) {
        const { cpuMs, readingMs, mib } = await compileElsewhere(compiler);
        assert.ok(mib < COMPILE_MIB_MAX, `${compiler}: compiling took ${Math.round(mib)} MiB`);
        const readings = Math.round(cpuMs / readingMs);
        assert.ok(
          readings < COMPILE_READINGS_MAX,
          `${compiler}: compiling took ${readings} times as long as reading`,
        );
      }
    },
  },
  {
    id: "CB08",
    title: "4,000 functions that are each compiled at their first call stay within an event's fuel and time",
    stoppedBy: [1],
    async run(arena) {
      const count = 4_000;
      const functions = Array.from(
        { length: count },
        (_, i) => `(func $f${i} (global.set $g (i32.add (global.get $g) (i32.const ${i}))))`,
      );
      const calls = Array.from({ length: count }, (_, i) => `(call $f${i})`);
      const module = service({
        more: `(global $g (mut i32) (i32.const 0)) ${functions.join("")}
          (func $some ${calls.join("")})`,
        deliver: "(call $some)",
      });
      const offered = await arena.offer(module);
      assert.ok(offered.ok, offered.ok ? "" : offered.detail);
      const outcome = await offered.trial.send();
      assert.ok(outcome.ok, `another outcome: ${outcome.ok ? "" : outcome.fault}`);
      await offered.trial.end();
    },
  },
  {
    id: "CB09",
    title: "operand stacks of tens of thousands are refused, and 1,024 run",
    stoppedBy: [1],
    async run(arena) {
      const pushed = (count: number, ...code: readonly NestedBytes[]) =>
        withBody(1, repeated(count, 0x41, 0), code, repeated(count, 0x1a));
      await mustAccept(arena, "1,024 operands", pushed(1_024));
      await mustRefuse(
        arena,
        ["1,025 operands", pushed(1_025), "stack"],
        ["20,000 operands", pushed(20_000), "stack"],
        ["32,000 unused operands", withBody(0, repeated(32_000, 0x41, 0), 0x00), "stack"],
        ["20,000 operands below 4,000 ifs", pushed(10_000, repeated(4_000, IF, END)), "stack", "slots"],
        ["1,000 operands below 5,000 ifs", pushed(1_000, repeated(5_000, IF, END)), "slots"],
        ["1,000 operands below 40 nested ifs", pushed(1_000, repeated(40, IF), repeated(40, END)), "nesting"],
        ["2,000 operands after a jump", withBody(0, 0x00, repeated(2_000, 0x41, 0)), "stack"],
        ["3,000 results of calls", withBody(0, repeated(3_000, 0x10, 0), 0x00), "stack"],
      );
      const chain = service({
        deliver: `(drop (call $chain))`,
        more: `(func $chain (result i32) ${"i32.const 1 ".repeat(1_000)} ${"i32.add ".repeat(999)})`,
      });
      await mustAccept(arena, "a long chain", chain);
    },
  },
  {
    id: "CB10",
    title: "functions that call each other through a table end with their fuel or their stack",
    stoppedBy: [1],
    async run(arena) {
      const count = 200;
      const type = "(type $t (func (param i32) (result i32)))";
      const functions = Array.from(
        { length: count },
        (_, i) =>
          `(func $f${i} (type $t) (i32.add (call_indirect (type $t) (i32.add (local.get 0) (i32.const ${i}))
            (i32.rem_u (i32.mul (local.get 0) (i32.const ${2 * i + 7})) (i32.const ${count})))
             (call_indirect (type $t) (i32.const ${i}) (i32.const ${(i + 1) % count}))))`,
      );
      const module = service({
        more: `${type} (table ${count} funcref) (elem
          (i32.const 0) ${functions.map((_, i) => `$f${i}`).join(" ")}) ${functions.join("")}`,
        deliver: "(drop (call $f0 (i32.const 1)))",
      });
      const offered = await arena.offer(module);
      assert.ok(offered.ok, offered.ok ? "" : offered.detail);
      const outcome = await offered.trial.send();
      assert.ok(
        !outcome.ok && (outcome.fault === "stack" || outcome.fault === "fuel"),
        JSON.stringify(outcome.ok || outcome.fault),
      );
      await offered.trial.end();
    },
  },
  {
    id: "CB12",
    title:
      "the gate checks a megabyte of its slowest input in a bounded multiple of the time to read it, without recursion",
    isLocal: true,
    async run() {
      const { stdout } = await promisify(execFile)(process.execPath, [
        GATE_SLOWEST,
        String(GATE_READINGS_MAX),
      ]);
      for (const { what, bytes, readings } of JSON.parse(stdout) as readonly Gated[])
        assert.ok(
          readings <= GATE_READINGS_MAX,
          `${what}: ${Math.round(readings)} times as long as reading ${bytes} bytes`,
        );
    },
  },
];
