/**
 * Waking costs the node's event loop: the module is read, verified, gated and rewritten, the store copied. A message of some bytes
 * sets that off, so it is paced: wakes together get a share of the time, and publishers take turns. Whoever has many large services
 * woken has them woken slowly, and nobody else's messages are late for it.
 */
import type { Clock } from "../base/environment.ts";

/** The share of the time that goes into waking, when there is always something to wake. */
const SHARE = 0.25;
/** So much may be used at once after a quiet time: the first wakes wait for nothing. */
const BURST_MS = 100;
/** Publishers in the queue at a time: as many as services are fetched or woken at all. */
const PUBLISHERS_MAX = 16_384;

interface Queued {
  /** Does it; returns what it cost beyond the time it took. */
  readonly run: () => number;
  readonly drop: () => void;
}

export class WakeQueue {
  readonly #clock: Clock;
  readonly #queued = new Map<string, Queued[]>();
  #creditMs = BURST_MS;
  #filledMs: number;
  #timer: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#filledMs = clock.now();
  }

  /** Does the work when it is its turn; `extraMs`: what it will cost elsewhere, by its result. Null: too many are queued. */
  take<Result>(
    publisher: string,
    work: () => Result,
    extraMs: (result: Result) => number,
  ): Promise<Result | null> {
    return new Promise((resolve) => {
      const queued: Queued = {
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

  /** Nothing more is done. */
  close(): void {
    this.#timer?.();
    for (const line of this.#queued.values()) for (const { drop } of line) drop();
    this.#queued.clear();
  }

  #work(): void {
    this.#refill();
    while (this.#creditMs > 0 && this.#queued.size > 0) this.#next();
    if (this.#queued.size === 0 || this.#timer !== null) return;
    this.#timer = this.#clock.after(Math.max(1, -this.#creditMs / SHARE), () => {
      this.#timer = null;
      this.#work();
    });
  }

  /** One of the publisher whose turn it is; its next is behind the others'. */
  #next(): void {
    for (const [publisher, line] of this.#queued) {
      this.#queued.delete(publisher);
      const queued = line.shift();
      if (line.length > 0) this.#queued.set(publisher, line);
      const startMs = this.#clock.now();
      const extraMs = queued?.run() ?? 0;
      this.#creditMs -= this.#clock.now() - startMs + extraMs;
      return;
    }
  }

  #refill(): void {
    const now = this.#clock.now();
    this.#creditMs = Math.min(BURST_MS, this.#creditMs + SHARE * (now - this.#filledMs));
    this.#filledMs = now;
  }
}
