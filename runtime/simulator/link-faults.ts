/** What is wrong with the links of a simulated network for good: drawn once for each pair of nodes, by chance that the seed decides. */
import type { NodeHandle } from "../base/node-handle.ts";
import { chanceOf } from "./delays.ts";

export interface LinkFaults {
  /** The share of pairs in which packets pass one way only. */
  readonly asymmetricShare: number;
  /** The share of pairs that cannot reach each other at all, though others reach both (non-transitive). */
  readonly deafShare: number;
}

export const NO_LINK_FAULTS: LinkFaults = { asymmetricShare: 0, deafShare: 0 };

/** Whether packets from the one do not reach the other. Null where no link has a fault. */
export function brokenLinks(
  { asymmetricShare, deafShare }: LinkFaults,
  seed: number,
): ((from: NodeHandle, to: NodeHandle) => boolean) | null {
  if (asymmetricShare === 0 && deafShare === 0) return null;
  return ({ id: from }, { id: to }) => {
    const chance = chanceOf(Math.min(from.head, to.head), Math.max(from.head, to.head), seed);
    if (chance < deafShare) return true;
    if (chance >= deafShare + asymmetricShare) return false;
    // Which way: by another draw of the pair.
    return from.head < to.head === (chance * 1e6) % 1 < 0.5;
  };
}
