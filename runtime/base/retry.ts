/** Retries, and concurrency within bounds. */
import type { Clock } from "./environment.ts";

export interface RetryOptions {
  /** Maximum number of attempts, the first included. */
  readonly attempts: number;
  /** The pause before the second attempt, in milliseconds. It doubles before each further attempt. */
  readonly pauseMs: number;
  /** In ms of the clock. After this time no attempt starts except the first. */
  readonly untilMs: number;
}

/**
 * Repeats `attempt` until its result is final, or until attempts or time run out. Returns the last result.
 */
export async function retry<T>(
  clock: Clock,
  { attempts, pauseMs, untilMs }: RetryOptions,
  attempt: () => Promise<T>,
  isFinal: (result: T) => boolean,
): Promise<T> {
  let result = await attempt();
  let delayMs = pauseMs;
  for (let done = 1; done < attempts && !isFinal(result); done++) {
    if (clock.now() + delayMs > untilMs) break;
    await pause(clock, delayMs);
    delayMs *= 2;
    result = await attempt();
  }
  return result;
}

/** Calls `work` for 0 to count - 1, `atOnce` calls at a time. Starts no further call after one has failed. */
export async function inParallel(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      try {
        await work(next++);
      } catch (error) {
        next = count;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
}

/** Runs at most `atOnce` pieces of work at a time; the others wait in order. */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    }
  }
}

/** Resolves after `delayMs`. */
export function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
