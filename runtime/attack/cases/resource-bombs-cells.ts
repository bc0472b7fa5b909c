/** Attacks on the memory of a cell's process. */
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { CellHost } from "../../sandbox/cell/cell-host.ts";
import { LIMITS_DEFAULT, type Outcome } from "../../sandbox/contract.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { ServiceQueue } from "../../sandbox/queue/service-queue.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import type { AttackCase } from "../arenas/arena.ts";
import { deliverEvent } from "../arenas/local-arena.ts";
import { touchAll } from "./resource-bombs.ts";

const PAGES_MAX = 256;
const PAGE_BYTES = 65_536;
/** Together with a cell's own memory, a little less than its limit of 1 GiB. */
const SERVICES = 52;
/** The node measures the memory of its cells every second. */
const LOOKS = 4;
const LOOK_MS = 1_000;

export const CASES: readonly AttackCase[] = [
  {
    id: "RB14",
    title: "a cell just under its memory limit keeps running, and its memory is counted",
    isLocal: true,
    isLong: true,
    async run() {
      const cell = new CellHost({ name: "nearly full" });
      try {
        const services = await Promise.all(Array.from({ length: SERVICES }, (_, i) => start(cell, i)));
        const { pid } = cell.usage();
        for (let look = 0; look < LOOKS; look++) {
          for (const one of services) assert.equal((await send(one)).ok, true, "an event failed");
          await pause(LOOK_MS);
        }
        const { restarts, rssBytes, pid: pidNow } = cell.usage();
        assert.equal(restarts, 0, "the cell was killed");
        assert.equal(pidNow, pid);
        // 0: unknown on this system.
        const touched = SERVICES * PAGES_MAX * PAGE_BYTES;
        assert.ok(
          rssBytes === 0 || rssBytes > touched,
          `${rssBytes} bytes are counted, ${touched} were touched`,
        );
      } finally {
        await cell.close();
      }
    },
  },
];

async function start(runner: CellHost, i: number): Promise<ServiceQueue> {
  const limits = { ...LIMITS_DEFAULT, memoryPages: PAGES_MAX };
  const gated = gate(touchAll());
  assert.ok(gated.ok);
  const service = new ServiceQueue({
    runner,
    store: new MemoryStore(),
    space: `service ${i}`,
    install: {
      serviceId: new Uint8Array(32).fill(i + 1),
      nodeId: new Uint8Array(32),
      module: rewrite(gated.module, { memoryPages: PAGES_MAX }),
      capabilities: CAPABILITIES,
      limits,
      nowMs: 0,
      seed: 0n,
      firstToken: 1n,
    },
    onEffects: () => {},
    now: () => performance.now(),
  });
  const started = await service.start();
  assert.ok(started.ok, started.ok ? "" : started.detail);
  return service;
}

function send(service: ServiceQueue): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    if (!service.offer(deliverEvent({}), resolve)) reject(new Error("an event was not accepted"));
  });
}
