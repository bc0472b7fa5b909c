/**
 * Bounds how much code a node sends to others: to one peer, and to all together. A request beyond the bound
 * is refused, and the requester asks another node.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { TokenBucket } from "../base/token-bucket.ts";

/**
 * The rate to one peer. The burst is one module of the largest size; at this rate the next follows after two
 * seconds.
 */
const PEER_BYTES_PER_SECOND = 2 * 1024 * 1024;
const PEER_BURST_BYTES = 4 * 1024 * 1024;
/** The rate to all peers together: a part of the capacity of a home's line. */
const ALL_BYTES_PER_SECOND = 32 * 1024 * 1024;
/**
 * Maximum number of remembered budgets, one per peer. A forgotten peer, like a new one, has a full budget.
 */
const PEERS_MAX = 4_096;

export class AnswerBudget {
  readonly #clock: Clock;
  readonly #all: TokenBucket;
  readonly #peers = new Map<string, TokenBucket>();
  #refused = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#all = new TokenBucket(ALL_BYTES_PER_SECOND, clock.now());
  }

  /** How many requests were refused. */
  get refused(): number {
    return this.#refused;
  }

  /**
   * Charges `size` bytes to the budget of the peer and to that of all. Returns false, and charges nothing,
   * when one of the budgets is used up.
   */
  take(peer: NodeHandle, size: number): boolean {
    const now = this.#clock.now();
    const { hex } = peer.id;
    const own = this.#peers.get(hex) ?? new TokenBucket(PEER_BYTES_PER_SECOND, now, PEER_BURST_BYTES);
    this.#peers.delete(hex);
    this.#peers.set(hex, own);
    dropOldest(this.#peers, PEERS_MAX);
    if (own.level(now) >= size && this.#all.take(size, now)) return own.take(size, now);
    this.#refused++;
    return false;
  }
}
