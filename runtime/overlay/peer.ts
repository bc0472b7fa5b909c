/** Another node, as this one knows it. */
import type { NodeHandle } from "./environment.ts";
import type { Id } from "./id.ts";

/**
 * How much a round trip is taken to vary that was measured once, as a share of it. TCP assumes a half, for paths whose queues it fills
 * itself; here a message that waits too long for a dead node costs more than one that goes another way too soon.
 */
const FIRST_DEVIATION = 1 / 4;

export class Peer {
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

  constructor(handle: NodeHandle, number: number) {
    this.handle = handle;
    this.number = number;
  }

  get id(): Id {
    return this.handle.id;
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

/** All that this node knows of others. Strangers, who are neither in the leaf set nor in the table, are forgotten when there are too many. */
export class Peers {
  readonly #strangersMax: number;
  readonly #peers = new Map<string, Peer>();
  #next = 0;
  /** Not below this is it looked again whom to forget: those that are held may be many. */
  #sweepAt: number;

  constructor(strangersMax: number) {
    this.#strangersMax = strangersMax;
    this.#sweepAt = strangersMax;
  }

  get(id: Id): Peer | null {
    return this.#peers.get(id.hex) ?? null;
  }

  /** Known from now on. An address that is new does not replace the one that is known. */
  of(handle: NodeHandle): Peer {
    const known = this.#peers.get(handle.id.hex);
    if (known !== undefined) return known;
    if (this.#peers.size >= this.#sweepAt) this.#forgetStrangers();
    const peer = new Peer(handle, this.#next++);
    this.#peers.set(handle.id.hex, peer);
    return peer;
  }

  values(): IterableIterator<Peer> {
    return this.#peers.values();
  }

  /** The oldest first, until half as many are left as there may be. */
  #forgetStrangers(): void {
    const strangers: string[] = [];
    for (const [hex, peer] of this.#peers)
      if (!peer.isLeaf && !peer.isInTable && peer.holds === 0) strangers.push(hex);
    const left = Math.floor(this.#strangersMax / 2);
    for (const hex of strangers.slice(0, Math.max(0, strangers.length - left))) this.#peers.delete(hex);
    this.#sweepAt = this.#peers.size + this.#strangersMax - Math.min(left, strangers.length);
  }
}
