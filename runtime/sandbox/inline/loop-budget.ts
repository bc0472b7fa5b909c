/**
 * Shares the event loop of this process among the services that run in it: together they may use a budget of
 * each tick of the loop, and wait for the next tick when it is spent. In between the loop does its other
 * work.
 */

/**
 * The budget of a tick. Work that has begun is not interrupted, so a tick takes at most one piece of work
 * longer.
 */
const TICK_MS = 2;

interface LoopBudgetOptions {
  readonly tickMs?: number;
  /** Milliseconds since some fixed moment. */
  readonly now?: () => number;
  /** Calls back in the next tick of the loop. */
  readonly later?: (callback: () => void) => void;
}

export class LoopBudget {
  readonly #tickMs: number;
  readonly #now: () => number;
  readonly #later: (callback: () => void) => void;
  /** In this tick. */
  #spentMs = 0;
  #willRenew = false;
  readonly #waiting: (() => void)[] = [];

  constructor({
    tickMs = TICK_MS,
    now = () => performance.now(),
    later = setImmediate,
  }: LoopBudgetOptions = {}) {
    this.#tickMs = tickMs;
    this.#now = now;
    this.#later = later;
  }

  /** Does the work in this tick or a later one, in the order of the calls. The work is not interrupted. */
  async run<Result>(work: () => Result): Promise<Result> {
    if (this.#spentMs >= this.#tickMs || this.#waiting.length > 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    const startMs = this.#now();
    try {
      return work();
    } finally {
      this.#spend(this.#now() - startMs);
    }
  }

  #spend(ms: number): void {
    this.#spentMs += ms;
    if (this.#spentMs < this.#tickMs) this.#waiting.shift()?.();
    if (this.#willRenew) return;
    this.#willRenew = true;
    this.#later(() => {
      this.#willRenew = false;
      this.#spentMs = 0;
      this.#waiting.shift()?.();
    });
  }
}
