/** Who takes the place of nodes that are gone, in the leaf sets of those around them, as far as one of their neighbours can see. */
import { compareClockwise, type Id } from "../base/id.ts";
import type { LeafSet } from "./leaf-set.ts";
import type { Peer } from "./peer.ts";

/**
 * For each member on the left of a node that is gone, who comes within reach at the far right of its set. Those on the right are
 * not named: they are the ones who come within reach, and hear from their partners on the left. `self` may be one that goes.
 */
export function replacements(
  self: Id,
  leafSet: LeafSet,
  gone: readonly Id[],
): ReadonlyMap<Peer, readonly Peer[]> {
  const found = new Map<Peer, readonly Peer[]>();
  // Everyone knows everyone then.
  if (leafSet.coversRing) return found;
  const { larger, smaller, side } = leafSet;
  const isSelf = gone.some((id) => id.equals(self));
  /** From the farthest on the left to the farthest on the right; null: this node. */
  const ring: (Peer | null)[] = [...smaller.toReversed(), ...(isSelf ? [] : [null]), ...larger];
  const start = smaller.at(-1)?.id ?? self;
  /** For each that is gone, the place of the first on its right. */
  const gaps = gone.map((id) => {
    const at = ring.findIndex((peer) => compareClockwise(start, id, peer?.id ?? self) < 0);
    return at < 0 ? ring.length : at;
  });
  gaps.sort((a, b) => a - b);
  for (const [at, peer] of ring.entries()) {
    if (peer === null) continue;
    let lost = 0;
    // Where it stood, those lost before it counted in.
    for (const gap of gaps) if (gap > at && gap - at + lost <= side) lost++;
    const next = ring.slice(at + side + 1 - lost, at + side + 1).filter((other) => other !== null);
    if (next.length > 0) found.set(peer, next);
  }
  return found;
}
