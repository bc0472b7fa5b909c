/**
 * Leases for strict keys: a node delivers a strict message only while both its neighbours, the two adjacent
 * nodes on the ring, have promised not to deliver for its keys. (The idea is that of FreePastry's leases.) A
 * promise outlives its holder: until it expires no other node takes over the holder's keys. Leases are
 * requested only when a strict message is to be delivered, and renewed while more arrive.
 *
 * While a node may be on the smaller side of a partition (majority.ts), it delivers no strict message and
 * promises nothing: a node that joined that side after the cut has lost no member, and only its neighbours
 * know on which side it is.
 */
import type { Clock } from "../base/environment.ts";
import { type Id, isBetween } from "../base/id.ts";
import { repeat } from "../base/repeat.ts";
import type { KeyRange } from "./api.ts";
import type { Environment } from "./environment.ts";
import type { Hops } from "./hops.ts";
import type { LeafSet } from "./leaf-set.ts";
import { Majority } from "./majority.ts";
import type { LeaseRequestPacket } from "./packets.ts";
import type { Peer } from "./peer.ts";

export interface LeaseOptions {
  /** How long a lease lasts, in milliseconds. */
  readonly leaseMs: number;
  /** How often a lease is renewed, in milliseconds. */
  readonly leaseRenewMs: number;
  /** How long after the loss of many neighbours a partition is suspected, in milliseconds. */
  readonly partitionSuspectedMs: number;
}

/** How much faster or slower a clock may run than others, as a share. */
const DRIFT = 0.01;
/** Least time between two requests to the neighbours, in milliseconds. */
const REQUEST_AGAIN_MS = 250;
/** How long leases are renewed after they were last needed, in milliseconds. */
const IDLE_MS = 60_000;

interface Lease extends KeyRange {
  /** In ms of the clock. */
  readonly untilMs: number;
}

export class Leases {
  readonly #clock: Clock;
  readonly #options: LeaseOptions;
  readonly #leafSet: LeafSet;
  readonly #hops: Hops;
  readonly #network: Environment["network"];
  /** This node's own keys; null when it cannot tell. */
  readonly #range: () => KeyRange | null;
  readonly #granted: () => void;
  readonly #majority: Majority;
  /** Leases that this node has promised to others. */
  readonly #promised = new Map<Peer, Lease>();
  /** Leases that this node holds. */
  readonly #held = new Map<Peer, Lease>();
  /**
   * Requested leases. An entry stays until a reply, a newer request to that peer, or a pause of the process.
   */
  readonly #requested = new Map<Peer, Lease>();
  /** Since when this node has run without a pause, in ms of the clock. */
  #startMs: number;
  /** When the neighbours were last sent requests, in ms of the clock. */
  #requestedMs = Number.NEGATIVE_INFINITY;
  /** When `mayDeliver` was last called, in ms of the clock. */
  #neededMs = Number.NEGATIVE_INFINITY;
  #stopRenewing: (() => void) | null = null;

  constructor(
    self: Id,
    environment: Environment,
    options: LeaseOptions,
    parts: {
      readonly leafSet: LeafSet;
      readonly hops: Hops;
      readonly range: () => KeyRange | null;
      /** A lease was granted: messages that wait for leases can be tried again. */
      readonly granted: () => void;
    },
  ) {
    this.#clock = environment.clock;
    this.#network = environment.network;
    this.#options = options;
    this.#leafSet = parts.leafSet;
    this.#hops = parts.hops;
    this.#range = parts.range;
    this.#granted = parts.granted;
    this.#majority = new Majority(self, environment.clock, options.partitionSuspectedMs, parts);
    this.#startMs = environment.clock.now();
  }

  get entryCounts(): Readonly<Record<string, number>> {
    return {
      leasesPromised: this.#promised.size,
      leasesHeld: this.#held.size,
      leasesRequested: this.#requested.size,
      lost: this.#majority.size,
    };
  }

  stop(): void {
    this.#stopRenewing?.();
    this.#stopRenewing = null;
    this.#majority.stop();
  }

  /**
   * The process stood still, or its clock has jumped; the node does not know which. Its promises may last
   * longer than it computes. So it neither delivers nor promises anything until all of them must have
   * expired.
   */
  resumedAfterPause(): void {
    this.#startMs = this.#clock.now();
    this.#held.clear();
    this.#requested.clear();
  }

  /** A member of the leaf set has failed without a graceful leave. */
  lost(id: Id): void {
    this.#majority.lost(id);
  }

  /**
   * Whether this node may deliver a strict message for the key now. Starts the renewal of leases. When a
   * lease is missing, requests leases from both neighbours, at most once per REQUEST_AGAIN_MS.
   */
  mayDeliver(key: Id): boolean {
    const now = this.#clock.now();
    this.#neededMs = now;
    this.#stopRenewing ??= repeat(
      this.#clock,
      () => this.#options.leaseRenewMs,
      () => this.#renew(),
    );
    if (!this.#majority.isSure() || this.#mayHaveUnknownPromises(now) || this.#isPromised(key, now))
      return false;
    const isHeld = (peer: Peer) => {
      const lease = this.#held.get(peer);
      return lease !== undefined && lease.untilMs > now && isBetween(key, lease.first, lease.last);
    };
    if (this.#neighbours().every(isHeld)) return true;
    // If one neighbour grants and the other refuses, each grant makes waiting messages call this method
    // again: not each call sends requests.
    if (now - this.#requestedMs >= REQUEST_AGAIN_MS) this.#requestAll();
    return false;
  }

  /**
   * Replies to a lease request. Refuses it when this node may have promises that it does not remember, when
   * it cannot tell its own keys, when the keys overlap with its own or with a promise to another node, when
   * the requester is not in the leaf set, and when a partition is suspected.
   */
  onLeaseRequest(from: Peer, { sequence, first, last, durationMs }: LeaseRequestPacket): void {
    const now = this.#clock.now();
    const requested = { first, last };
    for (const [peer, lease] of this.#promised) {
      if (lease.untilMs <= now) this.#promised.delete(peer);
    }
    const own = this.#mayHaveUnknownPromises(now) ? null : this.#range();
    let isGranted = own !== null && !overlap(requested, own) && from.isLeaf && this.#majority.isSure();
    for (const [peer, lease] of this.#promised)
      if (peer !== from && overlap(requested, lease)) isGranted = false;
    if (isGranted) this.#promised.set(from, { ...requested, untilMs: now + durationMs * (1 + DRIFT) });
    this.#network.send(from.handle, { kind: "leaseReply", sequence, isGranted });
  }

  onLeaseReply(from: Peer, sequence: number, isGranted: boolean): void {
    const lease = this.#requested.get(from);
    this.#hops.acknowledge(from, sequence);
    if (lease === undefined) return;
    this.#requested.delete(from);
    if (!isGranted) return;
    this.#held.set(from, lease);
    this.#granted();
  }

  /**
   * Before a pause or a restart this node may have made promises that it has forgotten and that still last.
   */
  #mayHaveUnknownPromises(now: number): boolean {
    return now - this.#startMs < this.#options.leaseMs * (1 + DRIFT);
  }

  #isPromised(key: Id, now: number): boolean {
    for (const [peer, { first, last, untilMs }] of this.#promised) {
      if (untilMs <= now) this.#promised.delete(peer);
      else if (isBetween(key, first, last)) return true;
    }
    return false;
  }

  #neighbours(): readonly Peer[] {
    const { larger, smaller } = this.#leafSet;
    return [larger[0], smaller[0]].filter((peer) => peer !== undefined);
  }

  #renew(): void {
    if (this.#clock.now() - this.#neededMs > IDLE_MS) {
      // A poll of the majority ends too; the next `mayDeliver` or lease request starts a new one if it is
      // needed.
      this.stop();
      this.#held.clear();
    } else {
      this.#requestAll();
    }
  }

  #requestAll(): void {
    this.#requestedMs = this.#clock.now();
    const range = this.#range();
    if (range === null || this.#hops.isFull) return;
    for (const peer of this.#neighbours()) this.#request(peer, range);
  }

  #request(peer: Peer, range: KeyRange): void {
    const { leaseMs } = this.#options;
    const untilMs = this.#clock.now() + leaseMs * (1 - DRIFT);
    this.#requested.set(peer, { ...range, untilMs });
    // The request replaces the former lease: at the neighbour when the request arrives, and therefore here at
    // once.
    const held = this.#held.get(peer);
    if (held !== undefined && !contains(range, held)) {
      if (contains(held, range)) this.#held.set(peer, { ...range, untilMs: held.untilMs });
      else this.#held.delete(peer);
    }
    this.#hops.send(
      peer,
      { kind: "leaseRequest", sequence: 0, ...range, durationMs: leaseMs },
      { isFirst: true, waitMs: this.#hops.timeoutMs(peer) },
      () => {},
      () => {},
    );
  }
}

function overlap(a: KeyRange, b: KeyRange): boolean {
  return isBetween(a.first, b.first, b.last) || isBetween(b.first, a.first, a.last);
}

function contains(outer: KeyRange, inner: KeyRange): boolean {
  return isBetween(inner.first, outer.first, outer.last) && isBetween(inner.last, outer.first, outer.last);
}
