/** Attacks on determinism across compilers and processes. */
import assert from "node:assert/strict";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { CellHost } from "../../sandbox/cell/cell-host.ts";
import { CELL_PROFILES, cellLaunch } from "../../sandbox/cell/jail.ts";
import { LIMITS_DEFAULT } from "../../sandbox/contract.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { Cells } from "../../services/cells.ts";
import { systemClock } from "../../transport/system.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { CompromisedCell } from "../kit/compromised-cell.ts";
import { echoService, service } from "../kit/modules.ts";

/** Operations on floats that may produce a NaN; each leaves 8 bytes. */
const FLOATS = [
  "(f64.div (f64.const 0) (f64.const 0))",
  "(f64.sqrt (f64.const -1))",
  "(f64.sub (f64.const inf) (f64.const inf))",
  "(f64.mul (f64.load (i32.const 0)) (f64.const 0))",
  "(f64.min (f64.load (i32.const 8)) (f64.const 1))",
  "(f64.promote_f32 (f32.div (f32.const 0) (f32.const 0)))",
  "(f64.add (f64.const 1) (f64.load (i32.const 8)))",
  // No NaN: these must be equal to the last bit.
  "(f64.div (f64.const 1) (f64.const 3))",
  "(f64.sqrt (f64.const 2))",
  "(f64.mul (f64.const 1e308) (f64.const 10))",
  "(f64.nearest (f64.const -0.5))",
  "(f64.promote_f32 (f32.div (f32.const 1) (f32.const 3)))",
  // A moved NaN keeps its bits.
  "(f64.load (i32.const 8))",
];
const MOVED = FLOATS.length - 1;
const NAN_BITS = 0x7ff4_0000_dead_beefn;

export const CASES: readonly AttackCase[] = [
  {
    id: "TD03",
    title:
      "both compilers produce NaNs in the same operations and equal bits elsewhere, and a moved NaN keeps its bits",
    isLocal: true,
    async run() {
      const stores = FLOATS.map((code, i) => `(f64.store (i32.const ${4_096 + 8 * i}) ${code})`).join("");
      const module = service({
        deliver: `(i64.store (i32.const 0) (i64.const 0x7ff0000000000000)) (i64.store (i32.const 8)
          (i64.const ${NAN_BITS}))
          ${stores} (drop (call $respond (i64.load (i32.const 1152)) (i32.const 4096)
            (i32.const ${8 * FLOATS.length})))`,
      });
      const seen: Float64Array[] = [];
      for (const profile of CELL_PROFILES) {
        const compromised = new CompromisedCell({ launch: () => cellLaunch({ profile }) });
        try {
          const guest = await compromised.start(module);
          // Often enough for the optimising compiler to run.
          for (let i = 0; i < 500; i++) await guest.ask("");
          const answer = (await guest.ask("")) ?? assert.fail("it does not answer");
          seen.push(new Float64Array(Uint8Array.from(answer).buffer));
        } finally {
          await compromised.cell.close();
        }
      }
      const [one, other] = seen;
      assert.ok(one.subarray(0, 7).every(Number.isNaN) && !one.subarray(7, MOVED).some(Number.isNaN));
      one.forEach((value, i) => assert.ok(Object.is(value, other[i]), FLOATS[i]));
      for (const values of seen) assert.equal(new BigUint64Array(values.buffer)[MOVED], NAN_BITS);
    },
  },
  {
    id: "TD10",
    title: "services of two publishers run in different processes, and neither in the node's",
    isLocal: true,
    async run() {
      const cells = new Cells({
        clock: systemClock,
        make: (publisher) => new CellHost({ name: `publisher ${publisher[0]}` }),
      });
      try {
        const pids = await Promise.all([1, 2, 3].map((publisher) => pidOf(cells, publisher)));
        assert.equal(new Set([process.pid, ...pids]).size, 4);
        assert.equal(await pidOf(cells, 1, 9), pids[0], "a publisher's second service has a cell of its own");
      } finally {
        await cells.close();
      }
    },
  },
];

async function pidOf(cells: Cells, publisher: number, service = 1): Promise<number> {
  const gated = gate(echoService());
  assert(gated.ok);
  const runner = cells.enter(new Uint8Array(32).fill(publisher));
  const installed = await runner.install({
    serviceId: new Uint8Array(32).fill(service),
    nodeId: new Uint8Array(32).fill(7),
    module: rewrite(gated.module, { memoryPages: 2 }),
    capabilities: CAPABILITIES,
    limits: LIMITS_DEFAULT,
    readStore: () => [],
    nowMs: 0,
    seed: 0n,
    firstToken: 1n,
  });
  assert(installed.ok);
  const { pid } = runner.usage();
  assert(pid !== null);
  return pid;
}
