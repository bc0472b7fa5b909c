/**
 * Leaf set exchange: a node names its members by marks, and the other node replies with the members that are
 * missing. Exchanges fill a side that is short, check that a loss is repaired, and run now and then whatever
 * happens.
 */
import { compareClockwise, type Id, isBetween, isCloser } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Environment } from "./environment.ts";
import type { FailedPeers } from "./failed-peers.ts";
import type { FailureDetector } from "./failure-detector.ts";
import type { LeafSet } from "./leaf-set.ts";
import { type LeafSetReplyPacket, type LeafSetRequestPacket, MARKS_MAX, markOf } from "./packets.ts";
import type { Peer } from "./peer.ts";
import type { RoutingTable } from "./routing-table.ts";
import type { Tuning } from "./tuning.ts";

/** Open requests above which this node sends no request back to a sender that seems to know more nodes. */
const REQUESTS_BACK_MAX = 32;
/** Maximum number of nodes named in one reply. */
const MEMBERS_NAMED_MAX = 40;
/**
 * Least value of the limit for nodes named when a side of the requester is short. It is more than some
 * requesters lack, since some of the named nodes may be dead.
 */
const BEYOND_MIN = 6;
/** First period of exchanges after many losses, in milliseconds; doubled each time. */
const HURRIED_MS = 4_000;
/** Delay after a loss until a check that it is repaired, in milliseconds. */
const VERIFY_MS = 15_000;

export interface ExchangeOptions {
  /**
   * Period at which one of the farthest members is asked for missing members, whatever happens, in
   * milliseconds.
   */
  readonly exchangeMs: number;
}

export class LeafSetExchange {
  readonly #self: Id;
  readonly #environment: Environment;
  readonly #options: ExchangeOptions;
  readonly #leafSet: LeafSet;
  readonly #table: RoutingTable;
  readonly #tuning: Tuning;
  readonly #failed: FailedPeers;
  readonly #detector: FailureDetector;
  /** 0 until the first exchange is planned. */
  #periodMs = 0;
  /** Whether the last exchange was with the larger side. The sides take turns. */
  #wasLarger = false;
  /** Sides with a check planned, each with how to cancel it. */
  readonly #checks = new Map<boolean, () => void>();
  #stopExchange: () => void = () => {};

  constructor(
    self: Id,
    environment: Environment,
    options: ExchangeOptions,
    parts: {
      readonly leafSet: LeafSet;
      readonly table: RoutingTable;
      readonly tuning: Tuning;
      readonly failed: FailedPeers;
      readonly detector: FailureDetector;
    },
  ) {
    this.#self = self;
    this.#environment = environment;
    this.#options = options;
    this.#leafSet = parts.leafSet;
    this.#table = parts.table;
    this.#tuning = parts.tuning;
    this.#failed = parts.failed;
    this.#detector = parts.detector;
  }

  start(): void {
    this.#periodMs = this.#options.exchangeMs;
    this.#plan();
  }

  stop(): void {
    this.#stopExchange();
    for (const stop of this.#checks.values()) stop();
  }

  makeRequest(): LeafSetRequestPacket {
    const { first, last } = this.#leafSet;
    return {
      kind: "leafSetRequest",
      sequence: 0,
      marks: this.#marks(),
      first: first?.id ?? null,
      last: last?.id ?? null,
      failed: this.#failed.marks(),
      tunedMs: this.#tuning.ownMs,
    };
  }

  makeReply(to: Peer, request: LeafSetRequestPacket): LeafSetReplyPacket {
    return {
      kind: "leafSetReply",
      sequence: request.sequence,
      members: this.#missing(to, request),
      failed: this.#failed.among(request.marks),
      tunedMs: this.#tuning.ownMs,
    };
  }

  /**
   * Handles the marks in a member's request: when many of the marked nodes are unknown here, requests the
   * member's leaf set in return.
   */
  compare(from: Peer, marks: readonly number[]): void {
    const beyond = this.#unknownOf(marks) - this.#placesTo(from);
    // A member that is n places away has n members beyond the end of this node's leaf set, so n unknown marks
    // are normal. More of them belong to a part of the ring that this node has not met: such requests merge
    // two separated parts.
    if (beyond > this.#leafSet.side / 2 && this.#detector.openRequests < REQUESTS_BACK_MAX)
      this.#detector.request(from);
    if (beyond <= 0) this.verified(from);
  }

  /** Fills each side that is short. */
  fill(): void {
    const { larger, smaller, side, coversRing } = this.#leafSet;
    if (coversRing) return;
    if (larger.length < side) this.requestFarthest(true);
    if (smaller.length < side) this.requestFarthest(false);
    if (this.#leafSet.hasEmptySide) this.lookAcross();
  }

  /**
   * Requests the leaf set of the farthest member on a side, which knows the nodes that come within this
   * node's reach there.
   */
  requestFarthest(isLarger: boolean): void {
    const farthest = this.#leafSet.farthest(isLarger);
    if (farthest !== null) this.#detector.request(farthest);
  }

  /**
   * Sends requests to the nearest nodes of the routing table in both directions: an empty side has no member
   * to ask.
   */
  lookAcross(): void {
    let [next, previous]: (Peer | null)[] = [null, null];
    for (const peer of this.#table.members()) {
      if (next === null || compareClockwise(this.#self, peer.id, next.id) < 0) next = peer;
      if (previous === null || compareClockwise(this.#self, peer.id, previous.id) > 0) previous = peer;
    }
    for (const peer of [next, previous]) if (peer !== null) this.#detector.request(peer);
  }

  /** After a loss: plans a request to the farthest member on that side, which knows all nodes in between. */
  verifyLater(isLarger: boolean): void {
    if (this.#checks.has(isLarger)) return;
    const { clock, random } = this.#environment;
    const stop = clock.after(VERIFY_MS * (0.5 + random.next()), () => {
      this.#checks.delete(isLarger);
      this.requestFarthest(isLarger);
    });
    this.#checks.set(isLarger, stop);
  }

  /**
   * The member knows no node between itself and this node that is unknown here. When it is the farthest on a
   * side, the check of that side is done.
   */
  verified(by: Peer): void {
    for (const [isLarger, stop] of this.#checks) {
      if ((isLarger ? this.#leafSet.last : this.#leafSet.first) !== by) continue;
      stop();
      this.#checks.delete(isLarger);
    }
  }

  /**
   * Many members failed at once. Then no leaf set is complete, and neither are the replies: exchanges become
   * frequent for a while.
   */
  hurry(): void {
    if (this.#periodMs <= HURRIED_MS) return;
    this.#periodMs = HURRIED_MS;
    this.#stopExchange();
    this.#plan();
  }

  #plan(): void {
    const { clock, random } = this.#environment;
    this.#stopExchange = clock.after(this.#periodMs * (0.5 + random.next()), () => {
      this.#periodMs = Math.min(2 * this.#periodMs, this.#options.exchangeMs);
      this.#exchange();
      this.#plan();
    });
  }

  #exchange(): void {
    this.#wasLarger = !this.#wasLarger;
    this.requestFarthest(this.#wasLarger);
    const leaves = this.#leafSet.members();
    if (this.#periodMs < this.#options.exchangeMs && leaves.length > 0)
      this.#detector.request(leaves[Math.floor(this.#environment.random.next() * leaves.length)]);
    if (this.#leafSet.hasEmptySide) this.lookAcross();
  }

  /** Marks of the members and of the nodes that were sent a request: a reply need not name these nodes. */
  #marks(): readonly number[] {
    const marks = this.#leafSet.members().map(({ id }) => markOf(id));
    for (const { id } of this.#detector.requestedNewcomers()) {
      if (marks.length >= MARKS_MAX) break;
      marks.push(markOf(id));
    }
    return marks;
  }

  /** How many marks are of nodes that are neither members here, nor probed, nor declared failed. */
  #unknownOf(marks: readonly number[]): number {
    const known = new Set<number>([markOf(this.#self)]);
    for (const { id } of this.#leafSet.members()) known.add(markOf(id));
    for (const { id } of this.#failed.keys()) known.add(markOf(id));
    for (const { id } of this.#detector.probed()) known.add(markOf(id));
    return marks.filter((mark) => !known.has(mark)).length;
  }

  #placesTo(member: Peer): number {
    const { larger, smaller } = this.#leafSet;
    return Math.max(larger.indexOf(member), smaller.indexOf(member)) + 1;
  }

  /**
   * Members of this node that belong to the requester's leaf set and are missing there; for a side that is
   * short, the nearest ones.
   */
  #missing(to: Peer, { marks, first, last }: LeafSetRequestPacket): readonly NodeHandle[] {
    const known = new Set(marks);
    const missing: NodeHandle[] = [];
    const sides = this.#sidesOf(to.id);
    for (const peer of this.#leafSet.members()) {
      if (missing.length >= MEMBERS_NAMED_MAX) break;
      if (peer === to || peer.isSuspected || known.has(markOf(peer.id))) continue;
      const belongs =
        (first === null ? sides.isSmaller(peer) : isBetween(peer.id, first, to.id)) ||
        (last === null ? sides.isLarger(peer) : isBetween(peer.id, to.id, last));
      if (belongs) missing.push(peer.handle);
    }
    const lacking = Math.max(BEYOND_MIN, 2 * this.#leafSet.side - marks.length);
    if ((first !== null && last !== null) || missing.length <= lacking) return missing;
    return missing.sort((a, b) => (isCloser(to.id, a.id, b.id) ? -1 : 1)).slice(0, lacking);
  }

  /**
   * Which members lie on which side of a node, where this node's leaf set shows that part of the ring without
   * gaps.
   */
  #sidesOf(id: Id): {
    readonly isLarger: (peer: Peer) => boolean;
    readonly isSmaller: (peer: Peer) => boolean;
  } {
    const { larger, smaller, coversRing } = this.#leafSet;
    const first = smaller.at(-1)?.id ?? this.#self;
    const last = larger.at(-1)?.id ?? this.#self;
    // Around the whole ring, or outside this leaf set, any member may be on either side.
    if (coversRing || !isBetween(id, first, last)) return { isLarger: () => true, isSmaller: () => true };
    return {
      isLarger: (peer) => isBetween(peer.id, id, last),
      isSmaller: (peer) => isBetween(peer.id, first, id),
    };
  }
}
