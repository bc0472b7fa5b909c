/** Exponential back-off for nodes that could not be reached: the time at which each may be dialled again. */
import { dropOldest } from "../base/bounded.ts";
import type { NodeHandle } from "../base/node-handle.ts";

/** Maximum number of nodes in the table. The entry that has not changed for longest is dropped first. */
const NODES_MAX = 4_096;

export interface BackOffLimits {
  /** First wait before another attempt, in milliseconds. It doubles with each failure up to `retryMsMax`. */
  readonly retryMs: number;
  readonly retryMsMax: number;
}

export class BackOff {
  readonly #limits: BackOffLimits;
  readonly #waits = new Map<string, { readonly untilMs: number; readonly waitMs: number }>();

  constructor(limits: BackOffLimits) {
    this.#limits = limits;
  }

  isWaiting(node: NodeHandle, nowMs: number): boolean {
    const wait = this.#waits.get(placeOf(node));
    return wait !== undefined && wait.untilMs > nowMs;
  }

  failed(node: NodeHandle, nowMs: number): void {
    const place = placeOf(node);
    const before = this.#waits.get(place)?.waitMs;
    const waitMs =
      before === undefined ? this.#limits.retryMs : Math.min(2 * before, this.#limits.retryMsMax);
    // Deleted first, so that the new entry becomes the newest in the map's order.
    this.#waits.delete(place);
    this.#waits.set(place, { untilMs: nowMs + waitMs, waitMs });
    dropOldest(this.#waits, NODES_MAX);
  }

  reached(node: NodeHandle): void {
    if (this.#waits.size > 0) this.#waits.delete(placeOf(node));
  }
}

/** The key includes the address, so a node with a new address is tried at once. */
function placeOf({ id, address }: NodeHandle): string {
  return `${id.hex}@${address}`;
}
