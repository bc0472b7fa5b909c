/** Faults of a simulated overlay at given times: a mass join, a mass failure, a partition that heals. */
import { MINUTE_MS } from "./churn.ts";
import type { World } from "./world.ts";

/** The nodes of a crowd join at random times within this, in milliseconds. */
const CROWD_MS = MINUTE_MS;

/** `atMs`: from the call of `injectFault`. `share`: of the nodes, 0 to 1. `forMs`: until the partition heals. */
export type ScheduledFault =
  | { readonly kind: "crowd"; readonly atMs: number; readonly nodes: number }
  | { readonly kind: "massFailure"; readonly atMs: number; readonly share: number }
  | { readonly kind: "partition"; readonly atMs: number; readonly forMs: number; readonly share: number };

/** Schedules the fault. */
export function injectFault(world: World, fault: ScheduledFault): void {
  const { clock, random } = world;
  clock.at(fault.atMs, () => {
    switch (fault.kind) {
      case "crowd":
        for (let i = 0; i < fault.nodes; i++) clock.at(random.next() * CROWD_MS, () => world.joinForAWhile());
        return;
      case "massFailure":
        for (const node of [...world.nodes.values()]) if (random.next() < fault.share) world.crash(node);
        return;
      case "partition": {
        // By the last byte of the ids, so that both sides have nodes all around the ring.
        const side = (bytes: Uint8Array) => bytes[31] < 256 * fault.share;
        world.cut((from, to) => side(from.id.bytes) !== side(to.id.bytes));
        clock.at(fault.forMs, () => world.heal());
        return;
      }
    }
  });
}
