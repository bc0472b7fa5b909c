/** Attacks with endless loops, fuel and traps. */
import assert from "node:assert/strict";
import type { Outcome } from "../../sandbox/contract.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { I32, plainService, u32 } from "../kit/binary.ts";
import { endlessStart, service } from "../kit/modules.ts";
import { mustRefuse } from "../kit/refusals.ts";
import { answer, LITTLE, mustFault, PAYLOAD, RESPOND, started } from "../kit/started-service.ts";

const fuelOf = (outcome: Outcome) => outcome.fuelUsed;

export const CASES: readonly AttackCase[] = [
  {
    id: "EL01",
    title: "endless loops of every shape end with their fuel",
    stoppedBy: [1],
    async run(arena) {
      for (const [what, deliver] of [
        ["a branch back", "(loop $again (br $again))"],
        ["a condition that always holds", "(loop $again (br_if $again (i32.const 1)))"],
        ["a table of branches back", "(loop $again (br_table $again $again (i32.const 7)))"],
        ["loops within loops", "(loop $a (loop $b (br_if $b (i32.const 0)) (br $a)))"],
        ["a loop behind an if", "(loop $again (if (i32.const 1) (then (br $again))))"],
        ["a loop that calls", "(loop $again (drop (memory.size)) (br $again))"],
      ] as const)
        await mustFault(arena, what, service({ deliver }), "fuel");
      const mutual = service({
        more: "(func $a (param i32) (call $b (local.get 0))) (func $b (param i32) (loop $again (br $again)))",
        deliver: "(call $a (i32.const 1))",
      });
      await mustFault(arena, "a loop two calls down", mutual, "fuel");
    },
  },
  {
    id: "EL02",
    title: "an endless start function ends with its fuel, and the service does not start",
    stoppedBy: [1],
    async run(arena) {
      const offered = await arena.offer(endlessStart(), LITTLE);
      assert.ok(!offered.ok && offered.by === "start", "the service started");
      assert.equal(offered.fault, "fuel");
    },
  },
  {
    id: "EL03",
    title: "initialisers that compute, or never end, are refused",
    stoppedBy: [1],
    async run(arena) {
      const global = (...code: readonly number[]) => plainService({ globals: [[I32, 0, code, 0x0b]] });
      await mustRefuse(
        arena,
        ["an addition", global(0x41, 1, 0x41, 1, 0x6a), "const-expr"],
        ["a loop", global(0x03, 0x40, 0x0c, 0, 0x0b, 0x41, 0), "const-expr"],
        ["a call", global(0x10, 0), "const-expr"],
        [
          "ten thousand additions",
          global(0x41, 1, ...Array(10_000).fill([0x41, 1, 0x6a]).flat()),
          "const-expr",
        ],
        [
          "an offset that computes",
          plainService({ data: [[0, 0x41, 1, 0x41, 1, 0x6a, 0x0b, u32(0)]] }),
          "const-expr",
        ],
      );
    },
  },
  {
    id: "EL04",
    title:
      "fills and copies of all memory in a loop end with their fuel, in about the time of any other loop",
    stoppedBy: [1],
    async run(arena) {
      const memory = '(memory (export "memory") 64 64)';
      for (const bulk of [
        "(memory.fill (i32.const 0) (i32.const 1) (i32.const 4194304))",
        "(memory.copy (i32.const 0) (i32.const 2097152) (i32.const 2097152))",
      ]) {
        const trial = await started(arena, service({ memory, deliver: `(loop $again ${bulk} (br $again))` }));
        const outcome = await trial.send();
        assert.ok(!outcome.ok && (outcome.fault === "fuel" || !arena.walls.has(1)), bulk);
        await trial.end();
      }
    },
  },
  {
    id: "EL05",
    title: "one copy of the largest memory succeeds, and costs fuel by its length",
    stoppedBy: [1],
    async run(arena) {
      const bytes = 256 * 65_536;
      const copy = (count: number) =>
        service({
          memory: '(memory (export "memory") 256 256)',
          deliver: `(memory.copy (i32.const 0) (i32.const 0) (i32.const ${count}))`,
        });
      const used: number[] = [];
      for (const count of [bytes / 2, bytes]) {
        const trial = await started(arena, copy(count), { limits: { memoryPages: 256 } });
        const outcome = await trial.send();
        assert.ok(outcome.ok, "the event failed");
        used.push(fuelOf(outcome));
        await trial.end();
      }
      if (arena.walls.has(1))
        assert.ok(used[1] > 1.9 * used[0], `${used[0]} for a half and ${used[1]} for all`);
    },
  },
  {
    id: "EL06",
    title: "instructions that work on tables are refused",
    stoppedBy: [1],
    async run(arena) {
      const table = [0x70, 0x01, u32(8), u32(8)];
      const withCode = (...code: readonly number[]) =>
        plainService({
          table,
          functions: [{ type: 0, body: Uint8Array.of(code.length + 2, 0, ...code, 0x0b) }],
        });
      await mustRefuse(
        arena,
        ["table.fill", withCode(0x41, 0, 0xd0, 0x70, 0x41, 8, 0xfc, 17, 0), "opcode"],
        ["table.grow", withCode(0xd0, 0x70, 0x41, 8, 0xfc, 15, 0, 0x1a), "opcode"],
        ["table.set", withCode(0x41, 0, 0xd0, 0x70, 0x26, 0), "opcode"],
        ["table.copy", withCode(0x41, 0, 0x41, 1, 0x41, 1, 0xfc, 14, 0, 0), "opcode"],
        ["table.init", withCode(0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 12, 0, 0), "opcode"],
      );
    },
  },
  {
    id: "EL09",
    title:
      "each kind of trap is a fault without the engine's error text, and the next event has a fresh instance",
    stoppedBy: [1],
    async run(arena) {
      for (const [what, code] of [
        ["unreachable", "unreachable"],
        ["a division by zero", "(drop (i32.div_s (i32.const 1) (i32.const 0)))"],
        ["a remainder by zero", "(drop (i64.rem_u (i64.const 1) (i64.const 0)))"],
        ["the least number divided by -1", "(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))"],
        ["a NaN made a number", "(drop (i32.trunc_f64_s (f64.const nan)))"],
        ["too large a number", "(drop (i64.trunc_f32_u (f32.const 1e30)))"],
        ["a load past the end", "(drop (i32.load (i32.const -1)))"],
        ["a store past the end", "(i64.store offset=4294967295 (i32.const -1) (i64.const 1))"],
        ["a fill past the end", "(memory.fill (i32.const 131000) (i32.const 1) (i32.const 1000))"],
        ["an indirect call past the table", "(call_indirect (type $v) (i32.const 99))"],
        ["an indirect call of nothing", "(call_indirect (type $v) (i32.const 1))"],
        ["an indirect call of another type", "(drop (call_indirect (type $i) (i32.const 0)))"],
      ] as const) {
        const module = service({
          more: "(type $v (func)) (type $i (func (result i32))) (table 2 funcref) (elem (i32.const 0) $f) (func $f)",
          deliver: `(if (i32.load8_u (i32.const ${PAYLOAD})) (then ${code}) (else ${answer(PAYLOAD, 1)}))`,
        });
        const trial = await started(arena, module);
        const outcome = await trial.send({ payload: Uint8Array.of(1) });
        assert.ok(
          !outcome.ok && outcome.fault === "trap",
          `${what}: ${outcome.ok ? "the event succeeded" : outcome.fault}`,
        );
        assert.match(outcome.detail, /^[ -~]{0,300}$/, what);
        assert.doesNotMatch(outcome.detail, /wasm:\/\/|\.ts|\.js|node:|0x[0-9a-f]{6}/, what);
        assert.deepEqual(await trial.ask(Uint8Array.of(0)), Uint8Array.of(0), `${what}: the next event`);
        await trial.end();
      }
    },
  },
  {
    id: "EL10",
    title: "fuel that is exactly enough, one unit less, or zero ends an event in the same way each time",
    stoppedBy: [1],
    async run(arena) {
      if (!arena.walls.has(1)) return;
      const module = service({
        imports: RESPOND,
        deliver: `(local $i i32) (loop $again (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i)
          (i32.const 1))) (i32.const 1000)))) ${answer(PAYLOAD, 0)}`,
      });
      const full = await started(arena, module, {});
      const outcome = await full.send();
      assert.ok(outcome.ok);
      const exact = fuelOf(outcome);
      assert.equal(fuelOf(await full.send()), exact, "another use of fuel for the same work");
      await full.end();
      for (const [fuelPerEvent, isEnough] of [
        [exact, true],
        [exact - 1, false],
        [Math.floor(exact / 2), false],
        [1, false],
      ] as const) {
        const offered = await arena.offer(module, { limits: { fuelPerEvent } });
        if (!offered.ok) {
          assert.ok(
            !isEnough && offered.by === "start" && offered.fault === "fuel",
            `${fuelPerEvent}: ${offered.detail}`,
          );
          continue;
        }
        for (let turn = 0; turn < 2; turn++) {
          const again: Outcome = await offered.trial.send();
          assert.equal(again.ok, isEnough, `${fuelPerEvent} of ${exact}`);
          if (!again.ok) assert.equal(again.fault, "fuel");
        }
        await offered.trial.end();
      }
    },
  },
  {
    id: "EL11",
    title: "a module that refers to the globals of the rewrite, by index or by name, is refused",
    stoppedBy: [1],
    async run(arena) {
      const sets = (index: number) =>
        plainService({
          globals: [[0x7e, 1, 0x42, 0, 0x0b]],
          functions: [{ type: 0, body: Uint8Array.of(6, 0, 0x42, 0x7f, 0x24, index, 0x0b) }],
        });
      await mustRefuse(
        arena,
        ["the global after its own", sets(1), "index", "invalid"],
        ["the one after that", sets(2), "index", "invalid"],
        ["far after its own", sets(100), "index", "invalid"],
      );
      for (const name of ["prost:fuel", "prost:depth", "prost:start", "prost:deliver"])
        await mustRefuse(arena, [name, service({ more: `(func (export "${name}"))` }), "reserved-name"]);
    },
  },
  {
    id: "EL12",
    title: "60,000 bytes of instructions without a branch are charged before they run",
    stoppedBy: [1],
    async run(arena) {
      if (!arena.walls.has(1)) return;
      const module = service({
        imports: RESPOND,
        more: `(func $long (result i32) i32.const 1 ${"i32.const 3 i32.mul ".repeat(15_000)})`,
        deliver: `(drop (call $long)) ${answer(PAYLOAD, 0)}`,
      });
      const trial = await started(arena, module, {});
      const outcome = await trial.send();
      assert.ok(outcome.ok && fuelOf(outcome) > 30_000, `${fuelOf(outcome)} units`);
      await trial.end();
      const poor = await arena.offer(module, { limits: { fuelPerEvent: 10_000 } });
      assert.ok(poor.ok);
      const refused = await poor.trial.send();
      assert.ok(!refused.ok && refused.fault === "fuel");
      await poor.trial.end();
    },
  },
  {
    id: "EL17",
    title: "no event reaches an instance that has trapped, not even in the same batch",
    stoppedBy: [1],
    async run(arena) {
      const module = service({
        imports: RESPOND,
        deliver: `(i32.store8 (i32.const 0) (i32.add (i32.load8_u (i32.const 0)) (i32.const 1)))
          (if (i32.load8_u (i32.const ${PAYLOAD})) (then unreachable)) ${answer(0, 1)}`,
      });
      const trial = await started(arena, module);
      const [well, trapped, after] = await Promise.all([
        trial.ask(Uint8Array.of(0)),
        trial.send({ payload: Uint8Array.of(1) }),
        trial.ask(Uint8Array.of(0)),
      ]);
      assert.ok(!trapped.ok);
      assert.equal(well?.[0], 1);
      assert.equal(after?.[0], 1, "its memory survived the trap");
      await trial.end();
    },
  },
  {
    id: "EL18",
    title: "fuel that runs out within a host function undoes the whole event",
    stoppedBy: [1],
    async run(arena) {
      if (!arena.walls.has(1)) return;
      const module = service({
        deliver: `(drop (call $store_put (i32.const 0) (i32.const 4) (i32.const 8) (i32.const 4)))
          (loop $again (drop (call $store_get (i32.const 0) (i32.const 4) (i32.const 2048) (i32.const 60000)))
            (br $again))`,
      });
      const trial = await started(arena, module);
      for (let turn = 0; turn < 3; turn++) {
        const outcome = await trial.send();
        assert.ok(
          !outcome.ok && outcome.fault === "fuel",
          outcome.ok ? "the event succeeded" : outcome.fault,
        );
      }
      await trial.end();
      const probe = service({
        imports: `${RESPOND} (import "prost" "store_get" (func $store_get (param i32 i32 i32 i32) (result i32)))
          (import "prost" "store_put" (func $store_put (param i32 i32 i32 i32) (result i32)))`,
        deliver: `(if (i32.load8_u (i32.const ${PAYLOAD})) (then
            (drop (call $store_put (i32.const 0) (i32.const 4) (i32.const 8) (i32.const 4)))
            (loop $again (drop (call $store_get (i32.const 0) (i32.const 4) (i32.const 2048) (i32.const 60000)))
              (br $again))))
          (i32.store (i32.const 16) (call $store_get (i32.const 0) (i32.const 4) (i32.const 2048)
            (i32.const 60000))) ${answer(16, 4)}`,
      });
      const other = await started(arena, probe);
      assert.ok(!(await other.send({ payload: Uint8Array.of(1) })).ok);
      const found = await other.ask(Uint8Array.of(0));
      assert.ok(
        found !== null && new DataView(found.buffer, found.byteOffset).getInt32(0, true) < 0,
        "its write is stored",
      );
      await other.end();
    },
  },
];
