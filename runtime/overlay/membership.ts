/**
 * Who belongs to the leaf set: signs of life, failure and repair.
 *
 * After Castro, Costa and Rowstron, "Performance and dependability of structured peer-to-peer overlays" (MSR-TR-2003-94):
 * a node is taken in only when it was heard itself; a joining node becomes active only when every member of its leaf set has
 * answered; each node watches its neighbour on the right and tells the others when that has failed. Cheaper than there: questions
 * name the members by marks and answers only what was missing; who is told of a failure by the neighbour of the one that failed
 * believes it, unless it would become root of keys by that; and is told at once who takes the place.
 */

import { dropOldest } from "../base/bounded.ts";
import { compareClockwise, type Id, isBetween, isCloser, opposite } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Environment } from "./environment.ts";
import { every, type Hops } from "./hops.ts";
import type { LeafSet } from "./leaf-set.ts";
import {
  FAILED_MAX,
  type LeafSetReplyPacket,
  type LeafSetRequestPacket,
  MARKS_MAX,
  markOf,
} from "./packets.ts";
import type { Peer, Peers } from "./peer.ts";
import { replacements } from "./replacements.ts";
import type { RoutingTable } from "./routing-table.ts";
import { estimateNodes, type Tuning } from "./tuning.ts";

/** Nodes that left or failed and are asked now and then whether they are back: a healed partition is found so (overlay.md B14). */
const GONE_MAX = 48;
/**
 * Where many members were lost at once the network may be torn. For so long, in milliseconds, one that is gone is asked so many times as
 * often; and as soon as one is back, all are.
 */
const TORN_MS = 3_600_000;
const TORN_OFTEN = 10;
/** Between two times that all are asked, in milliseconds. */
const RECALL_MS = 15_000;
/** Probes under way at a time; candidates beyond it are met again in the next exchange. */
const PROBES_MAX = 256;
/** Before a node whose link broke is tried again, in milliseconds; doubled each time. A process that starts anew needs no longer. */
const BROKEN_LINK_MS = 200;
/** So many questions under way are enough, without asking back those who seem to know others. */
const ASKS_BACK_MAX = 32;
/** Nodes named in one answer. */
const MEMBERS_TOLD_MAX = 40;
/** Of those beyond a side that is short, so many are named at the least, though it lacks fewer: some may be dead. */
const BEYOND_MIN = 6;
/** Verdicts remembered. */
const FAILED_REMEMBERED_MAX = 64;
/** So many members lost within a heartbeat are many: then they exchange what they know so soon, and half as often each time. */
const LOSSES_MANY = 3;
const EXCHANGE_SOON_MS = 4_000;
/** After a loss, until it is asked whether all is whole again, in milliseconds. */
const VERIFY_MS = 15_000;
/** How long what has failed is gathered before the others are told, in milliseconds. */
const NEWS_MS = 500;
const NOTHING_TO_DO = () => {};
/** How often the period of signs of life is adjusted, in milliseconds; also the longest pause between two looks at the table. */
const ADJUST_MS = 60_000;
/** Members of the leaf set, which their neighbours watch, are asked so many times as seldom as others of the table. */
const LEAF_PERIODS = 4;
/** Attempts before the verdict on a node of the table alone, where an error costs little: another takes the place, or itself when it is heard. */
const TABLE_ATTEMPTS = 3;
/** Signs of life that are asked for in one look at the table. */
const PINGS_MAX = 64;

export interface MembershipOptions {
  /** How often a node tells its neighbour on the left that it is there, and how long it waits to hear from the one on the right. */
  readonly heartbeatMs: number;
  /** How often one of the farthest members is asked for what this node lacks, whatever happens. */
  readonly exchangeMs: number;
  /** Attempts of a probe before the verdict, and the bounds of how long each may take, in milliseconds. */
  readonly probeAttempts: number;
  readonly probeMsMin: number;
  readonly probeMsMax: number;
  /** How long a node reported failed is not believed from hearsay. */
  readonly failedMs: number;
  /** How often a node that is gone is asked whether it is back, when nothing says that the network is torn. */
  readonly mergeMs: number;
}

export interface MembershipEvents {
  /** A member has come or gone. */
  changed(node: NodeHandle, joined: boolean): void;
  /** A node is gone, with a word (`saidSo`) or without, from the leaf set or not: nothing more should wait for it. */
  gone(peer: Peer, how: { readonly saidSo: boolean; readonly wasMember: boolean }): void;
  /** No question for a leaf set is under way: it is complete as far as this node can tell. */
  settled(): void;
}

class Probe {
  readonly peer: Peer;
  /** Asked for its leaf set, or only for a sign of life. */
  readonly isAsk: boolean;
  /** Others have said that it failed, so they need not be told. */
  readonly isHearsay: boolean;
  /** In ms of the clock. */
  readonly startMs: number;
  attempts = 0;

  constructor(peer: Peer, isAsk: boolean, isHearsay: boolean, startMs: number) {
    this.peer = peer;
    this.isAsk = isAsk;
    this.isHearsay = isHearsay;
    this.startMs = startMs;
  }
}

export interface MembershipParts {
  readonly leafSet: LeafSet;
  readonly table: RoutingTable;
  readonly peers: Peers;
  readonly hops: Hops;
  readonly tuning: Tuning;
}

export class Membership {
  readonly #self: NodeHandle;
  readonly #environment: Environment;
  readonly #options: MembershipOptions;
  readonly #leafSet: LeafSet;
  readonly #table: RoutingTable;
  readonly #peers: Peers;
  readonly #hops: Hops;
  readonly #tuning: Tuning;
  readonly #events: MembershipEvents;
  readonly #probes = new Map<Peer, Probe>();
  /** How many of the probes ask for leaf sets. */
  #asks = 0;
  /** Given up lately, the last ones, with when that was in ms of the clock. */
  readonly #failed = new Map<Peer, number>();
  readonly #gone = new Map<string, NodeHandle>();
  readonly #stops: (() => void)[] = [];
  #stopWatching: () => void = NOTHING_TO_DO;
  /** Found failed, and not told yet. */
  readonly #news: Id[] = [];
  /** When members were lost, those of the last heartbeat, in ms of the clock. */
  #lossesMs: number[] = [];
  #exchangeMs = 0;
  /** The side that is asked about next. */
  #exchangesLarger = false;
  /** Sides that are looked at soon. */
  readonly #verifying = new Map<boolean, () => void>();
  #stopExchange: () => void = NOTHING_TO_DO;
  #stopNews: () => void = NOTHING_TO_DO;
  #stopMerge: () => void = NOTHING_TO_DO;
  /** Until when the network may be torn, and when all that are gone were asked last, in ms of the clock. */
  #tornUntilMs = Number.NEGATIVE_INFINITY;
  #recalledMs = Number.NEGATIVE_INFINITY;
  #adjustedMs = Number.NEGATIVE_INFINITY;

  constructor(
    self: NodeHandle,
    environment: Environment,
    options: MembershipOptions,
    parts: MembershipParts,
    events: MembershipEvents,
  ) {
    this.#self = self;
    this.#environment = environment;
    this.#options = options;
    this.#leafSet = parts.leafSet;
    this.#table = parts.table;
    this.#peers = parts.peers;
    this.#hops = parts.hops;
    this.#tuning = parts.tuning;
    this.#events = events;
  }

  start(): void {
    const { clock, random } = this.#environment;
    const { heartbeatMs, exchangeMs } = this.#options;
    let isFirst = true;
    const beat = () => {
      const ms = isFirst ? heartbeatMs * random.next() : heartbeatMs;
      isFirst = false;
      return ms;
    };
    this.#stops.push(
      every(clock, beat, () => this.#beat()),
      every(
        clock,
        () => Math.min(ADJUST_MS, this.#tuning.periodMs / 4) * (0.75 + random.next() / 2),
        () => this.#lookAfterTable(),
      ),
    );
    this.#planMerge();
    this.#exchangeMs = exchangeMs;
    this.#planExchange();
    this.#watch();
  }

  stop(): void {
    this.#stopExchange();
    this.#stopMerge();
    for (const stop of this.#stops.splice(0)) stop();
    this.#stopWatching();
    this.#stopNews();
    for (const stop of this.#verifying.values()) stop();
    this.#probes.clear();
    this.#asks = 0;
  }

  get isSettled(): boolean {
    return this.#asks === 0;
  }

  get entryCounts(): Readonly<Record<string, number>> {
    return {
      probes: this.#probes.size,
      failed: this.#failed.size,
      gone: this.#gone.size,
      news: this.#news.length,
      losses: this.#lossesMs.length,
    };
  }

  /** Nodes that left or failed, the last ones. */
  gone(): readonly NodeHandle[] {
    return [...this.#gone.values()];
  }

  /** Any packet is a sign of life. */
  heard(peer: Peer): void {
    peer.heard(this.#environment.clock.now());
    peer.isSuspected = false;
    // Given up in error, or back again.
    if (peer.wasBarred && this.#failed.delete(peer)) {
      peer.unbar();
      if (this.#leafSet.wants(peer.id)) this.ask(peer);
    }
  }

  /** Hearsay of nodes: those that would belong to the leaf set are asked themselves, nearest first. */
  consider(nodes: readonly NodeHandle[]): void {
    const { id } = this.#self;
    const wanted = nodes.filter((node) => this.#leafSet.wants(node.id));
    if (wanted.length > 1) wanted.sort((a, b) => (isCloser(id, a.id, b.id) ? -1 : 1));
    for (const node of wanted) {
      const known = this.#peers.get(node.id);
      if (known !== null && (this.#isBarred(known) || this.#probes.get(known)?.isAsk === true)) continue;
      if (this.#isWithinReach(node.id)) this.ask(known ?? this.#peers.of(node));
    }
  }

  /** Those that would belong to the leaf set are asked, whoever else is being asked: these are few, and the others may be made up. */
  askWanted(nodes: readonly NodeHandle[]): void {
    for (const node of nodes)
      if (this.#leafSet.wants(node.id) && !this.isBarred(node.id)) this.ask(this.#peers.of(node));
  }

  /**
   * Whether there would be room for it if all that are being asked were there. Without this a node that joins asks ever more distant
   * ones, whom the first to answer name, while the nearer have not answered yet.
   */
  #isWithinReach(id: Id): boolean {
    const { id: self } = this.#self;
    const { side } = this.#leafSet;
    let [larger, smaller] = [0, 0];
    const count = (other: Id) => {
      if (compareClockwise(self, other, id) < 0) larger++;
      else if (!other.equals(id)) smaller++;
    };
    for (const peer of this.#leafSet.members()) count(peer.id);
    for (const { peer, isAsk } of this.#probes.values()) if (isAsk && !peer.isLeaf) count(peer.id);
    return larger < side || smaller < side;
  }

  isBarred(id: Id): boolean {
    const peer = this.#peers.get(id);
    return peer !== null && this.#isBarred(peer);
  }

  /** Whether a node that was given up lately was closer to the key than this one: then others may still take it for the root. */
  hasSucceeded(key: Id): boolean {
    for (const { id } of this.#failed.keys()) if (isCloser(key, id, this.#self.id)) return true;
    return false;
  }

  /** Asks a node for its leaf set; no answer after several attempts is its death. */
  ask(peer: Peer): void {
    this.#probe(peer, true, false);
  }

  /** A link to the node has broken, or could not be made. That tells sooner than silence, but a single time tells nothing. */
  linkBroke(peer: Peer): void {
    const probe = this.#probes.get(peer);
    if (probe === undefined) {
      this.suspect(peer);
      return;
    }
    const { attempts } = probe;
    if (attempts >= this.#options.probeAttempts) this.#attempt(probe, attempts);
    else
      this.#environment.clock.after(BROKEN_LINK_MS * 2 ** (attempts - 1), () =>
        this.#attempt(probe, attempts),
      );
  }

  /** A node did not acknowledge in time. */
  suspect(peer: Peer): void {
    if (!peer.isLeaf && !peer.isInTable) return;
    peer.isSuspected = true;
    this.#probe(peer, false, false);
  }

  /** A node asks, and says that it is there: it was heard, so it may be taken in. */
  onLeafSetRequest(from: Peer, packet: LeafSetRequestPacket): void {
    this.#tuning.heard(packet.tunedMs);
    this.#back(from);
    this.takeIn(from);
    for (const mark of packet.failed) this.#believe(from, mark);
    const answer: LeafSetReplyPacket = {
      kind: "leafSetReply",
      sequence: packet.sequence,
      members: this.#unknownTo(from, packet),
      failed: this.#failedOf(packet.marks),
      tunedMs: this.#tuning.ownMs,
    };
    // It comes after the sender was taken in, so the sender can rely on being known here.
    this.#environment.network.send(from.handle, answer);
    if (!from.isLeaf) return;
    const beyond = this.#unknownOf(packet.marks) - this.#placesTo(from);
    // As many as it is places away this node lacks, since they are beyond; more are another part of the ring that it has met: so two that
    // were apart grow together from wherever they touch.
    if (beyond > this.#leafSet.side / 2 && this.#asks < ASKS_BACK_MAX) this.ask(from);
    if (beyond <= 0) this.#verified(from);
  }

  #placesTo(member: Peer): number {
    const { larger, smaller } = this.#leafSet;
    return Math.max(larger.indexOf(member), smaller.indexOf(member)) + 1;
  }

  /** How many another node's leaf set names whom this one neither has nor has given up. */
  #unknownOf(marks: readonly number[]): number {
    const known = new Set<number>([markOf(this.#self.id)]);
    for (const { id } of this.#leafSet.members()) known.add(markOf(id));
    for (const { id } of this.#failed.keys()) known.add(markOf(id));
    for (const { id } of this.#probes.keys()) known.add(markOf(id));
    return marks.filter((mark) => !known.has(mark)).length;
  }

  /** News of failures, from whoever has found them. */
  onFailureNews(from: Peer, packet: LeafSetReplyPacket): void {
    this.#tuning.heard(packet.tunedMs);
    this.takeIn(from);
    for (const mark of packet.failed) this.#believe(from, mark);
    this.consider(packet.members);
  }

  /** The answer to a question. */
  onLeafSetReply(from: Peer, packet: LeafSetReplyPacket): void {
    this.#tuning.heard(packet.tunedMs);
    this.#back(from);
    if (packet.sequence !== 0) this.#hops.acknowledge(from, packet.sequence);
    if (!this.#isPassedOver(from, packet.members)) this.takeIn(from);
    for (const mark of packet.failed) this.#believe(from, mark);
    this.consider(packet.members);
    if (packet.sequence === 0) return;
    this.#answered(from);
    if (!packet.members.some(({ id }) => this.#leafSet.wants(id))) this.#verified(from);
  }

  /**
   * All on one side are gone, and `from` would be the next there, but names others who are between. It would be taken for a neighbour, and
   * this node for the root of half the keys on the way to it; so it has to wait until those were asked.
   */
  #isPassedOver(from: Peer, named: readonly NodeHandle[]): boolean {
    const { larger, smaller, hasEmptySide } = this.#leafSet;
    if (!hasEmptySide || this.#leafSet.size === 0 || !this.#leafSet.wants(from.id)) return false;
    const { id: self } = this.#self;
    return named.some(
      ({ id }) =>
        !id.equals(self) &&
        !this.isBarred(id) &&
        ((larger.length === 0 && compareClockwise(self, id, from.id) < 0 && !this.#leafSet.has(id)) ||
          (smaller.length === 0 && compareClockwise(from.id, id, self) < 0 && !this.#leafSet.has(id))) &&
        this.#leafSet.wants(id),
    );
  }

  onHeartbeat(tunedMs: number): void {
    this.#tuning.heard(tunedMs);
  }

  /** A node that was heard itself: into the leaf set where it belongs, into the table where there is room. */
  takeIn(peer: Peer): void {
    this.met(peer);
    const pushedOut = this.#leafSet.add(peer);
    if (pushedOut === null) return;
    for (const other of pushedOut) this.#makeRoom(other);
    this.#events.changed(peer.handle, true);
    if (this.#leafSet.larger[0] === peer) this.#watch();
    if (this.#leafSet.isNeighbour(peer)) this.#measure(peer);
  }

  /** Messages wait for the verdict on a neighbour that has died, and that takes as long as round trips to it may. */
  #measure(neighbour: Peer): void {
    if (neighbour.roundTripMs === Number.POSITIVE_INFINITY) this.#probe(neighbour, false, false);
  }

  /** Out of the leaf set; whether it was in it. */
  #drop(peer: Peer): boolean {
    return this.#leafSet.remove(peer);
  }

  #makeRoom(other: Peer): void {
    this.#table.add(other);
    this.#events.changed(other.handle, false);
  }

  /** Traffic came from a node: the table takes it where there is room (overlay.md B8). */
  met(peer: Peer): void {
    if (!peer.isInTable) this.#table.add(peer);
  }

  /** A node says that it leaves. */
  onLeave(from: Peer, instead: NodeHandle | null): void {
    this.#giveUp(from, { saidSo: true, isHearsay: true });
    if (instead !== null) this.consider([instead]);
  }

  /** Heard under another address: it has been started anew elsewhere, and is not where it was. */
  moved(peer: Peer, handle: NodeHandle): void {
    this.#end(peer);
    this.#table.remove(peer);
    const wasMember = this.#leafSet.remove(peer);
    if (wasMember) this.#events.changed(peer.handle, false);
    this.#hops.giveUp(peer);
    peer.moved(handle);
  }

  /** Tells all who may count on this node, and who can take its place. */
  leave(): void {
    const { network } = this.#environment;
    const news = replacements(this.#self.id, this.#leafSet, [this.#self.id]);
    for (const peer of this.#leafSet.members())
      network.send(peer.handle, { kind: "leave", instead: news.get(peer)?.at(-1)?.handle ?? null });
    for (const peer of this.#table.members())
      if (!peer.isLeaf) network.send(peer.handle, { kind: "leave", instead: null });
  }

  /** Asks every member whether it is still there, and for what has changed: this node has slept. */
  askAll(): void {
    // Verdicts of before: who was given up then may have come back, and others' word for it must count.
    for (const peer of this.#failed.keys()) peer.unbar();
    this.#failed.clear();
    for (const peer of this.#leafSet.members()) this.ask(peer);
  }

  #isBarred(peer: Peer): boolean {
    return peer.barredUntilMs > this.#environment.clock.now();
  }

  // Who knows what.

  #askPacket(): LeafSetRequestPacket {
    const { first, last } = this.#leafSet;
    return {
      kind: "leafSetRequest",
      sequence: 0,
      marks: this.#marks(),
      first: first?.id ?? null,
      last: last?.id ?? null,
      failed: this.#failedLately(),
      tunedMs: this.#tuning.ownMs,
    };
  }

  /** Of the members, and of those that are being asked: nobody needs to name them. */
  #marks(): readonly number[] {
    const marks = this.#leafSet.members().map(({ id }) => markOf(id));
    for (const { peer, isAsk } of this.#probes.values()) {
      if (marks.length >= MARKS_MAX) break;
      if (isAsk && !peer.isLeaf) marks.push(markOf(peer.id));
    }
    return marks;
  }

  /** Members of this node's set that would belong to the asker's, and are not in it; of those beyond a side that is short, the nearest. */
  #unknownTo(asker: Peer, { marks, first, last }: LeafSetRequestPacket): readonly NodeHandle[] {
    const known = new Set(marks);
    const missing: NodeHandle[] = [];
    const sides = this.#sidesOf(asker.id);
    for (const peer of this.#leafSet.members()) {
      if (missing.length >= MEMBERS_TOLD_MAX) break;
      if (peer === asker || peer.isSuspected || known.has(markOf(peer.id))) continue;
      const belongs =
        (first === null ? sides.isSmaller(peer) : isBetween(peer.id, first, asker.id)) ||
        (last === null ? sides.isLarger(peer) : isBetween(peer.id, asker.id, last));
      if (belongs) missing.push(peer.handle);
    }
    const lacking = Math.max(BEYOND_MIN, 2 * this.#leafSet.side - marks.length);
    if ((first !== null && last !== null) || missing.length <= lacking) return missing;
    return missing.sort((a, b) => (isCloser(asker.id, a.id, b.id) ? -1 : 1)).slice(0, lacking);
  }

  /** Which members are on which side of a node, as far as those are neighbours that follow each other. */
  #sidesOf(id: Id): {
    readonly isLarger: (peer: Peer) => boolean;
    readonly isSmaller: (peer: Peer) => boolean;
  } {
    const { larger, smaller, coversRing } = this.#leafSet;
    const first = smaller.at(-1)?.id ?? this.#self.id;
    const last = larger.at(-1)?.id ?? this.#self.id;
    // Around the whole ring, or somewhere else: anybody may be on either side.
    if (coversRing || !isBetween(id, first, last)) return { isLarger: () => true, isSmaller: () => true };
    return {
      isLarger: (peer) => isBetween(peer.id, id, last),
      isSmaller: (peer) => isBetween(peer.id, first, id),
    };
  }

  /** Of those that the asker counts on, the ones that this node has given up. */
  #failedOf(marks: readonly number[]): readonly number[] {
    if (this.#failed.size === 0) return [];
    const known = new Set(marks);
    return this.#failedLately().filter((mark) => known.has(mark));
  }

  #failedLately(): readonly number[] {
    if (this.#failed.size === 0) return [];
    const now = this.#environment.clock.now();
    const failed: number[] = [];
    for (const [peer, atMs] of this.#failed) {
      if (now - atMs > this.#options.failedMs) this.#failed.delete(peer);
      else failed.push(markOf(peer.id));
    }
    return failed.slice(-FAILED_MAX);
  }

  /** Another node says that a third has failed. */
  #believe(from: Peer, mark: number): void {
    if (mark === markOf(this.#self.id)) {
      // The sender's error: it hears that this node is there.
      this.ask(from);
      return;
    }
    const peer = this.#leafSet.members().find(({ id }) => markOf(id) === mark);
    if (peer === undefined) {
      this.#believeOfNewcomer(from, mark);
      return;
    }
    if (this.#environment.clock.now() - peer.heardMs < this.#options.probeMsMin) return;
    // A neighbour's keys would become this node's own, and it does not take anybody's word for that. Nor that of one who cannot know.
    if (this.#leafSet.isNeighbour(peer) || !this.#isBeside(from, peer)) {
      peer.isSuspected = true;
      this.#probe(peer, false, true);
    } else {
      this.#giveUp(peer, { saidSo: false, isHearsay: true });
    }
  }

  /** One that is being asked, and was never heard: should it answer after all, it is taken in. */
  #believeOfNewcomer(from: Peer, mark: number): void {
    for (const { peer, isAsk } of this.#probes.values()) {
      if (!isAsk || peer.isLeaf || peer === from || markOf(peer.id) !== mark) continue;
      if (this.#environment.clock.now() - peer.heardMs < this.#options.probeMsMax) return;
      this.#giveUp(peer, { saidSo: false, isHearsay: true });
      return;
    }
  }

  /** Whether nobody that this node knows lies between the two. */
  #isBeside(a: Peer, b: Peer): boolean {
    for (const side of [this.#leafSet.larger, this.#leafSet.smaller]) {
      const [atA, atB] = [side.indexOf(a), side.indexOf(b)];
      if (atA >= 0 && atB >= 0 && Math.abs(atA - atB) === 1) return true;
    }
    return false;
  }

  // Signs of life.

  #beat(): void {
    this.#fill();
    const left = this.#leafSet.smaller[0];
    if (left === undefined) return;
    this.#environment.network.send(left.handle, { kind: "heartbeat", tunedMs: this.#tuning.ownMs });
  }

  /** A side that is short is asked about until it is not. */
  #fill(): void {
    const { larger, smaller, side, coversRing } = this.#leafSet;
    if (coversRing) return;
    if (larger.length < side) this.#askFarthest(true);
    if (smaller.length < side) this.#askFarthest(false);
    if (this.#leafSet.hasEmptySide) this.#lookAcross();
  }

  /** Looks after the neighbour on the right when it should have been heard. */
  #watch(): void {
    this.#stopWatching();
    const right = this.#leafSet.larger[0];
    if (right === undefined) return;
    const { clock } = this.#environment;
    const { heartbeatMs, probeMsMin } = this.#options;
    // On its way it may take as long as an attempt. A question that was not needed costs two packets; each second is one in which messages
    // wait for a neighbour that is dead.
    const silentMs = heartbeatMs + 2 * probeMsMin;
    const dueMs = right.heardMs + silentMs;
    // A millisecond at the least: due by a rounding error, it would be due again and again at the same moment.
    this.#stopWatching = clock.after(Math.max(1, dueMs - clock.now()), () => {
      if (clock.now() - right.heardMs >= silentMs) {
        this.suspect(right);
        // It is looked after by the probe now, and if it lives it will be heard.
        this.#stopWatching = clock.after(heartbeatMs, () => this.#watch());
      } else {
        this.#watch();
      }
    });
  }

  /** Nodes of the table that were not heard for the tuned period are asked for a sign of life. */
  #lookAfterTable(): void {
    const now = this.#environment.clock.now();
    // Of a member's death this node hears without asking.
    const primaries = this.#table.primaries().filter(({ isLeaf }) => !isLeaf);
    if (now - this.#adjustedMs >= ADJUST_MS / 2) {
      this.#adjustedMs = now;
      const { heartbeatMs, probeAttempts, probeMsMin } = this.#options;
      const nodes = estimateNodes(this.#self.id, this.#leafSet);
      const outlook = { nodes, heartbeatMs, detectionMs: probeAttempts * probeMsMin };
      this.#tuning.adjust(now, outlook, primaries.length + this.#leafSet.size, primaries.length);
    }
    const { periodMs } = this.#tuning;
    let pings = 0;
    for (const peer of primaries) {
      // The neighbour of a member tells of its death sooner than that.
      const silentMs = peer.isLeaf ? LEAF_PERIODS * periodMs : periodMs;
      if (now - peer.heardMs < silentMs || pings >= PINGS_MAX) continue;
      pings++;
      this.#probe(peer, false, false);
    }
  }

  #probe(peer: Peer, isAsk: boolean, isHearsay: boolean): void {
    if (peer.id.equals(this.#self.id)) return;
    const under = this.#probes.get(peer);
    // A question for the leaf set is a sign of life too, but not the other way round.
    if (under !== undefined && (under.isAsk || !isAsk)) return;
    if (under === undefined && this.#probes.size >= PROBES_MAX) return;
    const probe = new Probe(peer, isAsk, isHearsay, this.#environment.clock.now());
    if (under === undefined) peer.holds++;
    this.#probes.set(peer, probe);
    if (isAsk) this.#asks++;
    this.#attempt(probe, 0);
  }

  /** `made`: the attempts when this one was planned. It is stale when there have been others since. */
  #attempt(probe: Probe, made: number): void {
    const { peer } = probe;
    if (this.#probes.get(peer) !== probe || probe.attempts !== made) return;
    const { probeAttempts } = this.#options;
    const most = probe.isAsk || peer.isLeaf ? probeAttempts : Math.min(probeAttempts, TABLE_ATTEMPTS);
    if (made >= most) {
      // A node that was heard meanwhile answers, later than was waited for.
      if (!probe.isAsk && peer.heardMs > probe.startMs) this.#answered(peer);
      else this.#giveUp(peer, { saidSo: false, isHearsay: probe.isHearsay });
      return;
    }
    const attempts = ++probe.attempts;
    const waitMs = this.#probeMs(peer, attempts);
    this.#hops.send(
      peer,
      probe.isAsk ? this.#askPacket() : { kind: "ping", sequence: 0 },
      { isFirst: true, waitMs },
      () => {
        if (!probe.isAsk) this.#answered(peer);
      },
      () => this.#attempt(probe, attempts),
    );
  }

  /**
   * How long an attempt may take, in milliseconds. The first wait no longer than they must, so that several packets in a row have to be
   * lost; the last ones longer, for a node that is slow today.
   */
  #probeMs(peer: Peer, attempt: number): number {
    const { probeMsMin, probeMsMax } = this.#options;
    return Math.min(Math.max(this.#hops.timeoutMs(peer) * Math.max(1, attempt - 1), probeMsMin), probeMsMax);
  }

  #answered(peer: Peer): void {
    this.#end(peer);
  }

  /** The probe is over. */
  #end(peer: Peer): void {
    const probe = this.#probes.get(peer);
    if (probe === undefined) return;
    this.#probes.delete(peer);
    peer.holds--;
    if (!probe.isAsk) return;
    this.#asks--;
    if (this.#asks === 0) this.#events.settled();
  }

  // Failure and repair.

  #giveUp(
    peer: Peer,
    { saidSo, isHearsay }: { readonly saidSo: boolean; readonly isHearsay: boolean },
  ): void {
    const now = this.#environment.clock.now();
    const watched = peer.isLeaf || peer.isInTable;
    if (watched && !saidSo) this.#tuning.failed(now);
    peer.isSuspected = false;
    this.#bar(peer);
    this.#table.remove(peer);
    const larger = this.#leafSet.larger.includes(peer);
    const wasNeighbour = this.#leafSet.isNeighbour(peer);
    const wasMember = this.#drop(peer);
    this.#events.gone(peer, { saidSo, wasMember });
    this.#environment.network.forget(peer.handle);
    if (wasMember) {
      this.#noteLoss(larger);
      this.#events.changed(peer.handle, false);
      if (!isHearsay) this.#planNews(peer.id);
      if (!isHearsay || wasNeighbour) this.#askFarthest(larger);
      if (this.#leafSet.hasEmptySide) this.#lookAcross();
      this.#watch();
    }
    // Who should have come within reach is not there: somebody else may.
    if (!wasMember && this.#probes.get(peer)?.isAsk === true) {
      if (this.#leafSet.hasEmptySide) this.#lookAcross();
      this.#askFarthest(compareClockwise(this.#self.id, peer.id, opposite(this.#self.id)) < 0);
    }
    // Last, since the leaf set may be complete by it.
    this.#end(peer);
  }

  /** What was found in a short while is told together: where many fail at once, that is not as many times as much. */
  #planNews(failed: Id): void {
    if (this.#news.length === 0)
      this.#stopNews = this.#environment.clock.after(NEWS_MS, () => this.#tellNews(this.#news.splice(0)));
    this.#news.push(failed);
  }

  /** The members hear of it, and those on the left of a gap who comes within their reach by it. They acknowledge, or are dead too. */
  #tellNews(failed: readonly Id[]): void {
    const next = replacements(this.#self.id, this.#leafSet, failed);
    for (const peer of this.#leafSet.members()) {
      const members = (next.get(peer) ?? []).map(({ handle }) => handle);
      const { ownMs: tunedMs } = this.#tuning;
      this.#tell(
        peer,
        { kind: "failureNews", sequence: 0, members, failed: failed.slice(-FAILED_MAX).map(markOf), tunedMs },
        1,
      );
    }
  }

  #tell(peer: Peer, news: LeafSetReplyPacket, attempt: number, sequence?: number): void {
    const waitMs = this.#probeMs(peer, attempt);
    const options = { isFirst: attempt === 1, waitMs, ...(sequence !== undefined && { sequence }) };
    this.#hops.send(peer, news, options, NOTHING_TO_DO, (number) => {
      if (!peer.isLeaf) return;
      if (attempt < this.#options.probeAttempts) this.#tell(peer, news, attempt + 1, number);
      else this.suspect(peer);
    });
  }

  /** The farthest on a side knows who comes within this node's reach on it. */
  #askFarthest(isLarger: boolean): void {
    const farthest = this.#leafSet.farthest(isLarger);
    if (farthest !== null) this.ask(farthest);
  }

  /** Nobody is left on one side who could name others there: the nearest that the table has on each side are asked. */
  #lookAcross(): void {
    const { id } = this.#self;
    let [next, previous]: (Peer | null)[] = [null, null];
    for (const peer of this.#table.members()) {
      if (next === null || compareClockwise(id, peer.id, next.id) < 0) next = peer;
      if (previous === null || compareClockwise(id, peer.id, previous.id) > 0) previous = peer;
    }
    for (const peer of [next, previous]) if (peer !== null) this.ask(peer);
  }

  #bar(peer: Peer): void {
    const now = this.#environment.clock.now();
    peer.bar(now + this.#options.failedMs);
    this.#failed.delete(peer);
    this.#failed.set(peer, now);
    dropOldest(this.#failed, FAILED_REMEMBERED_MAX);
    this.#gone.set(peer.id.hex, peer.handle);
    dropOldest(this.#gone, GONE_MAX);
  }

  #planExchange(): void {
    const { clock, random } = this.#environment;
    this.#stopExchange = clock.after(this.#exchangeMs * (0.5 + random.next()), () => {
      this.#exchangeMs = Math.min(2 * this.#exchangeMs, this.#options.exchangeMs);
      this.#exchange();
      this.#planExchange();
    });
  }

  /** Where many are lost at once nobody's set is whole, so what nodes tell one another is not either: they soon ask again. */
  #noteLoss(isLarger: boolean): void {
    this.#verify(isLarger);
    const now = this.#environment.clock.now();
    this.#lossesMs = this.#lossesMs.filter((ms) => now - ms < this.#options.heartbeatMs);
    this.#lossesMs.push(now);
    if (this.#lossesMs.length < LOSSES_MANY) return;
    const wasTorn = this.#isTorn();
    this.#tornUntilMs = now + TORN_MS;
    if (!wasTorn) {
      this.#stopMerge();
      this.#planMerge();
    }
    if (this.#exchangeMs <= EXCHANGE_SOON_MS) return;
    this.#exchangeMs = EXCHANGE_SOON_MS;
    this.#stopExchange();
    this.#planExchange();
  }

  /** When a loss should be mended, whoever is farthest on that side is asked whether it is: it knows all in between. */
  #verify(isLarger: boolean): void {
    if (this.#verifying.has(isLarger)) return;
    const { clock, random } = this.#environment;
    const stop = clock.after(VERIFY_MS * (0.5 + random.next()), () => {
      this.#verifying.delete(isLarger);
      this.#askFarthest(isLarger);
    });
    this.#verifying.set(isLarger, stop);
  }

  /** A member has no other between itself and this node than this node has. From the farthest on a side, nothing more is to be asked there. */
  #verified(by: Peer): void {
    for (const [isLarger, stop] of this.#verifying) {
      if ((isLarger ? this.#leafSet.last : this.#leafSet.first) !== by) continue;
      stop();
      this.#verifying.delete(isLarger);
    }
  }

  #exchange(): void {
    this.#exchangesLarger = !this.#exchangesLarger;
    this.#askFarthest(this.#exchangesLarger);
    const leaves = this.#leafSet.members();
    if (this.#exchangeMs < this.#options.exchangeMs && leaves.length > 0) this.ask(this.#pick(leaves));
    if (this.#leafSet.hasEmptySide) this.#lookAcross();
  }

  #planMerge(): void {
    const { clock, random } = this.#environment;
    const ms = this.#options.mergeMs / (this.#isTorn() ? TORN_OFTEN : 1);
    this.#stopMerge = clock.after(ms * (0.5 + random.next()), () => {
      const gone = [...this.#gone.values()];
      if (gone.length > 0) this.#environment.network.send(this.#pick(gone), this.#askPacket());
      this.#planMerge();
    });
  }

  #isTorn(): boolean {
    return this.#environment.clock.now() < this.#tornUntilMs;
  }

  /** A node that was gone. Where the network was torn the others are back too, and they are asked without waiting for their turn. */
  #back(peer: Peer): void {
    if (!this.#gone.delete(peer.id.hex) || !this.#isTorn()) return;
    const now = this.#environment.clock.now();
    if (now - this.#recalledMs < RECALL_MS) return;
    this.#recalledMs = now;
    for (const node of this.#gone.values()) this.#environment.network.send(node, this.#askPacket());
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#environment.random.next() * items.length)];
  }
}
