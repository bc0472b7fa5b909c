/** A simulated node's own clock: what is due on it is not run when the node has ended, and it may run a little fast or slow. */
import type { Clock } from "../overlay/environment.ts";
import type { Owner, VirtualClock } from "./virtual-clock.ts";

export class NodeClock implements Clock {
  readonly #clock: VirtualClock;
  readonly #owner: Owner;
  readonly #rate: number;

  /** `rate`: of this clock's milliseconds, how many pass in one of virtual time. */
  constructor(clock: VirtualClock, owner: Owner, rate: number) {
    this.#clock = clock;
    this.#owner = owner;
    this.#rate = rate;
  }

  now(): number {
    return this.#clock.now() * this.#rate;
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.#clock.after(delayMs / this.#rate, callback, this.#owner);
  }
}
