/** Nodes that could not be reached, and when each may be tried again: after a wait that doubles each time. */
import { dropOldest } from "../base/bounded.ts";
import type { NodeHandle } from "../base/node-handle.ts";

/** Nodes remembered; the longest unchanged is forgotten first. */
const NODES_MAX = 4_096;

export interface BackOffLimits {
  /** Before a node that could not be reached is tried again, in milliseconds; doubled each time up to the last. */
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
    // Taken out first, so that it goes to the end of the order.
    this.#waits.delete(place);
    this.#waits.set(place, { untilMs: nowMs + waitMs, waitMs });
    dropOldest(this.#waits, NODES_MAX);
  }

  reached(node: NodeHandle): void {
    if (this.#waits.size > 0) this.#waits.delete(placeOf(node));
  }
}

/** With the address: a node that has moved is tried at once. */
function placeOf({ id, address }: NodeHandle): string {
  return `${id.hex}@${address}`;
}
