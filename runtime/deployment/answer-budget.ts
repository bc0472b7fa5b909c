/**
 * Bounds how much code a node sends to others: to one neighbour, and to all together. A request beyond that
 * is refused, and the requester asks another node.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { TokenBucket } from "../base/token-bucket.ts";

/**
 * To one neighbour. The burst is one module of the largest size; at this rate the next follows after two
 * seconds.
 */
const NEIGHBOR_BYTES_PER_SECOND = 2 * 1024 * 1024;
const NEIGHBOR_BURST_BYTES = 4 * 1024 * 1024;
/** To all neighbours: a part of the capacity of a home's line. */
const ALL_BYTES_PER_SECOND = 32 * 1024 * 1024;
/** Budgets that are remembered, one per neighbour. A forgotten neighbour, like a new one, has a full budget. */
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

  /** How many requests were refused. */
  get refused(): number {
    return this.#refused;
  }

  /** False: this neighbour, or all together, have used up their budget. */
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
