/** A simulated node's own clock: what is due on it is not run when the node has ended, and it may run a little fast or slow. */
import type { Clock } from "../base/environment.ts";
import type { Owner, VirtualClock } from "./virtual-clock.ts";

export class NodeClock implements Clock {
  readonly #clock: VirtualClock;
  readonly #owner: Owner;
  /** Null: none other than that of virtual time. */
  readonly #rate: number | null;

  /** `rate`: of this clock's milliseconds, how many pass in one of virtual time. */
  constructor(clock: VirtualClock, owner: Owner, rate: number) {
    this.#clock = clock;
    this.#owner = owner;
    this.#rate = rate === 1 ? null : rate;
  }

  now(): number {
    const now = this.#clock.now();
    return this.#rate === null ? now : now * this.#rate;
  }

  after(delayMs: number, callback: () => void): () => void {
    const virtualMs = this.#rate === null ? delayMs : delayMs / this.#rate;
    return this.#clock.after(virtualMs, callback, this.#owner);
  }
}
