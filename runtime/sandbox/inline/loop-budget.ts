/**
 * Shares the event loop of this process among the services that run in it. Together they may use a time
 * budget in each tick of the loop. When the budget is spent, they wait for the next tick, and the loop does
 * its other work.
 */

/**
 * The budget of a tick, in milliseconds. Work that has begun is not interrupted, so the last work of a tick
 * may exceed the budget.
 */
const TICK_MS = 2;

interface LoopBudgetOptions {
  /** Default: TICK_MS. */
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
  /** Time used in this tick. */
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

  /**
   * Calls `work` in this tick or a later tick, in the order of the calls, without interruption. Rejects if
   * `work` throws.
   */
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
