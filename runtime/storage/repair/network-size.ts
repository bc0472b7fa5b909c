/**
 * An estimate of the number of nodes for small overlays, from the leaf set. The estimate falls slowly: a node
 * that loses its neighbours may be on the small side of a partition, and must not act as if it were alone.
 */
import type { Clock } from "../../base/environment.ts";
import type { Overlay } from "../../overlay/api.ts";

/**
 * How long a smaller leaf set must be unchanged before its size counts, in milliseconds, if it has more than
 * half of the nodes.
 */
const SETTLED_MS = 60_000;
/** How long a smaller leaf set must be unchanged before its size counts in any case, in milliseconds. */
const MINORITY_MS = 600_000;

export class NetworkSize {
  readonly #overlay: Overlay;
  readonly #clock: Clock;
  readonly #minorityMs: number;
  #estimate = 1;
  /** Number of nodes at the last update: this node and its leaf set. */
  #seen = 1;
  /** Time since which `#seen` is unchanged. */
  #seenSinceMs: number;

  /** `minorityMs`: after this time, the smaller part of the nodes counts as the whole overlay. */
  constructor(overlay: Overlay, clock: Clock, minorityMs = MINORITY_MS) {
    this.#minorityMs = minorityMs;
    this.#overlay = overlay;
    this.#clock = clock;
    this.#seenSinceMs = clock.now();
  }

  /**
   * Number of nodes, this node included; at most this node and a full leaf set. A smaller number than before
   * counts when it is more than half of the estimate and has not changed for a minute: then the missing nodes
   * have left, and this node was not cut off. Any smaller number counts after `minorityMs`.
   */
  get nodes(): number {
    this.update();
    return this.#estimate;
  }

  /** To be called after the leaf set has changed. */
  update(): void {
    const seen = 1 + this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER).length;
    const nowMs = this.#clock.now();
    const unchangedMs = nowMs - this.#seenSinceMs;
    const counts =
      this.#seen >= this.#estimate ||
      unchangedMs > this.#minorityMs ||
      (unchangedMs > SETTLED_MS && 2 * this.#seen > this.#estimate);
    if (counts) this.#estimate = this.#seen;
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#seenSinceMs = nowMs;
    this.#estimate = Math.max(this.#estimate, seen);
  }
}
