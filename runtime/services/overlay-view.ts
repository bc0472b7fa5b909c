/** The part of the overlay's state that services can read. */
import { isCloser } from "../base/id.ts";
import type { Overlay } from "../overlay/api.ts";
import { LEAF_SIDE } from "../overlay/leaf-set.ts";
import type { OverlayView } from "../sandbox/contract.ts";

export function viewOf(overlay: Overlay): OverlayView {
  const self = overlay.self.id;
  const leaves = [...overlay.neighborSet(Number.MAX_SAFE_INTEGER)].sort((a, b) =>
    isCloser(self, a.id, b.id) ? -1 : 1,
  );
  const isLeaf = new Set(leaves.map((node) => node.id.hex));
  return {
    self: self.bytes,
    leaves: leaves.map((node) => node.id.bytes),
    // A full leaf set has LEAF_SIDE nodes on each side. When there are fewer, or when some are on both sides,
    // the overlay has no other nodes.
    isWholeRing: leaves.length < 2 * LEAF_SIDE,
    table: overlay
      .knownNodes()
      .filter((node) => !isLeaf.has(node.id.hex))
      .map((node) => node.id.bytes),
  };
}
