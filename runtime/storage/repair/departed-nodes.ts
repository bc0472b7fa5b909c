/**
 * Nodes that left the leaf set recently, and may return with the records on their disks. For a grace period
 * their records are not copied to other nodes, unless too many holders are away at once: most failures are
 * transient, and copies made for them are useless (Chun et al., "Efficient Replica Maintenance for
 * Distributed Storage Systems", NSDI 2006).
 */
import { compareIds, type Id, isCloser } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { KeyRange, Overlay } from "../../overlay/api.ts";
import { rangeOf } from "../../overlay/ranges.ts";
import { keyRangeOf } from "./key-ranges.ts";

/** Maximum number of remembered nodes: more than the nodes around a node that share a record with it. */
const DEPARTED_MAX = 64;

interface Departed {
  readonly node: NodeHandle;
  readonly sinceMs: number;
}

export class DepartedNodes {
  readonly #departed = new Map<string, Departed>();

  add(node: NodeHandle, nowMs: number): void {
    this.#departed.delete(node.id.hex);
    this.#departed.set(node.id.hex, { node, sinceMs: nowMs });
    if (this.#departed.size <= DEPARTED_MAX) return;
    const [oldest] = this.#departed.keys();
    this.#departed.delete(oldest);
  }

  remove(node: NodeHandle): void {
    this.#departed.delete(node.id.hex);
  }

  /** Forgets nodes that left `graceMs` ago or earlier. Returns true if there were any. */
  expire(nowMs: number, graceMs: number): boolean {
    let isAny = false;
    for (const [id, { sinceMs }] of this.#departed) {
      if (nowMs - sinceMs < graceMs) continue;
      this.#departed.delete(id);
      isAny = true;
    }
    return isAny;
  }

  /** The holders of the key as if the departed nodes were still present. */
  recentHolders(overlay: Overlay, key: Id, copies: number): readonly NodeHandle[] {
    const live = [overlay.self, ...overlay.neighborSet(Number.MAX_SAFE_INTEGER)];
    const away = this.#away(live);
    if (away.length === 0) return overlay.replicaSet(key, copies);
    return [...live, ...away].sort((a, b) => (isCloser(key, a.id, b.id) ? -1 : 1)).slice(0, copies);
  }

  /**
   * The keys of the records that this node should store at present: as if the departed nodes were still
   * present, unless some record may have so few copies left that the next failures could destroy all of them.
   * Null when the leaf set does not show the range.
   */
  ownRange(overlay: Overlay, copies: number): KeyRange | null {
    const range = keyRangeOf(overlay, overlay.self, copies);
    const live = [overlay.self, ...overlay.neighborSet(Number.MAX_SAFE_INTEGER)];
    const away = this.#away(live);
    if (range === null || away.length === 0) return range;
    const ring = [...live, ...away].sort((a, b) => compareIds(a.id, b.id));
    if (isLow(ring, new Set(away), ring.indexOf(overlay.self), copies)) return range;
    // If the overlay knows ranges of any rank, the leaf set has all nodes.
    const isAll = overlay.range(overlay.self, Number.MAX_SAFE_INTEGER) !== null;
    return rangeOf(ring, overlay.self, copies - 1, isAll) ?? range;
  }

  #away(live: readonly NodeHandle[]): NodeHandle[] {
    return [...this.#departed.values()]
      .map(({ node }) => node)
      .filter(({ id }) => !live.some((node) => node.id.equals(id)));
  }
}

/**
 * Whether half or more of the holders are away for some record that the node at index `self` may store.
 */
function isLow(
  ring: readonly NodeHandle[],
  away: ReadonlySet<NodeHandle>,
  self: number,
  copies: number,
): boolean {
  const awayMax = Math.max(1, Math.floor(copies / 2));
  const reach = Math.min(copies, Math.floor((ring.length - 1) / 2));
  const at = (place: number) => ring[(place + 2 * ring.length) % ring.length];
  for (let first = self - reach; first <= self + 1; first++) {
    let count = 0;
    for (let place = first; place < first + Math.min(copies, ring.length); place++)
      if (away.has(at(place))) count++;
    if (count >= awayMax) return true;
  }
  return false;
}
