/** Other nodes, and what this node knows about each. */

import type { Random } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";

/**
 * The assumed deviation of a round trip that was measured once, as a share of it. TCP assumes 1/2, for paths
 * with queues that it fills itself. Here a message that waits too long for a dead node costs more than one
 * that is rerouted too soon.
 */
const FIRST_DEVIATION = 1 / 8;

/** Before any time of the clock: twelve days before its start. */
const NEVER = -(2 ** 30);
const UNKNOWN = -1;
/** Longer round trips are stored as this value, in milliseconds. */
const ROUND_TRIP_MS_MAX = 1_000_000;

export class Peer {
  // Fields that every packet needs come first, and numbers are integers, which are stored in the object
  // itself: a large simulation waits for memory more than for anything else.
  readonly id: Id;
  /** The next peer in the same bucket of `Peers`. */
  next: Peer | null = null;
  /** The `tail` of the id, for the hash. */
  readonly tail: number;
  /** See `heardMs`, `roundTripMs` and `barredUntilMs`. */
  #heardMs = NEVER;
  #barredUntilMs = NEVER;
  /** The peer did not answer: messages are rerouted until it is heard or declared failed. */
  isSuspected = false;
  isInTable = false;
  isLeaf = false;
  /** Open probes and unacknowledged packets. A peer with any is not forgotten. */
  openUses = 0;
  /** The address changes when the node is restarted elsewhere. */
  handle: NodeHandle;
  #roundTripUs = UNKNOWN;
  #deviationUs = 0;
  /** A number within this node, never used for another peer. */
  readonly number: number;

  constructor(handle: NodeHandle, number: number) {
    this.id = handle.id;
    this.tail = handle.id.tail;
    this.handle = handle;
    this.number = number;
  }

  /** When the peer was last heard, in whole ms of the clock; `NEVER` before the first time. */
  get heardMs(): number {
    return this.#heardMs;
  }

  heard(nowMs: number): void {
    this.#heardMs = Math.floor(nowMs);
  }

  /**
   * The peer was declared failed: until this time hearsay does not make this node contact it. In ms of the
   * clock.
   */
  get barredUntilMs(): number {
    return this.#barredUntilMs;
  }

  get wasBarred(): boolean {
    return this.#barredUntilMs !== NEVER;
  }

  bar(untilMs: number): void {
    this.#barredUntilMs = Math.ceil(untilMs);
  }

  /** The peer was declared failed in error, or is back. */
  unbar(): void {
    this.#barredUntilMs = NEVER;
  }

  /** The smoothed round trip in milliseconds; infinite before the first measurement. */
  get roundTripMs(): number {
    return this.#roundTripUs === UNKNOWN ? Number.POSITIVE_INFINITY : this.#roundTripUs / 1_000;
  }

  /** The mean deviation of the round trip, in milliseconds. */
  get deviationMs(): number {
    return this.#deviationUs / 1_000;
  }

  /** A round trip was measured (RFC 6298, section 2, but with FIRST_DEVIATION). */
  measured(ms: number): void {
    const us = 1_000 * Math.min(ms, ROUND_TRIP_MS_MAX);
    const before = this.#roundTripUs;
    if (before === UNKNOWN) {
      this.#roundTripUs = (us + 0.5) | 0;
      this.#deviationUs = (us * FIRST_DEVIATION + 0.5) | 0;
      return;
    }
    const deviation = this.#deviationUs;
    this.#deviationUs = (deviation + (Math.abs(us - before) - deviation) / 4 + 0.5) | 0;
    this.#roundTripUs = (before + (us - before) / 8 + 0.5) | 0;
  }

  /** The peer has a new address, to which no round trip was measured. */
  moved(handle: NodeHandle): void {
    this.handle = handle;
    this.#roundTripUs = UNKNOWN;
  }
}

export function handlesOf(peers: readonly Peer[]): NodeHandle[] {
  return peers.map(({ handle }) => handle);
}

/** The initial number of buckets; doubled whenever there are more peers than buckets. */
const BUCKETS_MIN = 64;
/**
 * At this number of buckets the hash becomes secret. With fewer peers, even one chain of all of them is
 * short.
 */
const SECRET_BUCKETS = 512;
const GOLDEN = 0x9e3779b1;

/**
 * All peers of this node. Cached peers, which are neither in the leaf set nor in the table, are forgotten
 * when there are too many.
 *
 * A hash table with chains, since every packet needs a look-up. The hash is the last 32 bits of the id times
 * an odd number (Dietzfelbinger, Hagerup, Katajainen and Penttonen, "A reliable randomized algorithm for the
 * closest-pair problem", 1997). In a large table that number is random and secret, so that made-up ids cannot
 * fill one bucket.
 */
export class Peers {
  readonly #cachedPeersMax: number;
  readonly #random: Random;
  #multiplier = GOLDEN;
  #buckets: (Peer | null)[] = new Array<Peer | null>(BUCKETS_MIN).fill(null);
  /** 32 minus the number of bits of a bucket index. */
  #shift = Math.clz32(BUCKETS_MIN) + 1;
  #size = 0;
  #next = 0;
  /** The size at which cached peers are next forgotten. It grows when many peers must be kept. */
  #sweepAt: number;

  constructor(cachedMax: number, random: Random) {
    this.#cachedPeersMax = cachedMax;
    this.#random = random;
    this.#sweepAt = cachedMax;
  }

  get size(): number {
    return this.#size;
  }

  get(id: Id): Peer | null {
    const { tail } = id;
    let peer = this.#buckets[this.#bucketOf(tail)];
    while (peer !== null && !(peer.tail === tail && peer.id.equals(id))) peer = peer.next;
    return peer;
  }

  /** The peer with that id; added if it is new. A different address does not replace the known one. */
  of(handle: NodeHandle): Peer {
    const known = this.get(handle.id);
    if (known !== null) return known;
    if (this.#size >= this.#sweepAt) this.#forgetCached();
    if (this.#size >= this.#buckets.length) this.#grow();
    const peer = new Peer(handle, this.#next++);
    this.#put(peer);
    this.#size++;
    return peer;
  }

  *values(): IterableIterator<Peer> {
    for (const first of this.#buckets) for (let peer = first; peer !== null; peer = peer.next) yield peer;
  }

  #bucketOf(tail: number): number {
    return Math.imul(tail, this.#multiplier) >>> this.#shift;
  }

  #put(peer: Peer): void {
    const at = this.#bucketOf(peer.tail);
    peer.next = this.#buckets[at];
    this.#buckets[at] = peer;
  }

  #grow(): void {
    const before = this.#buckets;
    this.#buckets = new Array<Peer | null>(2 * before.length).fill(null);
    this.#shift--;
    if (this.#buckets.length === SECRET_BUCKETS)
      this.#multiplier = Math.floor(this.#random.next() * 2 ** 32) | 1;
    for (const first of before) {
      let peer = first;
      while (peer !== null) {
        const { next } = peer;
        this.#put(peer);
        peer = next;
      }
    }
  }

  /** Forgets the oldest cached peers, until half of the allowed number is left. */
  #forgetCached(): void {
    const cached: Peer[] = [];
    for (const first of this.#buckets)
      for (let peer = first; peer !== null; peer = peer.next)
        if (!peer.isLeaf && !peer.isInTable && peer.openUses === 0) cached.push(peer);
    cached.sort((a, b) => a.number - b.number);
    const left = Math.floor(this.#cachedPeersMax / 2);
    for (const peer of cached.slice(0, Math.max(0, cached.length - left))) this.#remove(peer);
    this.#sweepAt = this.#size + this.#cachedPeersMax - Math.min(left, cached.length);
  }

  #remove(peer: Peer): void {
    const at = this.#bucketOf(peer.tail);
    let before: Peer | null = null;
    for (let other = this.#buckets[at]; other !== peer && other !== null; other = other.next) before = other;
    if (before === null) this.#buckets[at] = peer.next;
    else before.next = peer.next;
    peer.next = null;
    this.#size--;
  }
}
