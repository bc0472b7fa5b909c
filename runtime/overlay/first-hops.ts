/**
 * What became of this node's own requests, by the neighbour that each went by first. A neighbour may acknowledge messages and drop them: then
 * it looks well to the hop before, and only the origin can tell, since a request that went by another was answered.
 *
 * A request that is sent again goes by another neighbour than before. A neighbour whose requests go unanswered again and again while those
 * that went by others are answered is distrusted: messages pass it over as long as another way makes progress. That is a preference and no
 * verdict: the fault may lie further on, or with somebody who wants this neighbour out of use, so it is never told to others, and fades.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import type { Peer } from "./peer.ts";

/** What one request counts, against all that were before. */
const GAIN = 1 / 4;
/** The share of unanswered requests from which on a neighbour is distrusted: three of three, and not by one in five that others lose further on. */
const DISTRUST_FROM = 0.5;
/** Below it is nothing to remember. */
const SHARE_LEAST = 0.05;
/** In which a share becomes half of it, in milliseconds: whom nothing is sent to has no other way to be trusted again. */
const FADE_MS = 300_000;
/** Neighbours that are remembered for requests they lost. */
const RECORDS_MAX = 256;
/** How often those that are distrusted are looked at whether they still are, in milliseconds, while messages are sent. */
const REVIEW_MS = 10_000;

interface Record {
  /** Of the requests by this neighbour, those unanswered, the last ones counting most: 0 to 1. */
  share: number;
  /** As of when, in ms of the clock. */
  atMs: number;
}

export class FirstHops {
  readonly #clock: Clock;
  /** Of each request that waits, the neighbours that acknowledged its attempts, by the number of the attempt. */
  readonly #waiting = new Map<number, Map<number, Peer>>();
  readonly #records = new Map<Peer, Record>();
  readonly #distrusted = new Set<Peer>();
  #reviewedMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A neighbour has acknowledged an attempt of the request. */
  took(request: number, attempt: number, hop: Peer): void {
    const hops = this.#waiting.get(request);
    if (hops === undefined) this.#waiting.set(request, new Map([[attempt, hop]]));
    else hops.set(attempt, hop);
  }

  /** The request has ended; `attempt`: by the answer to that one, null: without any, which tells nothing of who is to blame. */
  ended(request: number, attempt: number | null): void {
    const hops = this.#waiting.get(request);
    if (hops === undefined) return;
    this.#waiting.delete(request);
    if (attempt === null) return;
    const by = hops.get(attempt);
    if (by !== undefined) this.#count(by, 0);
    // What was sent later has come to a root that had the message already.
    for (const [number, hop] of hops) if (number < attempt && hop !== by) this.#count(hop, 1);
  }

  /** Neighbours by which an attempt of the request has gone already. */
  tried(request: number): Iterable<Peer> {
    return this.#waiting.get(request)?.values() ?? [];
  }

  /** Null: nobody is. */
  get distrusted(): ReadonlySet<Peer> | null {
    if (this.#distrusted.size === 0) return null;
    const now = this.#clock.now();
    if (now - this.#reviewedMs >= REVIEW_MS) {
      this.#reviewedMs = now;
      for (const hop of this.#distrusted)
        if (this.#shareOf(hop, now) < DISTRUST_FROM) this.#distrusted.delete(hop);
    }
    return this.#distrusted.size === 0 ? null : this.#distrusted;
  }

  #count(hop: Peer, outcome: 0 | 1): void {
    const now = this.#clock.now();
    const before = this.#shareOf(hop, now);
    const share = before + (outcome - before) * GAIN;
    this.#records.delete(hop);
    if (share >= SHARE_LEAST) {
      this.#records.set(hop, { share, atMs: now });
      dropOldest(this.#records, RECORDS_MAX);
    }
    if (share >= DISTRUST_FROM) this.#distrusted.add(hop);
    else this.#distrusted.delete(hop);
  }

  /** At most RECORDS_MAX are distrusted: who is forgotten is trusted at the next review. */
  #shareOf(hop: Peer, now: number): number {
    const record = this.#records.get(hop);
    return record === undefined ? 0 : record.share * 2 ** ((record.atMs - now) / FADE_MS);
  }
}
