/**
 * Replacements of departed nodes in the leaf sets around them, as far as one node near them knows.
 */
import { compareClockwise, type Id } from "../base/id.ts";
import type { LeafSet } from "./leaf-set.ts";
import type { Peer } from "./peer.ts";

/**
 * For each member on the left of a departed node, the nodes that come within the member's reach at the far
 * right of its leaf set. Members on the right get none: they are the nodes that come within reach, and the
 * members on the left contact them. `gone` may include `self`.
 */
export function replacements(
  self: Id,
  leafSet: LeafSet,
  gone: readonly Id[],
): ReadonlyMap<Peer, readonly Peer[]> {
  const found = new Map<Peer, readonly Peer[]>();
  // Then every node knows every other node.
  if (leafSet.coversRing) return found;
  const { larger, smaller, side } = leafSet;
  const isSelf = gone.some((id) => id.equals(self));
  /** From the farthest on the left to the farthest on the right; null stands for this node. */
  const ring: (Peer | null)[] = [...smaller.toReversed(), ...(isSelf ? [] : [null]), ...larger];
  const start = smaller.at(-1)?.id ?? self;
  /** For each departed node, the index in `ring` of the first node on its right. */
  const gaps = gone.map((id) => {
    const at = ring.findIndex((peer) => compareClockwise(start, id, peer?.id ?? self) < 0);
    return at < 0 ? ring.length : at;
  });
  gaps.sort((a, b) => a - b);
  for (const [at, peer] of ring.entries()) {
    if (peer === null) continue;
    let lost = 0;
    // Nodes lost before this gap have moved the gap nearer to the member.
    for (const gap of gaps) if (gap > at && gap - at + lost <= side) lost++;
    const next = ring.slice(at + side + 1 - lost, at + side + 1).filter((other) => other !== null);
    if (next.length > 0) found.set(peer, next);
  }
  return found;
}
