/** Another node, as this one knows it. */

import type { Random } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";

/**
 * How much a round trip is taken to vary that was measured once, as a share of it. TCP assumes a half, for paths whose queues it fills
 * itself; here a message that waits too long for a dead node costs more than one that goes another way too soon.
 */
const FIRST_DEVIATION = 1 / 8;

/** Before any moment of the clock: twelve days before it began. */
const NEVER = -(2 ** 30);
const UNKNOWN = -1;
/** Longer round trips count as this, in milliseconds. */
const ROUND_TRIP_MS_MAX = 1_000_000;

export class Peer {
  // What is looked at with every packet comes first, and numbers are whole ones, which lie in the object itself: a large simulation
  // waits for memory more than for anything else.
  readonly id: Id;
  /** In the same bucket of `Peers`. */
  next: Peer | null = null;
  /** `tail` of the id. */
  readonly tail: number;
  /** See `heardMs`, `roundTripMs` and `barredUntilMs`. */
  #heardMs = NEVER;
  #barredUntilMs = NEVER;
  /** It did not answer: messages go another way until it does, or is given up. */
  isSuspected = false;
  isInTable = false;
  isLeaf = false;
  /** What is under way that must find it again: probes, packets that are not acknowledged. */
  holds = 0;
  /** Its address may become another when it is started anew elsewhere. */
  handle: NodeHandle;
  #roundTripUs = UNKNOWN;
  #deviationUs = 0;
  /** Of its kind at this node; never given to another. */
  readonly number: number;

  constructor(handle: NodeHandle, number: number) {
    this.id = handle.id;
    this.tail = handle.id.tail;
    this.handle = handle;
    this.number = number;
  }

  /** When it was last heard, in whole ms of the clock; long ago while it never was. */
  get heardMs(): number {
    return this.#heardMs;
  }

  heard(nowMs: number): void {
    this.#heardMs = Math.floor(nowMs);
  }

  /** It was given up: until then others' word is not enough to be asked again. In ms of the clock. */
  get barredUntilMs(): number {
    return this.#barredUntilMs;
  }

  get wasBarred(): boolean {
    return this.#barredUntilMs !== NEVER;
  }

  bar(untilMs: number): void {
    this.#barredUntilMs = Math.ceil(untilMs);
  }

  /** It was not given up, or is back. */
  unbar(): void {
    this.#barredUntilMs = NEVER;
  }

  /** Round trip, smoothed, in milliseconds; infinite while none was measured. */
  get roundTripMs(): number {
    return this.#roundTripUs === UNKNOWN ? Number.POSITIVE_INFINITY : this.#roundTripUs / 1_000;
  }

  /** Its mean deviation. */
  get deviationMs(): number {
    return this.#deviationUs / 1_000;
  }

  /** A round trip was measured (RFC 6298, section 2, but for what is assumed of one that was measured once). */
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

  /** It is where it was not measured. */
  moved(handle: NodeHandle): void {
    this.handle = handle;
    this.#roundTripUs = UNKNOWN;
  }
}

export function handlesOf(peers: readonly Peer[]): NodeHandle[] {
  return peers.map(({ handle }) => handle);
}

/** Buckets at first; twice as many whenever there are more peers than buckets. */
const BUCKETS_MIN = 64;
/** From so many buckets on, nobody can tell which ids meet in one. With fewer peers, even a chain of all of them is short. */
const SECRET_BUCKETS = 512;
const GOLDEN = 0x9e3779b1;

/**
 * All that this node knows of others. Strangers, who are neither in the leaf set nor in the table, are forgotten when there are too many.
 *
 * A table of chains, since every packet is looked up here, hashed by the last 32 bits of ids, multiplied by an odd number (Dietzfelbinger,
 * Hagerup, Katajainen and Penttonen, "A reliable randomized algorithm for the closest-pair problem", 1997). When it is large the number is
 * one that only this node knows: whoever makes up ids cannot fill one bucket.
 */
export class Peers {
  readonly #cachedPeersMax: number;
  readonly #random: Random;
  #multiplier = GOLDEN;
  #buckets: (Peer | null)[] = new Array<Peer | null>(BUCKETS_MIN).fill(null);
  /** 32 less the bits of a bucket's number. */
  #shift = Math.clz32(BUCKETS_MIN) + 1;
  #size = 0;
  #next = 0;
  /** Not below this is it looked again whom to forget: those that are held may be many. */
  #sweepAt: number;

  constructor(cachedPeersMax: number, random: Random) {
    this.#cachedPeersMax = cachedPeersMax;
    this.#random = random;
    this.#sweepAt = cachedPeersMax;
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

  /** Known from now on. An address that is new does not replace the one that is known. */
  of(handle: NodeHandle): Peer {
    const known = this.get(handle.id);
    if (known !== null) return known;
    if (this.#size >= this.#sweepAt) this.#forgetStrangers();
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

  /** The oldest first, until half as many are left as there may be. */
  #forgetStrangers(): void {
    const strangers: Peer[] = [];
    for (const first of this.#buckets)
      for (let peer = first; peer !== null; peer = peer.next)
        if (!peer.isLeaf && !peer.isInTable && peer.holds === 0) strangers.push(peer);
    strangers.sort((a, b) => a.number - b.number);
    const left = Math.floor(this.#cachedPeersMax / 2);
    for (const peer of strangers.slice(0, Math.max(0, strangers.length - left))) this.#remove(peer);
    this.#sweepAt = this.#size + this.#cachedPeersMax - Math.min(left, strangers.length);
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
