/** The clock of a simulated node: timers of a node that has ended do not run, and the clock may be fast or slow. */
import type { Clock } from "../base/environment.ts";
import type { Owner, VirtualClock } from "./virtual-clock.ts";

export class NodeClock implements Clock {
  readonly #clock: VirtualClock;
  readonly #owner: Owner;
  /** Null: the rate of virtual time. */
  readonly #rate: number | null;

  /** `rate`: milliseconds of this clock in one millisecond of virtual time. */
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
