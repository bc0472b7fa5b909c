/**
 * Nodes that have lately left the leaf set, and may come back with what they hold: for a while their records are not copied, unless
 * too many are away at once. After overlay.md B10 and Chun et al., "Efficient Replica Maintenance for Distributed Storage
 * Systems" (NSDI 2006): most failures are transient, and copies made for them are made in vain.
 */

import { compareIds, type Id, isCloser } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay } from "../../overlay/api.ts";
import { rangeOf } from "../../overlay/ranges.ts";
import { type KeyRange, keyRangeOf } from "./key-ranges.ts";

/** Nodes remembered; more than stand around a node within the copies of a record. */
const ABSENT_MAX = 64;

interface Absent {
  readonly node: NodeHandle;
  readonly sinceMs: number;
}

export class DepartedNodes {
  readonly #absent = new Map<string, Absent>();

  left(node: NodeHandle, nowMs: number): void {
    this.#absent.delete(node.id.hex);
    this.#absent.set(node.id.hex, { node, sinceMs: nowMs });
    if (this.#absent.size <= ABSENT_MAX) return;
    const [oldest] = this.#absent.keys();
    this.#absent.delete(oldest);
  }

  returned(node: NodeHandle): void {
    this.#absent.delete(node.id.hex);
  }

  /** Gives up those that have been away for so long. True when there were any. */
  expire(nowMs: number, graceMs: number): boolean {
    let isAny = false;
    for (const [id, { sinceMs }] of this.#absent) {
      if (nowMs - sinceMs < graceMs) continue;
      this.#absent.delete(id);
      isAny = true;
    }
    return isAny;
  }

  /** Who would hold the key's records if those who are away were there. */
  holdersLately(overlay: Overlay, key: Id, copies: number): readonly NodeHandle[] {
    const live = [overlay.self, ...overlay.neighborSet(Number.MAX_SAFE_INTEGER)];
    const away = this.#away(live);
    if (away.length === 0) return overlay.replicaSet(key, copies);
    return [...live, ...away].sort((a, b) => (isCloser(key, a.id, b.id) ? -1 : 1)).slice(0, copies);
  }

  #away(live: readonly NodeHandle[]): NodeHandle[] {
    return [...this.#absent.values()]
      .map(({ node }) => node)
      .filter(({ id }) => !live.some((node) => node.id.equals(id)));
  }

  /**
   * The keys whose records this node should hold at present: as if those who are away were there, unless of some record so few
   * copies may be left that the next failures could take them all. Null when it cannot be told.
   */
  dutyOf(overlay: Overlay, copies: number): KeyRange | null {
    const arc = keyRangeOf(overlay, overlay.self, copies);
    const live = [overlay.self, ...overlay.neighborSet(Number.MAX_SAFE_INTEGER)];
    const away = this.#away(live);
    if (arc === null || away.length === 0) return arc;
    const ring = [...live, ...away].sort((a, b) => compareIds(a.id, b.id));
    if (isLow(ring, new Set(away), ring.indexOf(overlay.self), copies)) return arc;
    // The leaf set is all there are when it tells of any rank.
    const isAll = overlay.range(overlay.self, Number.MAX_SAFE_INTEGER) !== null;
    return rangeOf(ring, overlay.self, copies - 1, isAll) ?? arc;
  }
}

/** Whether of some record that the node at `self` may hold half of the holders or more are away. */
function isLow(
  ring: readonly NodeHandle[],
  away: ReadonlySet<NodeHandle>,
  self: number,
  copies: number,
): boolean {
  const most = Math.max(1, Math.floor(copies / 2));
  const reach = Math.min(copies, Math.floor((ring.length - 1) / 2));
  const at = (place: number) => ring[(place + 2 * ring.length) % ring.length];
  for (let first = self - reach; first <= self + 1; first++) {
    let count = 0;
    for (let place = first; place < first + Math.min(copies, ring.length); place++)
      if (away.has(at(place))) count++;
    if (count >= most) return true;
  }
  return false;
}
