/** Permanent faults of links in a simulated network, drawn once for each pair of nodes from the seed. */
import type { NodeHandle } from "../base/node-handle.ts";
import { hashedDraw } from "./delays.ts";

export interface LinkFaults {
  /** The share of pairs in which packets pass in one direction only. */
  readonly asymmetricShare: number;
  /** The share of pairs in which packets pass in neither direction, though other nodes reach both (non-transitive). */
  readonly deafShare: number;
}

export const NO_LINK_FAULTS: LinkFaults = { asymmetricShare: 0, deafShare: 0 };

/** A predicate: the link drops packets in this direction. Null if no link has a fault. */
export function brokenLinks(
  { asymmetricShare, deafShare }: LinkFaults,
  seed: number,
): ((from: NodeHandle, to: NodeHandle) => boolean) | null {
  if (asymmetricShare === 0 && deafShare === 0) return null;
  return ({ id: from }, { id: to }) => {
    const draw = hashedDraw(Math.min(from.head, to.head), Math.max(from.head, to.head), seed);
    if (draw < deafShare) return true;
    if (draw >= deafShare + asymmetricShare) return false;
    // The later digits of the draw decide the direction.
    return from.head < to.head === (draw * 1e6) % 1 < 0.5;
  };
}
