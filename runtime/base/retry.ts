/** Trying again what may succeed later, and doing several things at a time: both within bounds. */
import type { Clock } from "./environment.ts";

export interface RetryOptions {
  readonly attempts: number;
  /** Before the second attempt; twice as long before each further one. */
  readonly pauseMs: number;
  /** By the clock: no attempt starts after it. */
  readonly untilMs: number;
}

/** The result of the first attempt that is final, or of the last one. */
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

/** Works through 0 to count - 1 with so many at a time. After a failure nothing new is begun. */
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

/** Lets so many through at a time; the others wait their turn. */
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

export function pause(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
