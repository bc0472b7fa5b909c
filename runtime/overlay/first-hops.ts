/**
 * The outcome of this node's own requests, by their first hop. A peer may acknowledge messages and drop them.
 * The previous hop does not notice; only the origin does, when a request over another first hop is answered.
 *
 * Each attempt of a request takes another first hop. A first hop that loses requests again and again while
 * others get answers is distrusted: messages avoid it as long as another next hop makes progress. Distrust is
 * only a preference, since the fault may lie further along the route, or another node may want this peer out
 * of use. So it is never reported to other nodes, and it fades.
 */
import { dropOldest } from "../base/bounded.ts";
import type { Clock } from "../base/environment.ts";
import type { Peer } from "./peer.ts";

/** The weight of one request against all before it. */
const GAIN = 1 / 4;
/**
 * The share of unanswered requests at which a first hop is distrusted: reached by three of three, but not by
 * one in five lost further along the route.
 */
const DISTRUST_FROM = 0.5;
/** Smaller shares are not remembered. */
const SHARE_LEAST = 0.05;
/** Half-life of a share, in milliseconds: a first hop that gets no messages can only regain trust by time. */
const FADE_MS = 300_000;
/** Maximum number of first hops that are remembered for requests they lost. */
const RECORDS_MAX = 256;
/** Least time between two reviews of the distrusted first hops, in milliseconds. */
const REVIEW_MS = 10_000;

interface LossRecord {
  /** The share of unanswered requests, 0 to 1; the latest count most. */
  share: number;
  /** Time of the last update, in ms of the clock. */
  atMs: number;
}

export class FirstHops {
  readonly #clock: Clock;
  /** For each open request, the first hops that acknowledged its attempts, by the number of the attempt. */
  readonly #waiting = new Map<number, Map<number, Peer>>();
  readonly #records = new Map<Peer, LossRecord>();
  readonly #distrusted = new Set<Peer>();
  #reviewedMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A first hop has acknowledged an attempt of the request. */
  took(request: number, attempt: number, hop: Peer): void {
    const hops = this.#waiting.get(request);
    if (hops === undefined) this.#waiting.set(request, new Map([[attempt, hop]]));
    else hops.set(attempt, hop);
  }

  /**
   * The request has ended by the response to `attempt`. `attempt` is null when there was no response: then no
   * first hop is shown to be at fault.
   */
  ended(request: number, attempt: number | null): void {
    const hops = this.#waiting.get(request);
    if (hops === undefined) return;
    this.#waiting.delete(request);
    if (attempt === null) return;
    const by = hops.get(attempt);
    if (by !== undefined) this.#count(by, 0);
    // Later attempts do not count: they reached a root that had the message already.
    for (const [number, hop] of hops) if (number < attempt && hop !== by) this.#count(hop, 1);
  }

  /** First hops that earlier attempts of the request took. */
  tried(request: number): Iterable<Peer> {
    return this.#waiting.get(request)?.values() ?? [];
  }

  /** Null when no first hop is distrusted. */
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

  /**
   * A first hop that was dropped from the records is trusted again at the next review, so at most RECORDS_MAX
   * are distrusted.
   */
  #shareOf(hop: Peer, now: number): number {
    const record = this.#records.get(hop);
    return record === undefined ? 0 : record.share * 2 ** ((record.atMs - now) / FADE_MS);
  }
}
