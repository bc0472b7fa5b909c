/** Which keys a node answers for, as `range` of the common API (Dabek et al. 2003, section 3.2). */
import type { NodeHandle } from "./environment.ts";
import { Id } from "./id.ts";

const RING = 1n << 256n;

function toNumber(id: Id): bigint {
  return BigInt(`0x${id.hex}`);
}

function toId(value: bigint): Id {
  return Id.fromHex((((value % RING) + RING) % RING).toString(16).padStart(64, "0"));
}

/**
 * First and last key for which `node` is among the `rank` + 1 closest of `nodes`: from the midpoint towards the node `rank` + 1
 * places before it to the one after it. Null when `node` is not among them, or they do not reach that far. `isAll`: `nodes`
 * are all there are.
 */
export function rangeOf(
  nodes: readonly NodeHandle[],
  node: NodeHandle,
  rank: number,
  isAll: boolean,
): { readonly first: Id; readonly last: Id } | null {
  if (!Number.isInteger(rank) || rank < 0 || !nodes.some(({ id }) => id.equals(node.id))) return null;
  const self = toNumber(node.id);
  const up = nodes
    .filter(({ id }) => !id.equals(node.id))
    .map(({ id }) => (toNumber(id) - self + RING) % RING);
  up.sort((a, b) => (a < b ? -1 : 1));
  if (up.length <= rank) return isAll ? { first: node.id, last: toId(self - 1n) } : null;
  const after = up[rank];
  const before = RING - up[up.length - 1 - rank];
  // Known nodes lie around this one; those beyond half the ring are not its neighbours on that side.
  if (!isAll && (after > RING / 2n || before > RING / 2n)) return null;
  return { first: toId(self - before / 2n), last: toId(self + (after - 1n) / 2n) };
}
