/**
 * What a node gives away of code to others in a second: to one neighbour, and to all of them. Who wants more
 * is refused, and asks elsewhere.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { TokenBucket } from "../base/token-bucket.ts";

/** To one neighbour: the largest module there is in two seconds, and one at once. */
export const NEIGHBOR_BYTES_PER_SECOND = 2 * 1024 * 1024;
const NEIGHBOR_BURST_BYTES = 4 * 1024 * 1024;
/** To all: a part of what a home's line carries. */
export const ALL_BYTES_PER_SECOND = 32 * 1024 * 1024;
/** Neighbours that are remembered; who was forgotten has a full budget again, and so has who comes new. */
const NEIGHBORS_MAX = 4_096;

export class AnswerBudget {
  readonly #clock: Clock;
  readonly #all: TokenBucket;
  readonly #neighbors = new Map<string, TokenBucket>();
  #refused = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#all = new TokenBucket(ALL_BYTES_PER_SECOND, clock.now());
  }

  /** How often there was not enough. */
  get refused(): number {
    return this.#refused;
  }

  /** False: that neighbour, or all of them together, had what they may have. */
  take(neighbor: NodeHandle, bytes: number): boolean {
    const now = this.#clock.now();
    const { hex } = neighbor.id;
    const own =
      this.#neighbors.get(hex) ?? new TokenBucket(NEIGHBOR_BYTES_PER_SECOND, now, NEIGHBOR_BURST_BYTES);
    this.#neighbors.delete(hex);
    this.#neighbors.set(hex, own);
    dropOldest(this.#neighbors, NEIGHBORS_MAX);
    if (own.level(now) >= bytes && this.#all.take(bytes, now)) return own.take(bytes, now);
    this.#refused++;
    return false;
  }
}
