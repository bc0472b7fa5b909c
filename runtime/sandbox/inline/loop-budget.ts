/**
 * Shares out the event loop of this process among those who run services in it: together they run so much of one turn of the loop,
 * and wait for the next when that is used up. In between the loop does what else there is.
 */

/** Of one turn. What is begun within it is not interrupted, so a turn takes at most one piece of work longer. */
const TICK_MS = 2;

export interface LoopBudgetOptions {
  readonly tickMs?: number;
  /** Milliseconds since some fixed moment. */
  readonly now?: () => number;
  /** Runs it in the next turn of the loop. */
  readonly later?: (callback: () => void) => void;
}

export class LoopBudget {
  readonly #tickMs: number;
  readonly #now: () => number;
  readonly #later: (callback: () => void) => void;
  /** In this turn of the loop. */
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

  /** Does the work in this turn of the loop or a later one, in the order of the calls. It runs to its end. */
  async run<Result>(work: () => Result): Promise<Result> {
    if (this.#spentMs >= this.#tickMs || this.#waiting.length > 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    const startMs = this.#now();
    try {
      return work();
    } finally {
      this.#spent(this.#now() - startMs);
    }
  }

  #spent(ms: number): void {
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
