/** Time and determinism, as far as they depend on where services run. */
import assert from "node:assert/strict";
import { CAPABILITIES } from "../../abi/imports.ts";
import { CellHost } from "../sandbox/cell-host.ts";
import { LIMITS_DEFAULT } from "../sandbox/contract.ts";
import { gate } from "../sandbox/gate.ts";
import { rewrite } from "../sandbox/rewrite.ts";
import { Cells } from "../services/cells.ts";
import { systemClock } from "../transport/system.ts";
import type { AttackCase } from "./arena.ts";
import { echoService } from "./modules.ts";

export const CASES: readonly AttackCase[] = [
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
  const verdict = gate(echoService());
  assert(verdict.ok);
  const runner = cells.enter(new Uint8Array(32).fill(publisher));
  const installed = await runner.install({
    serviceId: new Uint8Array(32).fill(service),
    nodeId: new Uint8Array(32).fill(7),
    module: rewrite(verdict.module, { memoryPages: 2 }),
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
