/**
 * Majority check: whether this node can be on the smaller side of a network partition. Only a node that
 * reaches more than half of the nodes around it may deliver strict messages: at most one side of a partition
 * has that many.
 */
import type { Clock } from "../base/environment.ts";
import { compareClockwise, type Id } from "../base/id.ts";
import type { Hops } from "./hops.ts";
import type { LeafSet } from "./leaf-set.ts";
import type { Peer } from "./peer.ts";

/**
 * The share of the nodes around this one, before the losses, that must be reachable: more than half with a
 * margin, since the leaf sets of adjacent nodes differ.
 */
const SHARE_MIN = 0.6;
/** How long a poll waits for answers, in milliseconds. */
const POLL_MS = 2_000;
/** Maximum number of remembered losses. */
const LOST_MAX = 256;

export class Majority {
  readonly #self: Id;
  readonly #clock: Clock;
  readonly #suspectedMs: number;
  readonly #leafSet: LeafSet;
  readonly #hops: Hops;
  /** The last members that failed without a graceful leave, each with the time in ms of the clock. */
  readonly #lost: { readonly id: Id; readonly atMs: number }[] = [];
  /** Start of the last poll that reached a majority, in ms of the clock. */
  #polledMs = Number.NEGATIVE_INFINITY;
  #isPolling = false;
  #stopPolling: () => void = () => {};

  /** `suspectedMs`: how long after a loss a partition is suspected. */
  constructor(
    self: Id,
    clock: Clock,
    suspectedMs: number,
    parts: { readonly leafSet: LeafSet; readonly hops: Hops },
  ) {
    this.#self = self;
    this.#clock = clock;
    this.#suspectedMs = suspectedMs;
    this.#leafSet = parts.leafSet;
    this.#hops = parts.hops;
  }

  /** The number of remembered losses. */
  get size(): number {
    return this.#lost.length;
  }

  /** Ends a poll. Losses are still remembered, and `isSure` can start a new poll. */
  stop(): void {
    this.#stopPolling();
    this.#isPolling = false;
  }

  /** A member of the leaf set has failed without a graceful leave. */
  lost(id: Id): void {
    this.#lost.push({ id, atMs: this.#clock.now() });
    if (this.#lost.length > LOST_MAX) this.#lost.shift();
  }

  /**
   * Whether this node is sure not to be on the smaller side of a partition. When that is unknown, starts a
   * poll of all members, unless one is under way, and returns false.
   */
  isSure(): boolean {
    const last = this.#lost.at(-1);
    if (last === undefined || last.atMs < this.#polledMs) return this.#has(() => true);
    this.#poll();
    return false;
  }

  /**
   * Whether enough of the nodes that would be around without the latest losses are reachable. Nodes that came
   * within reach in place of lost ones do not count: there are such nodes on both sides of a partition.
   */
  #has(isReachable: (peer: Peer) => boolean): boolean {
    const sinceMs = this.#clock.now() - this.#suspectedMs;
    while (this.#lost.length > 0 && this.#lost[0].atMs < sinceMs) this.#lost.shift();
    const { larger, smaller, side } = this.#leafSet;
    const around = new Map<string, boolean>();
    for (const [members, direction] of [
      [larger, 1],
      [smaller, -1],
    ] as const) {
      const all = members.map((peer) => ({ id: peer.id, isHere: isReachable(peer) }));
      for (const { id } of this.#lost) if (!this.#leafSet.has(id)) all.push({ id, isHere: false });
      all.sort((a, b) => direction * compareClockwise(this.#self, a.id, b.id));
      for (const { id, isHere } of all.slice(0, side)) around.set(id.hex, isHere);
    }
    let here = 1;
    for (const isHere of around.values()) if (isHere) here++;
    return here >= SHARE_MIN * (around.size + 1);
  }

  /** Pings all members, once for all losses so far. */
  #poll(): void {
    if (this.#isPolling) return;
    this.#isPolling = true;
    const startMs = this.#clock.now();
    const reachable = new Set<Peer>();
    for (const peer of this.#leafSet.members()) {
      if (this.#hops.isFull) break;
      const options = { isFirst: true, waitMs: POLL_MS };
      const answered = () => {
        reachable.add(peer);
        if (this.#has((other) => reachable.has(other))) this.#polledMs = Math.max(this.#polledMs, startMs);
      };
      this.#hops.send(peer, { kind: "ping", sequence: 0 }, options, answered, () => {});
    }
    this.#stopPolling = this.#clock.after(POLL_MS, () => {
      this.#isPolling = false;
    });
  }
}
