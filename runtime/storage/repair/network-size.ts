/** How many nodes there are: one that loses its neighbours must not take itself for all there is. */

import type { Clock } from "../../base/environment.ts";
import type { Overlay } from "../../overlay/api.ts";

/** For how long the number must have stood still before those who are fewer are believed, in milliseconds. */
const SETTLED_MS = 60_000;
const FORGOTTEN_MS = 600_000;

export class NetworkSize {
  readonly #overlay: Overlay;
  readonly #clock: Clock;
  readonly #forgottenMs: number;
  #believed = 1;
  #seen = 1;
  /** Since when that many are seen. */
  #seenMs: number;

  /** `forgottenMs`: after so long even a minority is believed: the others are not coming back. */
  constructor(overlay: Overlay, clock: Clock, forgottenMs = FORGOTTEN_MS) {
    this.#forgottenMs = forgottenMs;
    this.#overlay = overlay;
    this.#clock = clock;
    this.#seenMs = clock.now();
  }

  /**
   * Nodes, this one among them. Fewer than before are believed when they are the greater part of those before, and no more
   * get lost: then those who are missing have gone, and not this node been cut off.
   */
  get nodes(): number {
    this.look();
    return this.#believed;
  }

  /** Looks again, after the neighbours have changed. */
  look(): void {
    const seen = 1 + this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER).length;
    const now = this.#clock.now();
    const stoodMs = now - this.#seenMs;
    const isBelieved =
      this.#seen >= this.#believed ||
      stoodMs > this.#forgottenMs ||
      (stoodMs > SETTLED_MS && 2 * this.#seen > this.#believed);
    if (isBelieved) this.#believed = this.#seen;
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#seenMs = now;
    this.#believed = Math.max(this.#believed, seen);
  }
}
