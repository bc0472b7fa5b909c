/** What befalls a simulated overlay at a certain moment: many nodes come or die at once, or it is cut in two for a while. */
import { MINUTE_MS } from "./churn.ts";
import type { World } from "./world.ts";

/** A crowd comes within this. */
export const CROWD_MS = MINUTE_MS;

export type Trouble =
  | { readonly kind: "crowd"; readonly atMs: number; readonly nodes: number }
  | { readonly kind: "massFailure"; readonly atMs: number; readonly share: number }
  | { readonly kind: "partition"; readonly atMs: number; readonly forMs: number; readonly share: number };

/** Plans it, from the present moment on. */
export function befall(world: World, trouble: Trouble): void {
  const { clock, random } = world;
  clock.at(trouble.atMs, () => {
    switch (trouble.kind) {
      case "crowd":
        for (let i = 0; i < trouble.nodes; i++)
          clock.at(random.next() * CROWD_MS, () => world.joinForAWhile());
        return;
      case "massFailure":
        for (const node of [...world.nodes.values()]) if (random.next() < trouble.share) world.crash(node);
        return;
      case "partition": {
        // By the last bits of their ids: both sides have nodes all around the ring.
        const side = (bytes: Uint8Array) => bytes[31] < 256 * trouble.share;
        world.cut((from, to) => side(from.id.bytes) !== side(to.id.bytes));
        clock.at(trouble.forMs, () => world.heal());
        return;
      }
    }
  });
}
