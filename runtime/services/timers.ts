/**
 * The timers of one service. Beyond the number that may run at a time, a timer begins only when another one
 * has ended.
 */
import type { Clock } from "../base/environment.ts";

export class ServiceTimers {
  readonly #clock: Clock;
  readonly #runningMax: number;
  readonly #fire: (token: bigint) => void;
  readonly #running = new Map<bigint, () => void>();
  /** Delays of the timers that have not begun. The ABI bounds their number. */
  readonly #queued = new Map<bigint, number>();

  constructor(clock: Clock, runningMax: number, fire: (token: bigint) => void) {
    this.#clock = clock;
    this.#runningMax = runningMax;
    this.#fire = fire;
  }

  get count(): number {
    return this.#running.size + this.#queued.size;
  }

  set(token: bigint, delayMs: number): void {
    if (this.#running.size < this.#runningMax) this.#begin(token, delayMs);
    else this.#queued.set(token, delayMs);
  }

  cancel(token: bigint): void {
    this.#running.get(token)?.();
    this.#queued.delete(token);
    this.#end(token);
  }

  /** Cancels all timers: after a fault, or when the instance that has set them ends. */
  clear(): void {
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
    this.#queued.clear();
  }

  #begin(token: bigint, delayMs: number): void {
    const cancel = this.#clock.after(delayMs, () => {
      this.#end(token);
      this.#fire(token);
    });
    this.#running.set(token, cancel);
  }

  /** Ends a timer. The timer that has waited longest begins instead. */
  #end(token: bigint): void {
    if (!this.#running.delete(token)) return;
    const [next] = this.#queued;
    if (next === undefined) return;
    this.#queued.delete(next[0]);
    this.#begin(...next);
  }
}
