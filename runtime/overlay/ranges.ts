/** Key ranges of nodes, as `range` of the common API (Dabek et al., IPTPS 2003, section 3.2). */

import { compareClockwise, Id, isBetween } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { KeyRange, RankRange } from "./api.ts";

const RING = 1n << 256n;

function toNumber(id: Id): bigint {
  return BigInt(`0x${id.hex}`);
}

function toId(value: bigint): Id {
  return Id.fromHex((((value % RING) + RING) % RING).toString(16).padStart(64, "0"));
}

/**
 * The keys for which `node` is among the `rank` + 1 closest of `nodes`: between the midpoints to the nodes
 * that are `rank` + 1 places before and after it. Null when `node` is not in `nodes`, or when
 * they do not reach that far. `isAll`: `nodes` are all nodes of the overlay.
 */
export function rangeOf(
  nodes: readonly NodeHandle[],
  node: NodeHandle,
  rank: number,
  isAll: boolean,
): KeyRange | null {
  if (!Number.isInteger(rank) || rank < 0 || !nodes.some(({ id }) => id.equals(node.id))) return null;
  const self = toNumber(node.id);
  const up = nodes
    .filter(({ id }) => !id.equals(node.id))
    .map(({ id }) => (toNumber(id) - self + RING) % RING);
  up.sort((a, b) => (a < b ? -1 : 1));
  if (up.length <= rank) return isAll ? { first: node.id, last: toId(self - 1n) } : null;
  const after = up[rank];
  const before = RING - up[up.length - 1 - rank];
  // A node beyond half of the ring does not bound the range on that side: nearer nodes are unknown.
  if (!isAll && (after > RING / 2n || before > RING / 2n)) return null;
  return { first: toId(self - before / 2n), last: toId(self + (after - 1n) / 2n) };
}

/**
 * The keys for which `node` is the `rank`-root: it becomes their root when the `rank` closer nodes have
 * failed. For ranks above 0 they form two ranges, one on each side of the node. Returns the range that
 * contains `key`, or else the first one clockwise from it.
 */
export function rankRangeOf(
  nodes: readonly NodeHandle[],
  node: NodeHandle,
  rank: number,
  isAll: boolean,
  key: Id,
): RankRange {
  if (!nodes.some(({ id }) => id.equals(node.id))) return { ok: false, reason: "notNeighbor" };
  const outer = rangeOf(nodes, node, rank, isAll);
  if (outer === null) return { ok: false, reason: "unknown" };
  if (rank === 0) return { ok: true, range: outer };
  const inner = rangeOf(nodes, node, rank - 1, isAll);
  if (inner === null) return { ok: false, reason: "unknown" };
  // A rank must be less than the number of nodes.
  if (isAll && nodes.length <= rank) return { ok: true, range: null };
  const above = { first: step(inner.last, 1n), last: outer.last };
  const below = { first: outer.first, last: step(inner.first, -1n) };
  // The highest rank: the two ranges meet on the other side of the ring.
  const isWhole = isAll && nodes.length === rank + 1;
  const ranges = isWhole ? [{ first: above.first, last: below.last }] : [above, below];
  for (const range of ranges) if (isBetween(key, range.first, range.last)) return { ok: true, range };
  ranges.sort((a, b) => compareClockwise(key, a.first, b.first));
  return { ok: true, range: ranges[0] };
}

function step(id: Id, by: bigint): Id {
  return toId(toNumber(id) + by);
}
