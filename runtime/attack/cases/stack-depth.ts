/** Attacks with recursion, and the equality of depth and fuel on all nodes. */
import assert from "node:assert/strict";
import type { AttackCase } from "../arenas/arena.ts";
import { functionType, I32, plainService } from "../kit/binary.ts";
import { deepRecursion, deepRecursionOfLargeFrames, nested, service } from "../kit/modules.ts";
import { mustRefuse } from "../kit/refusals.ts";
import { answer, mustFault, PAYLOAD, RESPOND, started } from "../kit/started-service.ts";

export const CASES: readonly AttackCase[] = [
  {
    id: "EL07",
    title: "recursion of every kind ends, and calls below the maximum depth succeed",
    stoppedBy: [1],
    async run(arena) {
      const mutual = service({
        more: "(func $a (call $b)) (func $b (call $c)) (func $c (call $a))",
        deliver: "(call $a)",
      });
      const indirect = service({
        more: `(type $v (func)) (table 1 funcref) (elem (i32.const 0) $down) (func $down (call_indirect
          (type $v) (i32.const 0)))`,
        deliver: "(call $down)",
      });
      for (const [what, module] of [
        ["itself", deepRecursion()],
        ["with large frames", deepRecursionOfLargeFrames()],
        ["of two functions", mutual],
        ["through a table", indirect],
      ] as const)
        await mustFault(arena, what, module, "stack");
      const shallow = service({
        more: `(func $down (param i32) (if (local.get 0) (then (call $down (i32.sub (local.get 0) (i32.const 1))))))`,
        deliver: "(call $down (i32.const 1000))",
      });
      const trial = await started(arena, shallow);
      assert.ok((await trial.send()).ok);
      await trial.end();
    },
  },
  {
    id: "TD04",
    title: "depth, growth and fuel are the same in every instance of one module with one input",
    stoppedBy: [1],
    async run(arena) {
      if (!arena.walls.has(1)) return;
      const module = service({
        imports: RESPOND,
        memory: '(memory (export "memory") 2)',
        more: `(global $depth (mut i32) (i32.const 0))
          (func $down (param i32) (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
            (if (i32.lt_u (global.get $depth) (local.get 0)) (then (call $down (local.get 0)))))`,
        deliver: `(call $down (i32.load (i32.const ${PAYLOAD})))
          (i32.store (i32.const 0) (global.get $depth)) (i32.store (i32.const 4) (memory.grow (i32.const 3)))
          (i32.store (i32.const 8) (memory.grow (i32.const 60000))) ${answer(0, 12)}`,
      });
      const seen = new Set<string>();
      for (let instance = 0; instance < 3; instance++) {
        const trial = await started(arena, module, {});
        const depths: string[] = [];
        for (const depth of [10, 1_000, 4_000, 100_000]) {
          const payload = new Uint8Array(4);
          new DataView(payload.buffer).setUint32(0, depth, true);
          const outcome = await trial.send({ payload });
          depths.push(
            `${outcome.ok} ${outcome.fuelUsed} ${outcome.ok ? textOf(outcome.effects) : outcome.fault}`,
          );
        }
        seen.add(depths.join("; "));
        await trial.end();
      }
      assert.equal(seen.size, 1, [...seen].join("\n"));
    },
  },
  {
    id: "EL07",
    title:
      "blocks nested far deeper than compilers produce are refused, so that no recursive reader overflows its stack",
    stoppedBy: [1],
    async run(arena) {
      await mustRefuse(arena, ["20,000 blocks", nested(20_000, 1), "nesting"]);
      await mustRefuse(arena, [
        "a type of 40 parameters",
        plainService({ types: [functionType(Array(40).fill(I32))] }),
        "type",
      ]);
    },
  },
];

function textOf(effects: unknown): string {
  return JSON.stringify(effects, (_, value) => (typeof value === "bigint" ? String(value) : value));
}
