/**
 * Peers that this node has lately declared failed, or that have left. Such a peer is barred for a while:
 * hearsay alone does not make this node contact it. A packet from the peer itself lifts the bar.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import { type Id, isCloser } from "../base/id.ts";
import { FAILED_MAX, markOf } from "./packets.ts";
import type { Peer } from "./peer.ts";

/** Maximum number of remembered failed peers. */
const REMEMBERED_MAX = 64;

export class FailedPeers {
  readonly #clock: Clock;
  readonly #barMs: number;
  /** Failed peers, each with the time of its failure in ms of the clock; the oldest failure first. */
  readonly #failed = new Map<Peer, number>();

  constructor(clock: Clock, barMs: number) {
    this.#clock = clock;
    this.#barMs = barMs;
  }

  get size(): number {
    return this.#failed.size;
  }

  keys(): Iterable<Peer> {
    return this.#failed.keys();
  }

  add(peer: Peer): void {
    const now = this.#clock.now();
    peer.bar(now + this.#barMs);
    this.#failed.delete(peer);
    this.#failed.set(peer, now);
    dropOldest(this.#failed, REMEMBERED_MAX);
  }

  /** The peer was heard again: lifts its bar. Returns false when it was not remembered as failed. */
  remove(peer: Peer): boolean {
    if (!this.#failed.delete(peer)) return false;
    peer.unbar();
    return true;
  }

  /** Lifts all bars: what other nodes say of these peers counts again. */
  clear(): void {
    for (const peer of this.#failed.keys()) peer.unbar();
    this.#failed.clear();
  }

  isBarred(peer: Peer): boolean {
    return peer.barredUntilMs > this.#clock.now();
  }

  /**
   * Whether a failed peer was closer to the key than `self`. Other nodes may still treat that peer as the
   * root.
   */
  hasCloser(key: Id, self: Id): boolean {
    for (const { id } of this.#failed.keys()) if (isCloser(key, id, self)) return true;
    return false;
  }

  /** Marks of the latest failures, at most FAILED_MAX. */
  marks(): readonly number[] {
    if (this.#failed.size === 0) return [];
    const now = this.#clock.now();
    const failed: number[] = [];
    for (const [peer, atMs] of this.#failed) {
      if (now - atMs > this.#barMs) this.#failed.delete(peer);
      else failed.push(markOf(peer.id));
    }
    return failed.slice(-FAILED_MAX);
  }

  /** Those of `marks` that are marks of failed peers. */
  among(marks: readonly number[]): readonly number[] {
    if (this.#failed.size === 0) return [];
    const known = new Set(marks);
    return this.marks().filter((mark) => known.has(mark));
  }
}
