/**
 * Paces the waking of services. Waking takes time of the node's event loop: the module is read, verified,
 * gated and rewritten, the store is copied, all because of one small message. So all wakes together get a
 * share of the time, and publishers take turns. A publisher with many large services waits longer; messages
 * of other publishers do not.
 */
import type { Clock } from "../base/environment.ts";
import { INSTALLED_SERVICES_MAX } from "../deployment/limits.ts";

/** The share of the time for waking while services wait to wake. */
const SHARE = 0.25;
/** The time that may be used at once after a pause, in milliseconds: the first wakes do not wait. */
const BURST_MS = 100;
/** Each service in the queue may have a publisher of its own. */
const PUBLISHERS_MAX = INSTALLED_SERVICES_MAX;

interface QueuedWork {
  /** Does the work; returns its cost beyond the time that it took, in milliseconds. */
  readonly run: () => number;
  readonly drop: () => void;
}

export class WakeQueue {
  readonly #clock: Clock;
  readonly #queued = new Map<string, QueuedWork[]>();
  #budgetMs = BURST_MS;
  #filledMs: number;
  #timer: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#filledMs = clock.now();
  }

  /**
   * Resolves to the result of `work`, which runs in its turn, or to null when the queue is full or closed.
   * `extraMs`: the cost of the result beside the work itself, in milliseconds.
   */
  take<Result>(
    publisher: string,
    work: () => Result,
    extraMs: (result: Result) => number,
  ): Promise<Result | null> {
    return new Promise((resolve) => {
      const queued: QueuedWork = {
        run: () => {
          const result = work();
          resolve(result);
          return extraMs(result);
        },
        drop: () => resolve(null),
      };
      const line = this.#queued.get(publisher);
      if (line !== undefined) line.push(queued);
      else if (this.#queued.size < PUBLISHERS_MAX) this.#queued.set(publisher, [queued]);
      else return queued.drop();
      this.#work();
    });
  }

  /** Drops all queued work. */
  close(): void {
    this.#timer?.();
    for (const line of this.#queued.values()) for (const { drop } of line) drop();
    this.#queued.clear();
  }

  #work(): void {
    this.#refill();
    while (this.#budgetMs > 0 && this.#queued.size > 0) this.#next();
    if (this.#queued.size === 0 || this.#timer !== null) return;
    this.#timer = this.#clock.after(Math.max(1, -this.#budgetMs / SHARE), () => {
      this.#timer = null;
      this.#work();
    });
  }

  /** Does one piece of work of the first publisher, which then is the last in the order. */
  #next(): void {
    for (const [publisher, line] of this.#queued) {
      this.#queued.delete(publisher);
      const queued = line.shift();
      if (line.length > 0) this.#queued.set(publisher, line);
      const startMs = this.#clock.now();
      const extraMs = queued?.run() ?? 0;
      this.#budgetMs -= this.#clock.now() - startMs + extraMs;
      return;
    }
  }

  #refill(): void {
    const now = this.#clock.now();
    this.#budgetMs = Math.min(BURST_MS, this.#budgetMs + SHARE * (now - this.#filledMs));
    this.#filledMs = now;
  }
}
