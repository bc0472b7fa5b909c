/** The members of the leaf set when a service went to sleep, to inform it of the changes when it wakes. */
import type { NodeHandle } from "../base/node-handle.ts";
import type { Overlay } from "../overlay/api.ts";
import type { HostedService } from "./hosted-service.ts";

export class NeighbourSnapshots {
  readonly #overlay: Overlay;
  #last: readonly NodeHandle[] = [];

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
  }

  /**
   * Returns the same array while the members stay the same: all services that fall asleep meanwhile share it.
   */
  take(): readonly NodeHandle[] {
    const now = this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER);
    const isSame =
      now.length === this.#last.length && now.every((node, i) => node.id.equals(this.#last[i].id));
    if (!isSame) this.#last = now;
    return this.#last;
  }

  /** Informs the service of the members that have left and joined since the snapshot. */
  replay(hosted: HostedService, snapshot: readonly NodeHandle[]): void {
    const now = this.take();
    for (const node of without(snapshot, now)) hosted.update(node, false);
    for (const node of without(now, snapshot)) hosted.update(node, true);
  }
}

function without(nodes: readonly NodeHandle[], others: readonly NodeHandle[]): NodeHandle[] {
  const known = new Set(others.map(({ id }) => id.hex));
  return nodes.filter(({ id }) => !known.has(id.hex));
}
