/**
 * Leases for strict keys: a node delivers them only while both its neighbours have promised not to (overlay.md B7, level 2; the idea is
 * that of FreePastry's leases). A promise outlives the node it was given to: until it has run out nobody takes over its keys. Asked for
 * only when there is something strict to deliver, and renewed as long as there is.
 *
 * After a loss a node first asks all around whether they are there. When so many are not that it may be on the smaller side of a cut,
 * it delivers nothing strict: of two sides of one cut at most one has kept more than half of the nodes around a key. Nor does it promise
 * anything, since who has come after the cut has lost nobody, and has only its neighbours' word for which side it is on.
 */

import type { Clock } from "../base/environment.ts";
import { compareClockwise, type Id, isBetween } from "../base/id.ts";
import type { Environment } from "./environment.ts";
import { every, type Hops } from "./hops.ts";
import type { LeafSet } from "./leaf-set.ts";
import type { LeaseRequestPacket } from "./packets.ts";
import type { Peer } from "./peer.ts";

export interface LeaseOptions {
  /** How long a promise holds, and how often it is renewed, in milliseconds. */
  readonly leaseMs: number;
  readonly leaseRenewMs: number;
  /** For how long the loss of many neighbours leaves doubt about who is on which side, in milliseconds. */
  readonly partitionSuspectedMs: number;
}

/** Clocks may run so much faster or slower than others. */
const DRIFT = 0.01;
/** So many of those that were around a moment ago must be there: more than half, and some more, since neighbours' sets are not the same. */
const SURE_SHARE = 0.6;
/** Between two questions for promises, in milliseconds, at the least. */
const ASK_AGAIN_MS = 250;
/** How long they have to answer, in milliseconds. */
const POLL_MS = 2_000;
/** Losses that are remembered. */
const LOST_MAX = 256;
/** How long leases are renewed after they were last needed, in milliseconds. */
const IDLE_MS = 60_000;

interface Range {
  readonly first: Id;
  readonly last: Id;
}

interface Promised extends Range {
  readonly untilMs: number;
}

export class Leases {
  readonly #self: Id;
  readonly #clock: Clock;
  readonly #options: LeaseOptions;
  readonly #leafSet: LeafSet;
  readonly #hops: Hops;
  readonly #network: Environment["network"];
  /** The keys that are this node's, as far as it can tell; null when it cannot. */
  readonly #range: () => Range | null;
  readonly #changed: () => void;
  /** What this node has promised to others. */
  readonly #given = new Map<Peer, Promised>();
  /** What others have promised to this node. */
  readonly #held = new Map<Peer, Promised>();
  /** Asked for, and not answered yet. */
  readonly #asked = new Map<Peer, Promised>();
  /** The last members that were lost without a word, and when, in ms of the clock. */
  readonly #lost: { readonly id: Id; readonly atMs: number }[] = [];
  /** Since when it has stood here without a break. */
  #startMs: number;
  /** When the neighbours were last asked for promises. */
  #askedMs = Number.NEGATIVE_INFINITY;
  #neededMs = Number.NEGATIVE_INFINITY;
  /** When those around were last asked, and enough were there, in ms of the clock. */
  #polledMs = Number.NEGATIVE_INFINITY;
  #isPolling = false;
  #stopPolling: () => void = () => {};
  #stopRenewing: (() => void) | null = null;

  constructor(
    self: Id,
    environment: Environment,
    options: LeaseOptions,
    parts: {
      readonly leafSet: LeafSet;
      readonly hops: Hops;
      readonly range: () => Range | null;
      /** A promise has come in: what waits for it may go on. */
      readonly changed: () => void;
    },
  ) {
    this.#self = self;
    this.#clock = environment.clock;
    this.#network = environment.network;
    this.#options = options;
    this.#leafSet = parts.leafSet;
    this.#hops = parts.hops;
    this.#range = parts.range;
    this.#changed = parts.changed;
    this.#startMs = environment.clock.now();
  }

  get entryCounts(): Readonly<Record<string, number>> {
    return {
      leasesGiven: this.#given.size,
      leasesHeld: this.#held.size,
      leasesAsked: this.#asked.size,
      lost: this.#lost.length,
    };
  }

  stop(): void {
    this.#stopRenewing?.();
    this.#stopRenewing = null;
    this.#stopPolling();
    this.#isPolling = false;
  }

  /**
   * This node stood still, or its clock has jumped, and it cannot tell which: what it promised may hold for longer than it thinks. So it
   * neither delivers nor promises anything until all that could have run out.
   */
  woke(): void {
    this.#startMs = this.#clock.now();
    this.#held.clear();
    this.#asked.clear();
  }

  /** A member of the leaf set was lost without a word. */
  lost(id: Id): void {
    this.#lost.push({ id, atMs: this.#clock.now() });
    if (this.#lost.length > LOST_MAX) this.#lost.shift();
  }

  /**
   * Whether so many of those that would be around, had nobody been lost lately, are there that this node is not on the smaller side
   * of a cut. Who has come within reach since, in place of the lost, does not count: on either side of a cut there are such.
   */
  #isMost(isThere: (peer: Peer) => boolean): boolean {
    const sinceMs = this.#clock.now() - this.#options.partitionSuspectedMs;
    while (this.#lost.length > 0 && this.#lost[0].atMs < sinceMs) this.#lost.shift();
    const { larger, smaller, side } = this.#leafSet;
    const around = new Map<string, boolean>();
    for (const [members, way] of [
      [larger, 1],
      [smaller, -1],
    ] as const) {
      const all = members.map((peer) => ({ id: peer.id, isHere: isThere(peer) }));
      for (const { id } of this.#lost) if (!this.#leafSet.has(id)) all.push({ id, isHere: false });
      all.sort((a, b) => way * compareClockwise(this.#self, a.id, b.id));
      for (const { id, isHere } of all.slice(0, side)) around.set(id.hex, isHere);
    }
    let here = 1;
    for (const isHere of around.values()) if (isHere) here++;
    return here >= SURE_SHARE * (around.size + 1);
  }

  /** Asks all around whether they are there, once for all losses so far. */
  #poll(): void {
    if (this.#isPolling) return;
    this.#isPolling = true;
    const askedMs = this.#clock.now();
    const there = new Set<Peer>();
    for (const peer of this.#leafSet.members()) {
      if (this.#hops.isFull) break;
      const options = { isFirst: true, waitMs: POLL_MS };
      const isThere = () => {
        there.add(peer);
        if (this.#isMost((other) => there.has(other))) this.#polledMs = Math.max(this.#polledMs, askedMs);
      };
      this.#hops.send(peer, { kind: "ping", sequence: 0 }, options, isThere, () => {});
    }
    this.#stopPolling = this.#clock.after(POLL_MS, () => {
      this.#isPolling = false;
    });
  }

  /** Whether this node is on no smaller side of a cut; asks all around where it has to be found out. */
  #isSure(): boolean {
    const last = this.#lost.at(-1);
    if (last === undefined || last.atMs < this.#polledMs) return this.#isMost(() => true);
    this.#poll();
    return false;
  }

  /** Whether this node may deliver for the key now; asks for the promises where they are missing. */
  covers(key: Id): boolean {
    const now = this.#clock.now();
    this.#neededMs = now;
    this.#stopRenewing ??= every(
      this.#clock,
      () => this.#options.leaseRenewMs,
      () => this.#renew(),
    );
    if (!this.#isSure() || this.#isFresh(now) || this.#isPromised(key, now)) return false;
    const neighbours = this.#neighbours();
    const holds = (peer: Peer) => {
      const promise = this.#held.get(peer);
      return promise !== undefined && promise.untilMs > now && isBetween(key, promise.first, promise.last);
    };
    if (neighbours.every(holds)) return true;
    // Where one neighbour grants and the other refuses, each grant has those that wait look again: not each time is asked again.
    if (now - this.#askedMs >= ASK_AGAIN_MS) this.#askAll();
    return false;
  }

  /** Promises what it asks, where that is neither this node's own nor promised to another, and nothing while in doubt itself. */
  onAsk(from: Peer, { sequence, first, last, durationMs }: LeaseRequestPacket): void {
    const now = this.#clock.now();
    const asked = { first, last };
    for (const [peer, promise] of this.#given) {
      if (promise.untilMs <= now) this.#given.delete(peer);
    }
    const own = this.#isFresh(now) ? null : this.#range();
    let isGranted = own !== null && !overlap(asked, own) && from.isLeaf && this.#isSure();
    for (const [peer, promise] of this.#given)
      if (peer !== from && overlap(asked, promise)) isGranted = false;
    if (isGranted) this.#given.set(from, { ...asked, untilMs: now + durationMs * (1 + DRIFT) });
    this.#network.send(from.handle, { kind: "leaseReply", sequence, isGranted });
  }

  /** It may have been here before, and promised what it has forgotten. */
  #isFresh(now: number): boolean {
    return now - this.#startMs < this.#options.leaseMs * (1 + DRIFT);
  }

  #isPromised(key: Id, now: number): boolean {
    for (const [peer, { first, last, untilMs }] of this.#given) {
      if (untilMs <= now) this.#given.delete(peer);
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
      this.stop();
      this.#held.clear();
    } else {
      this.#askAll();
    }
  }

  #askAll(): void {
    this.#askedMs = this.#clock.now();
    const range = this.#range();
    if (range === null || this.#hops.isFull) return;
    for (const peer of this.#neighbours()) this.#ask(peer, range);
  }

  #ask(peer: Peer, range: Range): void {
    const { leaseMs } = this.#options;
    const askedMs = this.#clock.now();
    const promise = { ...range, untilMs: askedMs + leaseMs * (1 - DRIFT) };
    this.#asked.set(peer, promise);
    // What is asked for replaces what was promised, there as soon as it comes and so here at once.
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

  /** The answer to what this node has asked for. */
  onTell(from: Peer, sequence: number, isGranted: boolean): void {
    const promise = this.#asked.get(from);
    this.#hops.acknowledge(from, sequence);
    if (promise === undefined) return;
    this.#asked.delete(from);
    if (!isGranted) return;
    this.#held.set(from, promise);
    this.#changed();
  }
}

function overlap(a: Range, b: Range): boolean {
  return isBetween(a.first, b.first, b.last) || isBetween(b.first, a.first, a.last);
}

function contains(outer: Range, inner: Range): boolean {
  return isBetween(inner.first, outer.first, outer.last) && isBetween(inner.last, outer.first, outer.last);
}
