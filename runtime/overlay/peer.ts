/** Another node, as this one knows it. */
import type { NodeHandle, Random } from "./environment.ts";
import type { Id } from "./id.ts";

/**
 * How much a round trip is taken to vary that was measured once, as a share of it. TCP assumes a half, for paths whose queues it fills
 * itself; here a message that waits too long for a dead node costs more than one that goes another way too soon.
 */
const FIRST_DEVIATION = 1 / 4;

export class Peer {
  readonly id: Id;
  /** Its address may become another when it is started anew elsewhere. */
  handle: NodeHandle;
  /** Of its kind at this node; never given to another. */
  readonly number: number;
  /** When it was last heard, in ms of the clock. */
  heardMs = Number.NEGATIVE_INFINITY;
  /** Round trip, smoothed, and its mean deviation, in milliseconds; infinite while none was measured. */
  roundTripMs = Number.POSITIVE_INFINITY;
  deviationMs = 0;
  /** It did not answer: messages go another way until it does, or is given up. */
  isSuspected = false;
  isLeaf = false;
  isInTable = false;
  /** What is under way that must find it again: probes, packets that are not acknowledged. */
  holds = 0;
  /** It was given up: until then others' word is not enough to be asked again. In ms of the clock. */
  barredUntilMs = Number.NEGATIVE_INFINITY;
  /** In the same bucket of `Peers`. */
  next: Peer | null = null;

  constructor(handle: NodeHandle, number: number) {
    this.id = handle.id;
    this.handle = handle;
    this.number = number;
  }

  /** A round trip was measured (RFC 6298, section 2, but for what is assumed of one that was measured once). */
  measured(ms: number): void {
    if (this.roundTripMs === Number.POSITIVE_INFINITY) {
      this.roundTripMs = ms;
      this.deviationMs = ms * FIRST_DEVIATION;
      return;
    }
    this.deviationMs += (Math.abs(ms - this.roundTripMs) - this.deviationMs) / 4;
    this.roundTripMs += (ms - this.roundTripMs) / 8;
  }
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
  readonly #strangersMax: number;
  readonly #random: Random;
  #multiplier = GOLDEN;
  #buckets: (Peer | null)[] = new Array<Peer | null>(BUCKETS_MIN).fill(null);
  /** 32 less the bits of a bucket's number. */
  #shift = Math.clz32(BUCKETS_MIN) + 1;
  #size = 0;
  #next = 0;
  /** Not below this is it looked again whom to forget: those that are held may be many. */
  #sweepAt: number;

  constructor(strangersMax: number, random: Random) {
    this.#strangersMax = strangersMax;
    this.#random = random;
    this.#sweepAt = strangersMax;
  }

  get(id: Id): Peer | null {
    let peer = this.#buckets[this.#bucketOf(id)];
    while (peer !== null && !peer.id.equals(id)) peer = peer.next;
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

  #bucketOf({ tail }: Id): number {
    return Math.imul(tail, this.#multiplier) >>> this.#shift;
  }

  #put(peer: Peer): void {
    const at = this.#bucketOf(peer.id);
    peer.next = this.#buckets[at];
    this.#buckets[at] = peer;
  }

  #grow(): void {
    const all = [...this.values()];
    this.#buckets = new Array<Peer | null>(2 * this.#buckets.length).fill(null);
    this.#shift--;
    if (this.#buckets.length === SECRET_BUCKETS)
      this.#multiplier = Math.floor(this.#random.next() * 2 ** 32) | 1;
    for (const peer of all) this.#put(peer);
  }

  /** The oldest first, until half as many are left as there may be. */
  #forgetStrangers(): void {
    const strangers: Peer[] = [];
    for (const peer of this.values())
      if (!peer.isLeaf && !peer.isInTable && peer.holds === 0) strangers.push(peer);
    strangers.sort((a, b) => a.number - b.number);
    const left = Math.floor(this.#strangersMax / 2);
    for (const peer of strangers.slice(0, Math.max(0, strangers.length - left))) this.#remove(peer);
    this.#sweepAt = this.#size + this.#strangersMax - Math.min(left, strangers.length);
  }

  #remove(peer: Peer): void {
    const at = this.#bucketOf(peer.id);
    let before: Peer | null = null;
    for (let other = this.#buckets[at]; other !== peer && other !== null; other = other.next) before = other;
    if (before === null) this.#buckets[at] = peer.next;
    else before.next = peer.next;
    peer.next = null;
    this.#size--;
  }
}
