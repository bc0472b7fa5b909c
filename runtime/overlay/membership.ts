/**
 * Membership of the leaf set: which nodes enter it and leave it. Its parts detect failures, spread news of
 * them, exchange leaf sets, probe the routing table and heal partitions.
 *
 * After Castro, Costa and Rowstron, "Performance and dependability of structured peer-to-peer overlays"
 * (MSR-TR-2003-94): a node is added only when it was heard itself. A joining node becomes active only when
 * every member of its leaf set has replied. Each node watches its right neighbour and tells the others when
 * that has failed. Three things are cheaper here: requests name the members by marks, and replies hold only
 * missing members; a receiver believes failure news from the failed node's neighbour, unless it would become
 * the root of keys by that; the news name the node that takes the place.
 */
import { compareClockwise, type Id, isCloser, opposite } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Environment } from "./environment.ts";
import { FailedPeers } from "./failed-peers.ts";
import { FailureDetector, type FailureDetectorOptions } from "./failure-detector.ts";
import { FailureNews } from "./failure-news.ts";
import type { Hops } from "./hops.ts";
import type { LeafSet } from "./leaf-set.ts";
import { type ExchangeOptions, LeafSetExchange } from "./leaf-set-exchange.ts";
import type { LeafSetReplyPacket, LeafSetRequestPacket } from "./packets.ts";
import { type HealingOptions, PartitionHealing } from "./partition-healing.ts";
import type { Peer, Peers } from "./peer.ts";
import { replacements } from "./replacements.ts";
import type { RoutingTable } from "./routing-table.ts";
import { TableProbing } from "./table-probing.ts";
import type { Tuning } from "./tuning.ts";

export interface MembershipOptions extends FailureDetectorOptions, ExchangeOptions, HealingOptions {
  /** How long hearsay of a failed node is not believed, in milliseconds. */
  readonly failedMs: number;
}

/** How a node came to be declared failed. */
interface FailureCause {
  /** The node said itself that it leaves. */
  readonly isGraceful: boolean;
  readonly wasMember: boolean;
}

interface MembershipEvents {
  /** A node has entered or left the leaf set. */
  changed(node: NodeHandle, joined: boolean): void;
  /** The node has failed or left: nothing should wait for it any longer. */
  failed(peer: Peer, cause: FailureCause): void;
  /** No leaf set request is open: the leaf set is complete as far as this node can tell. */
  settled(): void;
}

interface MembershipParts {
  readonly leafSet: LeafSet;
  readonly table: RoutingTable;
  readonly peers: Peers;
  readonly hops: Hops;
  readonly tuning: Tuning;
}

export class Membership {
  readonly #self: NodeHandle;
  readonly #environment: Environment;
  readonly #leafSet: LeafSet;
  readonly #table: RoutingTable;
  readonly #peers: Peers;
  readonly #hops: Hops;
  readonly #tuning: Tuning;
  readonly #events: MembershipEvents;
  readonly #failed: FailedPeers;
  readonly #detector: FailureDetector;
  readonly #exchange: LeafSetExchange;
  readonly #news: FailureNews;
  readonly #tableProbing: TableProbing;
  readonly #healing: PartitionHealing;

  constructor(
    self: NodeHandle,
    environment: Environment,
    options: MembershipOptions,
    parts: MembershipParts,
    events: MembershipEvents,
  ) {
    this.#self = self;
    this.#environment = environment;
    this.#leafSet = parts.leafSet;
    this.#table = parts.table;
    this.#peers = parts.peers;
    this.#hops = parts.hops;
    this.#tuning = parts.tuning;
    this.#events = events;
    this.#failed = new FailedPeers(environment.clock, options.failedMs);
    this.#detector = new FailureDetector(self.id, environment, options, parts, {
      beat: () => this.#exchange.fill(),
      makeRequest: () => this.#exchange.makeRequest(),
      failed: (peer, isHearsay) => this.#declareFailed(peer, { isGraceful: false, isHearsay }),
      settled: () => events.settled(),
    });
    const shared = { ...parts, failed: this.#failed, detector: this.#detector };
    this.#exchange = new LeafSetExchange(self.id, environment, options, shared);
    this.#news = new FailureNews(self.id, environment, options, {
      ...shared,
      declareFailed: (peer) => this.#declareFailed(peer, { isGraceful: false, isHearsay: true }),
    });
    this.#tableProbing = new TableProbing(self.id, environment, options, shared);
    this.#healing = new PartitionHealing(environment, options, () => this.#exchange.makeRequest());
  }

  start(): void {
    this.#detector.startHeartbeats();
    this.#tableProbing.start();
    this.#healing.start();
    this.#exchange.start();
    this.#detector.watch();
  }

  stop(): void {
    this.#exchange.stop();
    this.#healing.stop();
    this.#tableProbing.stop();
    this.#news.stop();
    this.#detector.stop();
  }

  /** No leaf set request is open. */
  get isSettled(): boolean {
    return this.#detector.openRequests === 0;
  }

  get entryCounts(): Readonly<Record<string, number>> {
    return {
      probes: this.#detector.size,
      failed: this.#failed.size,
      news: this.#news.size,
      ...this.#healing.entryCounts,
    };
  }

  /** The latest nodes that failed or left. */
  departed(): readonly NodeHandle[] {
    return this.#healing.departed();
  }

  isBarred(id: Id): boolean {
    const peer = this.#peers.get(id);
    return peer !== null && this.#failed.isBarred(peer);
  }

  /**
   * Whether a node that failed lately was closer to the key than this node. Other nodes may still treat that
   * node as the root.
   */
  hasTakenOver(key: Id): boolean {
    return this.#failed.hasCloser(key, this.#self.id);
  }

  /** Any packet proves that its sender is alive. */
  heard(peer: Peer): void {
    peer.heard(this.#environment.clock.now());
    peer.isSuspected = false;
    // It was declared failed in error, or is back.
    if (peer.wasBarred && this.#failed.remove(peer) && this.#leafSet.wants(peer.id))
      this.#detector.request(peer);
  }

  /** Hearsay of nodes: those that would belong to the leaf set get a request, nearest first. */
  consider(nodes: readonly NodeHandle[]): void {
    const { id } = this.#self;
    const wanted = nodes.filter((node) => this.#leafSet.wants(node.id));
    if (wanted.length > 1) wanted.sort((a, b) => (isCloser(id, a.id, b.id) ? -1 : 1));
    for (const node of wanted) {
      const known = this.#peers.get(node.id);
      if (known !== null && (this.#failed.isBarred(known) || this.#detector.isRequested(known))) continue;
      if (this.#isWithinReach(node.id)) this.#detector.request(known ?? this.#peers.of(node));
    }
  }

  /**
   * As `consider`, but open requests do not limit the number of new ones: these nodes are few, and the nodes
   * requested so far may not exist.
   */
  considerAll(nodes: readonly NodeHandle[]): void {
    for (const node of nodes)
      if (this.#leafSet.wants(node.id) && !this.isBarred(node.id))
        this.#detector.request(this.#peers.of(node));
  }

  /**
   * A node was heard itself: adds it to the leaf set if it belongs there, and to the table if there is room.
   */
  include(peer: Peer): void {
    this.includeInTable(peer);
    const pushedOut = this.#leafSet.add(peer);
    if (pushedOut === null) return;
    for (const other of pushedOut) {
      this.#table.add(other);
      this.#events.changed(other.handle, false);
    }
    this.#events.changed(peer.handle, true);
    if (this.#leafSet.larger[0] === peer) this.#detector.watch();
    // Messages wait until a dead neighbour is declared failed. The probe waits as long as the round trip may
    // take, so the round trip is measured first.
    if (this.#leafSet.isNeighbour(peer) && peer.roundTripMs === Number.POSITIVE_INFINITY)
      this.#detector.ping(peer);
  }

  /** Traffic arrived from a node: the table takes it if there is room. */
  includeInTable(peer: Peer): void {
    if (!peer.isInTable) this.#table.add(peer);
  }

  /** The peer did not acknowledge a packet in time. */
  suspect(peer: Peer): void {
    this.#detector.suspect(peer);
  }

  linkBroke(peer: Peer): void {
    this.#detector.linkBroke(peer);
  }

  /** A request proves that its sender is alive, so the sender can be added. */
  onLeafSetRequest(from: Peer, packet: LeafSetRequestPacket): void {
    this.#tuning.heard(packet.tunedMs);
    this.#healing.returned(from);
    this.include(from);
    for (const mark of packet.failed) this.#news.reported(from, mark);
    // Sent after the sender was added, so that the sender can rely on being known here.
    this.#environment.network.send(from.handle, this.#exchange.makeReply(from, packet));
    if (from.isLeaf) this.#exchange.compare(from, packet.marks);
  }

  onLeafSetReply(from: Peer, packet: LeafSetReplyPacket): void {
    this.#tuning.heard(packet.tunedMs);
    this.#healing.returned(from);
    if (packet.sequence !== 0) this.#hops.acknowledge(from, packet.sequence);
    if (!this.#hasNearer(from, packet.members)) this.include(from);
    for (const mark of packet.failed) this.#news.reported(from, mark);
    this.consider(packet.members);
    if (packet.sequence === 0) return;
    this.#detector.end(from);
    if (!packet.members.some(({ id }) => this.#leafSet.wants(id))) this.#exchange.verified(from);
  }

  onFailureNews(from: Peer, packet: LeafSetReplyPacket): void {
    this.#tuning.heard(packet.tunedMs);
    this.include(from);
    for (const mark of packet.failed) this.#news.reported(from, mark);
    this.consider(packet.members);
  }

  onHeartbeat(tunedMs: number): void {
    this.#tuning.heard(tunedMs);
  }

  /** The node says that it leaves, and names the node that takes its place in this leaf set. */
  onLeave(from: Peer, instead: NodeHandle | null): void {
    this.#declareFailed(from, { isGraceful: true, isHearsay: true });
    if (instead !== null) this.consider([instead]);
  }

  /**
   * The node was heard under another address: it was restarted elsewhere, and is no longer at the old one.
   */
  moved(peer: Peer, handle: NodeHandle): void {
    this.#detector.end(peer);
    this.#table.remove(peer);
    const wasMember = this.#leafSet.remove(peer);
    if (wasMember) this.#events.changed(peer.handle, false);
    this.#hops.failed(peer);
    peer.moved(handle);
  }

  /**
   * Graceful leave: notifies the nodes of leaf set and routing table. The notice to a member names the node
   * that takes this node's place.
   */
  leave(): void {
    const { network } = this.#environment;
    const next = replacements(this.#self.id, this.#leafSet, [this.#self.id]);
    for (const peer of this.#leafSet.members())
      network.send(peer.handle, { kind: "leave", instead: next.get(peer)?.at(-1)?.handle ?? null });
    for (const peer of this.#table.members())
      if (!peer.isLeaf) network.send(peer.handle, { kind: "leave", instead: null });
  }

  /** After a pause of the process: sends a request to every member. */
  recheck(): void {
    // Nodes declared failed before the pause may be back, so hearsay of them counts again.
    this.#failed.clear();
    for (const peer of this.#leafSet.members()) this.#detector.request(peer);
  }

  /**
   * Whether there would be room for the node if all nodes with an open request were alive. Without this limit
   * a joining node sends requests to ever more distant nodes, named in the first replies, before the nearer
   * ones have replied.
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
    for (const peer of this.#detector.requestedNewcomers()) count(peer.id);
    return larger < side || smaller < side;
  }

  /**
   * Whether `from` would be the first member of an empty side although it names nodes that lie nearer there.
   * This node would treat `from` as adjacent and itself as the root of half the keys up to `from`, so it
   * waits until the nodes in between have been requested.
   */
  #hasNearer(from: Peer, named: readonly NodeHandle[]): boolean {
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

  #declareFailed(
    peer: Peer,
    { isGraceful, isHearsay }: { readonly isGraceful: boolean; readonly isHearsay: boolean },
  ): void {
    const isWatched = peer.isLeaf || peer.isInTable;
    if (isWatched && !isGraceful) this.#tuning.failed(this.#environment.clock.now());
    peer.isSuspected = false;
    this.#failed.add(peer);
    this.#healing.add(peer);
    this.#table.remove(peer);
    const isLarger = this.#leafSet.larger.includes(peer);
    const wasNeighbour = this.#leafSet.isNeighbour(peer);
    const wasMember = this.#leafSet.remove(peer);
    this.#events.failed(peer, { isGraceful, wasMember });
    this.#environment.network.forget(peer.handle);
    if (wasMember) this.#memberLost(peer, isLarger, isHearsay, wasNeighbour);
    else if (this.#detector.isRequested(peer)) this.#newcomerLost(peer);
    // Last, since the end of the probe may complete the leaf set.
    this.#detector.end(peer);
  }

  #memberLost(peer: Peer, isLarger: boolean, isHearsay: boolean, wasNeighbour: boolean): void {
    this.#exchange.verifyLater(isLarger);
    if (this.#healing.memberLost()) this.#exchange.hurry();
    this.#events.changed(peer.handle, false);
    if (!isHearsay) this.#news.found(peer.id);
    if (!isHearsay || wasNeighbour) this.#exchange.requestFarthest(isLarger);
    if (this.#leafSet.hasEmptySide) this.#exchange.lookAcross();
    this.#detector.watch();
  }

  /** A node that would have come within reach is dead; another one may take the place. */
  #newcomerLost(peer: Peer): void {
    if (this.#leafSet.hasEmptySide) this.#exchange.lookAcross();
    this.#exchange.requestFarthest(compareClockwise(this.#self.id, peer.id, opposite(this.#self.id)) < 0);
  }
}
