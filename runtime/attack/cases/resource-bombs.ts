/** Bombs of memory, tables, globals and functions. */
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type { AttackArena, AttackCase, Trial } from "../arenas/arena.ts";
import {
  body,
  bytesOf,
  exported,
  FUNCREF,
  FUNCTION_KIND,
  functionType,
  I32,
  I64,
  joined,
  moduleOf,
  type NestedBytes,
  plainService,
  s64,
  section,
  u32,
} from "../kit/binary.ts";
import { service } from "../kit/modules.ts";
import { mustAccept, mustRefuse } from "../kit/refusals.ts";

const PAGES_MAX = 256;
/** The node measures the memory of its cells every second. */
const LOOKED_AT_MS = 2_500;
const PAGE_BYTES = 65_536;
/** Address of the number that a service answers with. */
const ANSWER = "(drop (call $respond (i64.load (i32.const 1152)) (i32.const 96) (i32.const 4)))";
const RESPOND = '(import "prost" "respond" (func $respond (param i64 i32 i32) (result i32)))';

/** `count` equal entries in a section of their own. */
function many(id: number, count: number, ...item: readonly NestedBytes[]): Uint8Array {
  const one = bytesOf(item);
  const all = new Uint8Array(one.length * count);
  for (let i = 0; i < count; i++) all.set(one, i * one.length);
  return moduleOf(section(id, u32(count), all));
}

/** Grows its memory to the maximum, writes to every page, and answers with the number of pages. */
export const touchAll = () =>
  service({
    imports: RESPOND,
    memory: '(memory (export "memory") 2)',
    more: "(global $at (mut i32) (i32.const 0))",
    deliver: `(loop $grow (br_if $grow (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
      (global.set $at (i32.const 2048))
      (loop $touch (i32.store (global.get $at) (i32.const 1))
        (global.set $at (i32.add (global.get $at) (i32.const 4096)))
        (br_if $touch (i32.lt_u (global.get $at) (i32.mul (memory.size) (i32.const ${PAGE_BYTES})))))
      (i32.store (i32.const 96) (memory.size)) ${ANSWER}`,
  });

export const CASES: readonly AttackCase[] = [
  {
    id: "RB01",
    title: "an initial memory of more than 256 pages is refused",
    stoppedBy: [1],
    async run(arena) {
      for (const pages of [PAGES_MAX + 1, 1_000, 32_767, 32_768, 65_535, 65_536, 65_537, 0xffff_ffff])
        await mustRefuse(
          arena,
          [`${pages} pages`, plainService({ memory: [[0, u32(pages)]] }), "memory"],
          [
            `${pages} pages at least and at most`,
            plainService({ memory: [[1, u32(pages), u32(pages)]] }),
            "memory",
          ],
        );
      await mustAccept(arena, "256 pages", plainService({ memory: [[0, u32(PAGES_MAX)]] }));
      await mustAccept(arena, "at most 65,536", plainService({ memory: [[1, 1, u32(65_536)]] }));
    },
  },
  {
    id: "RB02",
    title: "an endless loop of memory.grow stops at the maximum with -1",
    stoppedBy: [1],
    async run(arena) {
      for (const pages of [2, 16, 64]) {
        const trial = await start(arena, touchAll(), { memoryPages: pages });
        assert.deepEqual(await trial.ask(""), bytesOf(pages, 0, 0, 0), `at most ${pages} pages`);
        assert.deepEqual(await trial.ask(""), bytesOf(pages, 0, 0, 0), "and the second time as well");
        await trial.end();
      }
      const atOnce = service({
        imports: RESPOND,
        deliver: `(i32.store (i32.const 96) (memory.grow (i32.const 65534))) ${ANSWER}`,
      });
      const trial = await start(arena, atOnce, {});
      assert.deepEqual(await trial.ask(""), bytesOf(255, 255, 255, 255), "65,534 pages at once");
      await trial.end();
    },
  },
  {
    id: "RB03",
    title:
      "instances that touch all their memory run until the cell's limit is reached, and the node is unharmed",
    isLong: true,
    async run(arena) {
      const trials: Trial[] = [];
      let touched = 0;
      for (let i = 0; i < 1_000; i++) {
        const offered = await arena.offer(touchAll());
        if (!offered.ok) break;
        trials.push(offered.trial);
        if ((await offered.trial.ask("")) === null) break;
        touched++;
      }
      assert.ok(touched >= 1, "no instance got its memory");
      assert.ok(touched < 1_000, "a thousand instances got all their memory: 16 GB");
      for (const trial of trials) await trial.end();
    },
  },
  {
    id: "RB04",
    title: "a table of more than 4,096 elements is refused",
    stoppedBy: [1],
    async run(arena) {
      for (const elements of [4_097, 10_000, 1_000_000, 10_000_000, 0xffff_ffff])
        await mustRefuse(
          arena,
          [`${elements} elements`, plainService({ table: [FUNCREF, 0, u32(elements)] }), "table"],
          [
            `${elements} at least and at most`,
            plainService({ table: [FUNCREF, 1, u32(elements), u32(elements)] }),
            "table",
          ],
        );
      await mustRefuse(arena, [
        "a table alone",
        moduleOf(section(4, 1, FUNCREF, 0, u32(1_000_000))),
        "table",
      ]);
      await mustAccept(arena, "4,096 elements", plainService({ table: [FUNCREF, 0, u32(4_096)] }));
      await mustAccept(
        arena,
        "4,096 of 2^32-1",
        plainService({ table: [FUNCREF, 1, u32(4_096), u32(0xffff_ffff)] }),
      );
    },
  },
  {
    id: "RB05",
    title: "an instruction that grows a table is refused",
    stoppedBy: [1],
    async run(arena) {
      const grow = [0xd0, FUNCREF, 0x41, s64(10_000_000), 0xfc, 15, 0, 0x1a];
      for (const code of [grow, grow.slice(2)])
        await mustRefuse(arena, [
          "table.grow",
          plainService({ table: [FUNCREF, 0, 0], functions: [{ type: 0, body: body(code) }] }),
          "opcode",
        ]);
    },
  },
  {
    id: "RB06",
    title: "many tables, large or small, are refused",
    stoppedBy: [1],
    async run(arena) {
      await mustRefuse(
        arena,
        ["two", many(4, 2, FUNCREF, 0, 0), "table"],
        ["a hundred large ones", many(4, 100, FUNCREF, 0, u32(1_000_000)), "table"],
        ["a hundred thousand small ones", many(4, 100_000, FUNCREF, 0, 10), "table"],
      );
    },
  },
  {
    id: "RB07",
    title: "more than 4,096 functions are refused",
    stoppedBy: [1],
    async run(arena) {
      const functions = (count: number) => {
        const types = section(1, u32(1), functionType([]));
        const indices = new Uint8Array(count);
        const bodies = new Uint8Array(3 * count);
        for (let i = 0; i < count; i++) bodies.set([2, 0, 0x0b], 3 * i);
        return joined([moduleOf(types), section(3, u32(count), indices), section(10, u32(count), bodies)]);
      };
      await mustRefuse(
        arena,
        ["4,097", functions(4_097), "function"],
        ["250,000", functions(250_000), "function"],
        ["a million", functions(1_000_000), "module-size"],
      );
    },
  },
  {
    id: "RB08",
    title: "more types, globals and exports than the profile allows are refused",
    stoppedBy: [1],
    async run(arena) {
      const exports = (count: number) =>
        plainService({
          exports: Array.from({ length: count }, (_, i) => exported(`x${i}`, FUNCTION_KIND, 0)),
        });
      await mustRefuse(
        arena,
        ["1,001 types", many(1, 1_001, functionType([])), "type"],
        ["300,000 types", many(1, 300_000, functionType([])), "type"],
        ["a million types", many(1, 1_000_000, functionType([])), "module-size"],
        ["513 globals", many(6, 513, I32, 0, 0x41, 0, 0x0b), "global"],
        ["200,000 globals", many(6, 200_000, I32, 0, 0x41, 0, 0x0b), "global"],
        ["a million globals", many(6, 1_000_000, I64, 1, 0x42, 0, 0x0b), "module-size"],
        ["254 exports more", exports(254), "export"],
        ["100,000 exports", exports(100_000), "export", "module-size"],
      );
      await mustAccept(arena, "253 exports more", exports(253));
    },
  },
  {
    id: "RB09",
    title: "several memories are refused",
    stoppedBy: [1],
    async run(arena) {
      await mustRefuse(
        arena,
        ["two", many(5, 2, 0, 0), "memory"],
        ["a hundred", many(5, 100, 0, 1), "memory"],
        ["300,000", many(5, 300_000, 0, 0), "memory"],
      );
    },
  },
  {
    id: "RB10",
    title:
      "too many data segments are refused; a segment past the end of memory fails the start and has no effect",
    stoppedBy: [1],
    async run(arena) {
      const segments = (count: number) =>
        plainService({ data: Array.from({ length: count }, () => [0, 0x41, 0, 0x0b, 1, 65]) });
      await mustRefuse(
        arena,
        ["4,097", segments(4_097), "segment"],
        ["100,000", segments(100_000), "segment"],
      );
      await mustAccept(arena, "4,096 that overlap", segments(4_096));
      for (const [what, at, bytes] of [
        ["one that begins past the end", PAGE_BYTES + 1, 0],
        ["one that ends past the end", PAGE_BYTES - 1, 2],
        ["one at -1", -1, 1],
        ["one at the lowest signed address", -2_147_483_648, 1],
      ] as const) {
        const module = plainService({
          data: [
            [0, 0x41, 0, 0x0b, 1, 65],
            [0, 0x41, s64(at), 0x0b, u32(bytes), new Uint8Array(bytes)],
          ],
        });
        const offered = await arena.offer(module);
        assert.ok(!offered.ok && offered.by === "start", `${what}: it started`);
        assert.match(offered.detail, /^[ -~]{0,1024}$/);
      }
      await mustAccept(
        arena,
        "one that ends at the end",
        plainService({ data: [[0, 0x41, s64(PAGE_BYTES - 1), 0x0b, 1, 65]] }),
      );
      await mustAccept(
        arena,
        "an empty one at the end",
        plainService({ data: [[0, 0x41, s64(PAGE_BYTES), 0x0b, 0]] }),
      );
    },
  },
  {
    id: "RB11",
    title:
      "elements outside the table fail the start; elements of another type fail the call; too many are refused",
    stoppedBy: [1],
    async run(arena) {
      const placed = (at: number, count: number, table = 4) =>
        plainService({
          table: [FUNCREF, 0, u32(table)],
          elements: [[0, 0x41, s64(at), 0x0b, u32(count), new Uint8Array(count)]],
        });
      for (const [at, count] of [
        [4, 1],
        [3, 2],
        [-1, 1],
        [5, 0],
        [0, 5],
      ]) {
        const offered = await arena.offer(placed(at, count));
        assert.ok(!offered.ok && offered.by === "start", `${count} elements at ${at} of 4: it started`);
      }
      await mustAccept(arena, "as many as fit", placed(0, 4));
      await mustRefuse(
        arena,
        [
          "a function that does not exist",
          plainService({ table: [FUNCREF, 0, 4], elements: [[0, 0x41, 0, 0x0b, 1, 9]] }),
          "index",
        ],
        ["8,193 elements", placed(0, 8_193, 4_096), "segment"],
        ["8,193 in two segments", inTwo(4_096, 4_097), "segment"],
        [
          "513 segments",
          plainService({
            table: [FUNCREF, 0, 4],
            elements: Array.from({ length: 513 }, () => [0, 0x41, 0, 0x0b, 0]),
          }),
          "segment",
        ],
        ["elements without a table", plainService({ elements: [[0, 0x41, 0, 0x0b, 1, 0]] }), "segment"],
      );
      const others = service({
        imports: RESPOND,
        more: "(table 4 funcref) (func $other (param i64)) (elem (i32.const 0) $other) (type $none (func))",
        deliver: "(call_indirect (type $none) (i32.const 0))",
      });
      const trial = await start(arena, others, {});
      const outcome = await trial.send();
      assert.ok(!outcome.ok && outcome.fault === "trap", "a call of another type ends as a trap");
      await trial.end();
    },
  },
  {
    id: "RB12",
    title:
      "a guest that leaks a page per call runs until its maximum, then fails alone, over ten thousand calls",
    stoppedBy: [1],
    async run(arena) {
      const leaky = service({
        imports: RESPOND,
        deliver: `(if (i32.eq (memory.grow (i32.const 1)) (i32.const -1)) (then unreachable))
          (i32.store (i32.const 96) (memory.size)) ${ANSWER}`,
      });
      const trial = await start(arena, leaky, { memoryPages: 16 });
      let answered = 0;
      for (let i = 0; i < 10_000; i++) {
        const outcome = await trial.send();
        if (outcome.ok) answered++;
        else assert.equal(outcome.fault, "trap");
      }
      // After a trap a new instance leaks again.
      assert.ok(answered >= 14, `the service answered ${answered} times`);
      assert.ok(answered < 10_000, "the service never reached its maximum");
      await trial.end();
    },
  },
  {
    id: "RB13",
    title:
      "64 services that use all their memory at once stay within the configured total, and the node is unharmed",
    isLong: true,
    async run(arena) {
      const trials: Trial[] = [];
      for (let i = 0; i < 64; i++) {
        const offered = await arena.offer(touchAll());
        if (offered.ok) trials.push(offered.trial);
        // A later service may be refused; the first may not.
        else assert.ok(i > 0, `the first service did not start: ${offered.detail}`);
      }
      const answers = await Promise.all(trials.map((trial) => trial.ask("")));
      for (const answer of answers) {
        if (answer === null) continue;
        assert.deepEqual(answer, bytesOf(u16(PAGES_MAX), 0, 0), "a service has more memory than its grant");
      }
      assert.ok(
        answers.some((answer) => answer !== null),
        "no service ran",
      );
      // Together they exceed a cell's limit: the node's next measurement ends the cell, and the services
      // start again.
      await pause(LOOKED_AT_MS);
      for (const trial of trials) await trial.end();
    },
  },
];

async function start(
  arena: AttackArena,
  module: Uint8Array,
  limits: { readonly memoryPages?: number },
): Promise<Trial> {
  const offered = await arena.offer(module, { limits });
  assert.ok(offered.ok, `the service does not start: ${offered.ok ? "" : offered.detail}`);
  return offered.trial;
}

function u16(value: number): number[] {
  return [value & 255, value >> 8];
}

function inTwo(first: number, second: number): Uint8Array {
  const segment = (count: number): NestedBytes => [0, 0x41, 0, 0x0b, u32(count), new Uint8Array(count)];
  return plainService({ table: [FUNCREF, 0, u32(4_096)], elements: [segment(first), segment(second)] });
}
