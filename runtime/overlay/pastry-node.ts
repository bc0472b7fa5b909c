/**
 * The overlay: Pastry (Rowstron and Druschel, Middleware 2001) with MSPastry's rules for consistency (MSR-TR-2003-94), as a
 * state machine: packets and timers come in, packets and upcalls go out.
 */
import { assert } from "../base/assert.ts";
import { Id, isCloser, sharedPrefixDigits } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import {
  type Application,
  CREDIT_MAX,
  type KeyRange,
  type Overlay,
  type OverlayCounters,
  type OverlayStatus,
  type RankRange,
  type RequestOptions,
  type Response,
  type RoutedMessage,
  type RouteOptions,
  type WarmStart,
} from "./api.ts";
import { Counters, CountingNetwork } from "./counters.ts";
import type { Environment } from "./environment.ts";
import { FirstHops } from "./first-hops.ts";
import { type HopOptions, Hops } from "./hops.ts";
import { Joining } from "./joining.ts";
import { LEAF_SIDE, LeafSet } from "./leaf-set.ts";
import { type LeaseOptions, Leases } from "./leases.ts";
import { Membership, type MembershipOptions } from "./membership.ts";
import { NeighborSelection, type SelectionOptions } from "./neighbor-selection.ts";
import { NextHop } from "./next-hop.ts";
import {
  type DirectPacket,
  HANDLES_MAX,
  HOPS_MAX,
  MESSAGE_ID_BYTES,
  type MulticastPacket,
  type Packet,
  type PacketKind,
  type ResponsePacket,
  type RoutePacket,
  ticketOf,
} from "./packets.ts";
import { type Peer, Peers } from "./peer.ts";
import { RangeMulticast } from "./range-multicast.ts";
import { rangeOf, rankRangeOf } from "./ranges.ts";
import { Recent, RecentNumbers } from "./recent.ts";
import { type Ended, Requests, requestOf } from "./requests.ts";
import { RetainedMessages } from "./retained-messages.ts";
import { RoutingTable, SLOT_CANDIDATES } from "./routing-table.ts";
import { nameOf, Transit } from "./transit.ts";
import { estimateNodes, Tuning, type TuningOptions } from "./tuning.ts";

/** Messages that wait until this node is active. */
const HELD_MAX = 1_024;
/** How long a strict message waits at its root for the neighbours' leases, in milliseconds. */
const STRICT_MS = 20_000;
/** A node that has lost so many others within so long, in milliseconds, and has none left is cut off; after fewer it may be all that is left. */
const CUT_OFF_FROM = 3;
const CUT_OFF_MS = 30_000;
/** Applications with an id of their own. */
const APPLICATIONS_MAX = 64;
/** Attempts of a packet that has only one way: a response, a direct message, the last hop while the root is not given up. */
const ATTEMPTS_MAX = 5;
/** How long a message's id is remembered, in milliseconds, and how many at the most (twice). */
const SEEN_MS = 30_000;
const SEEN_MAX = 131_072;
/** Whom a root names to a joining node that has asked for an opinion. */
const OPINION_LEAVES = 4;

export interface OverlayOptions
  extends MembershipOptions,
    HopOptions,
    TuningOptions,
    SelectionOptions,
    LeaseOptions {
  /** Half of the leaf set. */
  readonly leafSide: number;
  /** How long an address may take to let this node in before the next is tried, in milliseconds. */
  readonly joinMs: number;
  /** A process that stood still for longer asks its neighbours before it delivers again. */
  readonly pauseMs: number;
  /** Ways tried at one hop before a message is given up; with 1, as if nobody acknowledged. */
  readonly hopTries: number;
  /** Nodes of one slot of the table, the spares included. */
  readonly slotCandidates: number;
  /** Nodes remembered beside those of leaf set and table. */
  readonly cachedPeersMax: number;
}

/**
 * As MSPastry (MSR-TR-2003-94) where that gives a figure: leaf set 32, signs of life each 30 s. Its verdict takes three attempts of 3 s;
 * here four, since one in ten is lost where 5 % of packets are, and as long as round trips say, since a message waits for it whose root has
 * died. Its raw loss is 5 %.
 */
export const OVERLAY_DEFAULTS: OverlayOptions = {
  leafSide: LEAF_SIDE,
  slotCandidates: SLOT_CANDIDATES,
  joinMs: 3_000,
  heartbeatMs: 30_000,
  exchangeMs: 300_000,
  probeAttempts: 4,
  probeMsMin: 450,
  probeMsMax: 3_000,
  failedMs: 60_000,
  mergeMs: 300_000,
  pauseMs: 8_000,
  rtoMinMs: 30,
  rtoMaxMs: 3_000,
  rtoInitialMs: 400,
  rawLossTarget: 0.036,
  tunedMsMin: 9_000,
  tunedMsMax: 7_200_000,
  probesPerSecond: 0.5,
  gossipFirstMs: 3_000,
  gossipMs: 1_200_000,
  leaseMs: 10_000,
  leaseRenewMs: 3_000,
  partitionSuspectedMs: 600_000,
  cachedPeersMax: 4_096,
  hopTries: 10,
};

/** Routes a joining node to the nodes around its own id. */
const JOIN_SERVICE = Id.hashOf("prost-join-v1");
const ABOUT_LEAVES: ReadonlySet<PacketKind> = new Set<PacketKind>([
  "leafSetRequest",
  "leafSetReply",
  "failureNews",
]);
const NOTHING = new Uint8Array(0);
const NOTHING_TO_DO = () => {};

/** Options that are left out have the values of OVERLAY_DEFAULTS. */
export function createOverlay(
  self: NodeHandle,
  environment: Environment,
  options: Partial<OverlayOptions> = {},
): Overlay {
  return new PastryNode(self, environment, { ...OVERLAY_DEFAULTS, ...options });
}

class PastryNode implements Overlay {
  // What every packet needs comes first.
  readonly self: NodeHandle;
  #status: OverlayStatus = "joining";
  readonly #counters = new Counters();
  readonly #environment: Environment;
  readonly #options: OverlayOptions;
  readonly #peers: Peers;
  readonly #hops: Hops;
  readonly #leafSet: LeafSet;
  readonly #table: RoutingTable;
  readonly #nextHop: NextHop;
  readonly #tuning: Tuning;
  readonly #membership: Membership;
  readonly #selection: NeighborSelection;
  readonly #leases: Leases;
  readonly #caster: RangeMulticast;
  readonly #joining: Joining;
  readonly #requests: Requests;
  readonly #firstHops: FirstHops;
  readonly #applications = new Map<string, Application>();
  #otherwise: Application | null = null;
  #lastService: Id | null = null;
  #lastApplication: Application | null = null;
  #notices: (() => void)[] = [];
  #noticeIsDue = false;
  /** False while this node must not deliver: it joins, or has slept. */
  #mayDeliver = false;
  #heldBack: (() => void)[] = [];
  /** It was active, has lost all others at once, and asks to be let in again. */
  #isCutOff = false;
  /** Strict messages that wait for leases, with until when, in ms of the clock. */
  #waitForLease: { readonly message: Transit; readonly untilMs: number }[] = [];
  #onActive: (() => void) | null = null;
  /** When nodes were given up that had not said that they leave, in ms of the clock; the last CUT_OFF_FROM. */
  #lostMs: number[] = [];
  /** Numbers of packets by the number of the peer: to know retransmissions of what passes here. */
  readonly #passed: RecentNumbers;
  readonly #arrived: Recent<string>;
  readonly #retained: RetainedMessages;

  constructor(self: NodeHandle, environment: Environment, options: OverlayOptions) {
    const { clock, random, network } = environment;
    this.self = self;
    this.#options = options;
    this.#environment = { ...environment, network: new CountingNetwork(network, this.#counters) };
    this.#peers = new Peers(options.cachedPeersMax, random);
    this.#hops = new Hops(this.#environment, options, (peer) => {
      if (peer.isInTable) this.#table.rank(peer);
    });
    this.#leafSet = new LeafSet(self.id, options.leafSide);
    this.#table = new RoutingTable(self.id, options.slotCandidates);
    this.#nextHop = new NextHop(self.id, this.#leafSet, this.#table);
    this.#tuning = new Tuning(options, clock.now());
    this.#requests = new Requests(clock, random);
    this.#firstHops = new FirstHops(clock);
    this.#passed = new RecentNumbers(clock, SEEN_MS, SEEN_MAX);
    this.#arrived = new Recent(clock, SEEN_MS, SEEN_MAX);
    // As long as a double is known for one.
    this.#retained = new RetainedMessages(clock, SEEN_MS);
    const parts = {
      leafSet: this.#leafSet,
      table: this.#table,
      peers: this.#peers,
      hops: this.#hops,
      tuning: this.#tuning,
    };
    this.#membership = new Membership(self, this.#environment, options, parts, {
      changed: (node, joined) => this.#changed(node, joined),
      failed: (peer, how) => this.#gone(peer, how),
      settled: () => this.#settled(),
    });
    this.#selection = new NeighborSelection(self, this.#environment, options, {
      ...parts,
      membership: this.#membership,
    });
    this.#leases = new Leases(self.id, this.#environment, options, {
      leafSet: this.#leafSet,
      hops: this.#hops,
      range: () => this.range(self, 0),
      changed: () => this.#leaseCame(),
    });
    this.#caster = new RangeMulticast(self, {
      known: () => this.#nextHop.known(),
      next: (key) => this.#nextHop.next(key),
      send: (to, packet) => this.#insist(to, packet),
      deliver: (message) => this.#whenActive(() => this.#deliver(message)),
    });
    this.#joining = new Joining(self.id, clock, this.#environment.network, options.joinMs, {
      ask: (contact, attempt) => this.#askToJoin(contact, attempt),
      named: (nodes, isOpinion) => {
        if (isOpinion) this.#membership.considerAll(nodes);
        else this.#membership.consider(nodes);
      },
      ready: () => {
        if (this.#membership.isSettled) this.#settled();
      },
    });
    network.onPacket((from, packet, bytes) => this.#receive(from, packet, bytes));
    network.onUnreachable((node) => {
      if (this.#status === "left") return;
      const peer = this.#peers.get(node.id);
      if (peer === null) return;
      this.#membership.linkBroke(peer);
      this.#hops.linkBroke(peer);
    });
    environment.onPause?.(options.pauseMs, () => this.#woke());
  }

  get status(): OverlayStatus {
    return this.#status;
  }

  get counters(): OverlayCounters {
    return this.#counters;
  }

  get entryCounts(): Readonly<Record<string, number>> {
    return {
      peers: this.#peers.size,
      pending: this.#hops.size,
      requests: this.#requests.size,
      heldBack: this.#heldBack.length,
      waitForLease: this.#waitForLease.length,
      passed: this.#passed.size,
      arrived: this.#arrived.size,
      retainedMessages: this.#retained.size,
      ...this.#membership.entryCounts,
      ...this.#leases.entryCounts,
    };
  }

  register(service: Id | null, application: Application): void {
    this.#lastService = null;
    if (service === null) {
      this.#otherwise = application;
      return;
    }
    assert(this.#applications.size < APPLICATIONS_MAX, "few applications are part of a node");
    this.#applications.set(service.hex, application);
  }

  join(addresses: readonly string[], onActive: () => void): void {
    this.#mustBeNew();
    this.#onActive = onActive;
    this.#membership.start();
    this.#joining.begin(addresses);
    if (addresses.length === 0) this.#settled();
  }

  begin({ leaves, leafRoundTripsMs, table }: WarmStart): void {
    this.#mustBeNew();
    this.#onActive = NOTHING_TO_DO;
    const now = this.#environment.clock.now();
    const know = (node: NodeHandle, roundTripMs = Number.POSITIVE_INFINITY) => {
      const peer = this.#peers.of(node);
      peer.heard(now);
      if (roundTripMs !== Number.POSITIVE_INFINITY) peer.measured(roundTripMs);
      return peer;
    };
    for (const { node, roundTripMs } of table) this.#table.add(know(node, roundTripMs));
    for (const [at, node] of leaves.entries()) {
      const peer = know(node, leafRoundTripsMs?.[at]);
      this.#leafSet.add(peer);
    }
    this.#membership.start();
    this.#joining.begin([]);
    this.#settled();
  }

  #mustBeNew(): void {
    assert(this.#status === "joining" && this.#onActive === null, "a node joins once");
  }

  #askToJoin(contact: NodeHandle, attempt: number): number {
    const peer = this.#peers.of(contact);
    const sequence = this.#hops.nextSequence();
    const options = { isFirst: true, waitMs: this.#hops.timeoutMs(peer), sequence };
    const messageId = this.#newMessageId();
    const message = this.#newMessage(JOIN_SERVICE, this.self.id, NOTHING, 0, messageId, attempt);
    this.#hops.send(peer, message.toPacket(sequence), options, NOTHING_TO_DO, NOTHING_TO_DO);
    return ticketOf(messageId);
  }

  leave(): void {
    if (this.#status === "left") return;
    this.#status = "left";
    this.#mayDeliver = false;
    this.#joining.stop();
    this.#membership.leave();
    this.#membership.stop();
    this.#selection.stop();
    this.#leases.stop();
    this.#hops.close();
    this.#heldBack = [];
    this.#waitForLease = [];
    this.#retained.clear();
    this.#requests.close();
  }

  route(service: Id, key: Id, payload: Uint8Array, options: RouteOptions = {}): void {
    const message = this.#newMessage(service, key, payload, 0, this.#newMessageId(), 0, options);
    this.#start(message, options.hint ?? null);
  }

  multicast(service: Id, first: Id, last: Id, payload: Uint8Array, credit = CREDIT_MAX): void {
    if (this.#status === "left") return;
    const messageId = this.#newMessageId();
    this.#environment.lookForPause?.();
    this.#whenActive(() => this.#caster.start({ service, first, last, payload, credit, messageId }));
  }

  send(service: Id, to: NodeHandle, payload: Uint8Array, credit = CREDIT_MAX, serviceVersion = 0): void {
    this.#sendDirect(service, to, payload, 0, credit, serviceVersion);
  }

  request(
    service: Id,
    key: Id,
    payload: Uint8Array,
    options: RequestOptions,
    callback: (response: Response) => void,
  ): void {
    const messageId = this.#newMessageId();
    const ended: Ended = (response, attempt, request) => {
      this.#firstHops.ended(request, attempt);
      callback(response);
    };
    this.#requests.add(options.timeoutMs, ended, (requestId, attempt) => {
      const message = this.#newMessage(service, key, payload, requestId, messageId, attempt, options);
      this.#start(message, attempt === 0 ? (options.hint ?? null) : null);
    });
  }

  requestNode(
    service: Id,
    to: NodeHandle,
    payload: Uint8Array,
    timeoutMs: number,
    callback: (response: Response) => void,
  ): void {
    this.#requests.add(timeoutMs, callback, (requestId, attempt) => {
      if (attempt === 0) this.#sendDirect(service, to, payload, requestId);
    });
  }

  respond(to: NodeHandle, requestId: number, hops: number, payload: Uint8Array): void {
    this.#respond(to, requestId, hops, payload, false);
  }

  refuse(to: NodeHandle, requestId: number): void {
    this.#respond(to, requestId, 0, NOTHING, true);
  }

  resume(
    message: RoutedMessage,
    change: {
      key?: Id;
      payload?: Uint8Array;
      next?: NodeHandle;
      credit?: number;
      serviceVersion?: number;
    } = {},
  ): void {
    if (this.#status === "left") return;
    assert(message instanceof Transit, "only a message that `forward` was given can be resumed");
    const isElsewhere = change.key !== undefined && !change.key.equals(message.key);
    const changed = new Transit(
      {
        hops: message.hops,
        attempt: message.attempt,
        mode: message.mode,
        credit: change.credit ?? message.credit,
        service: message.service,
        serviceVersion: change.serviceVersion ?? message.serviceVersion,
        key: change.key ?? message.key,
        requestId: message.requestId,
        origin: message.origin,
        payload: change.payload ?? message.payload,
        // On the way to another key it may come by a node again that has seen it; it must not be taken for a double.
        messageId: isElsewhere ? this.#newMessageId() : message.messageId,
      },
      message.previous,
      isElsewhere ? 0 : message.sequence,
    );
    const next = change.next ?? null;
    if (next !== null && !next.id.equals(this.self.id)) this.#sendOn(changed, this.#peers.of(next));
    else this.#goOn(changed);
  }

  isRoot(key: Id, isStrict = false): boolean {
    if (!this.#leafSet.covers(key) || this.#leafSet.closest(key) !== null) return false;
    if (isStrict) this.#environment.lookForPause?.();
    return !isStrict || (this.#mayDeliver && this.#leases.covers(key));
  }

  localLookup(key: Id, max: number, safe: boolean): readonly NodeHandle[] {
    return handlesOf(
      safe
        ? this.#nextHop.safeCandidates(key, max, this.#peers.values())
        : this.#nextHop.candidates(key, max),
    );
  }

  neighborSet(max: number): readonly NodeHandle[] {
    const { larger, smaller } = this.#leafSet;
    const nearest = new Set<Peer>();
    for (let i = 0; i < Math.max(larger.length, smaller.length); i++) {
      if (i < larger.length) nearest.add(larger[i]);
      if (i < smaller.length) nearest.add(smaller[i]);
    }
    return handlesOf([...nearest].slice(0, max));
  }

  replicaSet(key: Id, maxRank: number): readonly NodeHandle[] {
    const nodes = [this.self, ...handlesOf(this.#leafSet.members())];
    nodes.sort((a, b) => (isCloser(key, a.id, b.id) ? -1 : 1));
    return nodes.slice(0, Math.max(0, maxRank));
  }

  rankRange(node: NodeHandle, rank: number, key: Id): RankRange {
    const nodes = [this.self, ...handlesOf(this.#leafSet.members())];
    return rankRangeOf(nodes, node, rank, this.#leafSet.coversRing, key);
  }

  range(node: NodeHandle, rank: number): KeyRange | null {
    const nodes = [this.self, ...handlesOf(this.#leafSet.members())];
    return rangeOf(nodes, node, rank, this.#leafSet.coversRing);
  }

  knownNodes(): readonly NodeHandle[] {
    return handlesOf(this.#nextHop.known());
  }

  tableFill(): readonly number[] {
    return Array.from({ length: this.#table.rows }, (_, row) => this.#table.row(row).length);
  }

  estimateNodes(): number {
    return estimateNodes(this.self.id, this.#leafSet);
  }

  onChange(notice: () => void): void {
    this.#notices.push(notice);
  }

  // What comes in.

  #receive(from: NodeHandle, packet: Packet | null, bytes: number): void {
    if (this.#status === "left") return;
    this.#counters.received(bytes);
    if (packet === null) {
      this.#counters.malformed++;
      return;
    }
    const peer = this.#peers.of(from);
    if (peer.handle !== from && !this.#isCurrent(peer, from)) {
      this.#counters.dropped++;
      return;
    }
    if (!this.#joining.isAsking) this.#membership.heard(peer);
    // Whoever is answered takes this node in, and others who join are sent to it: not before it is let in itself.
    else if (ABOUT_LEAVES.has(packet.kind)) {
      this.#counters.dropped++;
      return;
    }
    this.#handle(peer, packet);
  }

  /** Heard under another record. False: by one that is older, so from another process with the same key, which must not draw messages to it. */
  #isCurrent(peer: Peer, from: NodeHandle): boolean {
    const isOlder = (from.record?.sequence ?? 0) < (peer.handle.record?.sequence ?? 0);
    if (peer.handle.address !== from.address) {
      if (isOlder) return false;
      this.#membership.moved(peer, from);
    } else if (!isOlder) {
      peer.handle = from;
    }
    return true;
  }

  #handle(from: Peer, packet: Packet): void {
    switch (packet.kind) {
      case "ack":
        if (!this.#hops.acknowledge(from, packet.sequence)) this.#retained.delivered(from, packet.sequence);
        return;
      case "route":
        this.#arrive(from, packet);
        return;
      case "direct":
        if (!this.#isNew(from, packet.sequence)) return;
        this.#whenActive(() => {
          const { service, requestId, payload, credit, serviceVersion } = packet;
          this.#application(service)?.direct(
            from.handle,
            requestId,
            payload,
            service,
            credit,
            serviceVersion,
          );
        });
        return;
      case "multicast":
        if (!this.#isNew(from, packet.sequence)) return;
        if (this.#arrived.add(nameOf(packet.messageId)))
          this.#whenActive(() => this.#caster.onPacket(packet));
        return;
      case "response":
        this.#acknowledgeTo(from.handle, packet.sequence);
        this.#requests.answered(from.handle, packet);
        return;
      case "heartbeat":
        this.#membership.onHeartbeat(packet.tunedMs);
        return;
      case "leafSetRequest":
        this.#membership.onLeafSetRequest(from, packet);
        return;
      case "failureNews":
        if (this.#isNew(from, packet.sequence)) this.#membership.onFailureNews(from, packet);
        return;
      case "leafSetReply":
        this.#membership.onLeafSetReply(from, packet);
        return;
      case "rows":
        if (packet.stage === "reply") this.#selection.onRow(from, packet);
        else if (!this.#joining.onRows(packet)) this.#counters.dropped++;
        return;
      case "rowRequest":
        this.#selection.onRowRequest(from, packet.row);
        return;
      case "measured":
        this.#selection.onMeasured(from, packet.roundTripMs);
        return;
      case "leave":
        this.#membership.onLeave(from, packet.instead);
        return;
      case "ping":
        this.#acknowledgeTo(from.handle, packet.sequence);
        return;
      case "leaseRequest":
        this.#leases.onAsk(from, packet);
        return;
      case "leaseReply":
        this.#leases.onTell(from, packet.sequence, packet.isGranted);
        return;
    }
  }

  #acknowledgeTo(node: NodeHandle, sequence: number): void {
    this.#environment.network.send(node, { kind: "ack", sequence });
  }

  /** Acknowledges, and says whether it is the first time. */
  #isNew(from: Peer, sequence: number): boolean {
    this.#acknowledgeTo(from.handle, sequence);
    return this.#passed.add(from.number, sequence);
  }

  #arrive(from: Peer, packet: RoutePacket): void {
    // A retransmission by the hop before goes no further; the same message by another way goes on, and ends at the root.
    if (!this.#isNew(from, packet.sequence)) return;
    if (packet.hops >= HOPS_MAX) {
      this.#counters.dropped++;
      return;
    }
    if (packet.service.equals(JOIN_SERVICE)) {
      this.#onJoin(new Transit(packet, from.handle));
      return;
    }
    this.#membership.includeInTable(from);
    this.#step(new Transit(packet, from.handle, packet.sequence));
  }

  /** A joining node's way to the root of its id: every node on it tells whom it knows. */
  #onJoin(message: Transit): void {
    this.#environment.lookForPause?.();
    if (message.origin.id.equals(this.self.id)) return;
    if (!message.key.equals(message.origin.id)) {
      this.#counters.malformed++;
      return;
    }
    if (this.#isCutOff && this.#joining.isInVain) this.#revive();
    if (!this.#mayDeliver) {
      this.#counters.dropped++;
      return;
    }
    // It may have been here before: what is known of that is no way to it.
    const next = this.#nextHop.next(message.key, null, message.origin.id);
    if (message.attempt === 0) this.#tellWhoIsHere(message, next === null);
    else if (next === null) this.#giveOpinion(message);
    if (next !== null) this.#sendOn(message, next);
  }

  #tellWhoIsHere({ origin: to, messageId }: Transit, isRoot: boolean): void {
    const row = Math.min(sharedPrefixDigits(this.self.id, to.id), this.#table.rows);
    const leaves = isRoot ? handlesOf(this.#leafSet.members()).slice(0, HANDLES_MAX) : [];
    const ticket = ticketOf(messageId);
    this.#environment.network.send(to, this.#selection.rows(isRoot ? "root" : "route", row, ticket, leaves));
  }

  /** Only who is nearest to it: each of them names others. */
  #giveOpinion({ origin: to, messageId }: Transit): void {
    const leaves = this.replicaSet(to.id, OPINION_LEAVES + 1).filter(({ id }) => !id.equals(this.self.id));
    const ticket = ticketOf(messageId);
    const packet = {
      kind: "rows",
      stage: "root",
      ticket,
      nodes: [this.self],
      roundTripsMs: [0],
      leaves,
    } as const;
    this.#environment.network.send(to, packet);
  }

  // Messages on their way.

  #start(message: Transit, hint: NodeHandle | null): void {
    if (this.#status === "left") return;
    this.#environment.lookForPause?.();
    this.#whenActive(() => this.#step(message, hint));
  }

  /** The message is at this node: upcall `forward`, then on, or `deliver`. */
  #step(message: Transit, hint: NodeHandle | null = null): void {
    if (!this.#mayDeliver && this.isRoot(message.key)) {
      this.#whenActive(() => this.#step(message, hint));
      return;
    }
    const application = this.#application(message.service);
    const isHinted = hint !== null && message.hops === 0 && !hint.id.equals(this.self.id);
    const next = isHinted ? this.#peers.of(hint) : this.#next(message);
    if (next === null) {
      // It may be the first that comes after a pause.
      this.#environment.lookForPause?.();
      if (!this.#mayDeliver && this.isRoot(message.key)) {
        this.#whenActive(() => this.#step(message, hint));
        return;
      }
      if (!this.#arrived.add(message.name)) return;
      if (this.#membership.hasTakenOver(message.key)) this.#tellKeeper(message);
    }
    if (application !== null && application.forward(message, next?.handle ?? this.self) === "taken") return;
    if (next === null) this.#deliver(message);
    else this.#sendOn(message, next);
  }

  #next(message: Transit): Peer | null {
    const { key, mode, attempt, hops } = message;
    const passedOver = this.#passedOver(message);
    const next = this.#nextHop.next(key, passedOver, null, hops === 0 ? 0 : attempt);
    // Short cuts of several attempts would end at the same node.
    if (mode !== "shortcut" || next === null || attempt > 0) return next;
    return this.#nextHop.shortcut(key, next, this.#peers.values(), passedOver);
  }

  /** Who is distrusted and, for later attempts of this node's own requests, who had one before. Null: nobody. */
  #passedOver({ key, hops, attempt, requestId }: Transit): ReadonlySet<Peer> | null {
    const { distrusted } = this.#firstHops;
    const isRetry = attempt > 0 && hops === 0;
    if (!isRetry && distrusted === null) return null;
    // Where this node knows the root, that one itself is at fault, and no other way leads past it.
    const doubted = this.#leafSet.covers(key) ? null : distrusted;
    return isRetry ? new Set([...this.#firstHops.tried(requestOf(requestId)), ...(doubted ?? [])]) : doubted;
  }

  /** After `forward`. */
  #goOn(message: Transit): void {
    const next = this.#next(message);
    if (next !== null) {
      this.#sendOn(message, next);
      return;
    }
    this.#whenActive(() => this.#deliver(message));
  }

  #deliver(message: Transit): void {
    this.#arrived.add(message.name);
    if (message.mode === "strict" && !this.#leases.covers(message.key)) {
      this.#awaitLease(message);
      return;
    }
    this.#counters.delivered++;
    const application = this.#application(message.service);
    if (application !== null) application.deliver(message);
    else if (message.requestId !== 0) this.refuse(message.origin, message.requestId);
  }

  /** It waits until this node may be sure of its key. */
  #awaitLease(message: Transit): void {
    const now = this.#environment.clock.now();
    this.#waitForLease = this.#waitForLease.filter(({ untilMs }) => untilMs > now);
    if (this.#waitForLease.length >= HELD_MAX) this.#counters.dropped++;
    else this.#waitForLease.push({ message, untilMs: now + STRICT_MS });
  }

  /** Those whose key has become another's meanwhile go there. */
  #leaseCame(): void {
    if (!this.#mayDeliver) return;
    for (const { message } of this.#waitForLease.splice(0)) this.#goOn(message);
  }

  #sendOn(message: Transit, next: Peer): void {
    if (message.hops + 1 > HOPS_MAX || this.#hops.isFull) {
      this.#counters.dropped++;
      return;
    }
    this.#counters.forwarded++;
    this.#tryHop(message, next, null, 0);
  }

  /**
   * One way after another until one acknowledges. A root that is silent is not passed over: whoever is next in line has the message then,
   * tries for itself, and delivers only when by its own verdict the root is dead (overlay.md B6). So the verdicts of the two do not come
   * one after the other.
   */
  #tryHop(
    message: Transit,
    next: Peer,
    before: ReadonlySet<Peer> | null,
    tries: number,
    number = this.#hops.nextSequence(),
    isAgain = false,
  ): void {
    if (tries >= this.#options.hopTries) {
      this.#counters.dropped++;
      return;
    }
    const backedOffMs = Math.min(this.#hops.timeoutMs(next) * 2 ** tries, this.#options.rtoMaxMs);
    // What is sent again has no other way: a broken link does not hurry it, it waits for the verdict.
    const options = isAgain
      ? { isFirst: false, waitMs: backedOffMs, sequence: number }
      : { isFirst: true, waitMs: this.#hops.timeoutMs(next), sequence: number, isRouted: true };
    this.#hops.send(
      next,
      message.toPacket(number),
      options,
      message.hops === 0 ? () => this.#taken(message, next) : NOTHING_TO_DO,
      () => {
        if (this.#status === "left") return;
        const silent = new Set(before ?? []).add(next);
        this.#membership.suspect(next);
        const other = this.#nextHop.next(message.key, silent);
        if (other === null) {
          // It may have come by another way as well.
          if (this.#arrived.add(message.name)) this.#goOn(message);
          this.#tellKeeper(message);
          return;
        }
        if (other === next) {
          this.#counters.retransmitted++;
          this.#tryHop(message, other, silent, tries + 1, number, true);
          return;
        }
        this.#counters.rerouted++;
        const onward = this.#hops.nextSequence();
        if (this.#mayBeTakenAlong(message, next)) this.#retained.keep(message, next, other, onward);
        this.#tryHop(message, other, silent, tries + 1, onward);
      },
    );
  }

  /**
   * It went past its root, which is silent, to who is next in line. Not a strict one, which must not be delivered twice, nor that of a
   * joining node, which asks again.
   */
  #mayBeTakenAlong({ key, mode, service }: Transit, root: Peer): boolean {
    return root.isLeaf && mode !== "strict" && this.#leafSet.covers(key) && !service.equals(JOIN_SERVICE);
  }

  /** It is delivered in a dead root's place: who may have kept it (retained-messages.ts) need not any more. */
  #tellKeeper({ previous, sequence }: Transit): void {
    if (sequence !== 0) this.#acknowledgeTo(previous, sequence);
  }

  /** Whoever has it, if that is still there, has brought it to the root in the dead one's place, which knows it when it comes again. */
  #sendAgain(message: Transit): void {
    const next = this.#next(message);
    if (next !== null) this.#sendOn(message, next);
    else if (this.#arrived.add(message.name)) this.#whenActive(() => this.#deliver(message));
  }

  /** Acknowledged: from now on the message is that node's to lose. */
  #taken({ hops, requestId, attempt }: Transit, by: Peer): void {
    if (hops > 0 || requestId === 0) return;
    const request = requestOf(requestId);
    if (this.#requests.waits(request)) this.#firstHops.took(request, attempt, by);
  }

  // Straight to a node.

  #sendDirect(
    service: Id,
    to: NodeHandle,
    payload: Uint8Array,
    requestId: number,
    credit = CREDIT_MAX,
    serviceVersion = 0,
  ): void {
    if (this.#status === "left") return;
    if (to.id.equals(this.self.id)) {
      this.#whenActive(() =>
        this.#application(service)?.direct(this.self, requestId, payload, service, credit, serviceVersion),
      );
      return;
    }
    this.#insist(this.#peers.of(to), {
      kind: "direct",
      sequence: 0,
      credit,
      service,
      serviceVersion,
      requestId,
      payload,
    });
  }

  #respond(to: NodeHandle, requestId: number, hops: number, payload: Uint8Array, refused: boolean): void {
    if (this.#status === "left" || requestId === 0) return;
    const packet = { kind: "response", sequence: 0, requestId, hops, refused, payload } as const;
    if (to.id.equals(this.self.id)) this.#requests.answered(this.self, packet);
    else this.#insist(this.#peers.of(to), packet);
  }

  /** Sends until it is acknowledged, a few times. */
  #insist(
    to: Peer,
    packet: DirectPacket | ResponsePacket | MulticastPacket,
    attempt = 0,
    sequence = this.#hops.nextSequence(),
  ): void {
    if (attempt >= ATTEMPTS_MAX || this.#hops.isFull) {
      this.#counters.dropped++;
      return;
    }
    if (attempt > 0) this.#counters.retransmitted++;
    const { rtoMaxMs } = this.#options;
    const waitMs = Math.min(this.#hops.timeoutMs(to) * 2 ** attempt, rtoMaxMs);
    this.#hops.send(to, packet, { isFirst: attempt === 0, waitMs, sequence }, NOTHING_TO_DO, () => {
      this.#membership.suspect(to);
      this.#insist(to, packet, attempt + 1, sequence);
    });
  }

  // Standing in the overlay.

  #settled(): void {
    if (this.#status === "left" || !this.#joining.isIn) return;
    const { addresses } = this.#joining;
    if (this.#status === "joining" && this.#leafSet.size === 0 && addresses.length > 0) {
      // Whoever let this node in has gone before it answered.
      this.#joining.begin(addresses);
      return;
    }
    this.#mayDeliver = true;
    this.#isCutOff = false;
    if (this.#status === "joining") {
      this.#status = "active";
      this.#selection.fill(this.#joining.takeToMeet());
      this.#selection.start();
      this.#onActive?.();
      this.#onActive = null;
    }
    for (const run of this.#heldBack.splice(0)) run();
  }

  /** This process stood still: what it knows may be stale. */
  #woke(): void {
    if (this.#status === "left" || !this.#mayDeliver) return;
    this.#mayDeliver = false;
    this.#leases.woke();
    this.#membership.recheck();
    if (this.#membership.isSettled) this.#settled();
  }

  #whenActive(run: () => void): void {
    if (this.#mayDeliver) run();
    else if (this.#heldBack.length < HELD_MAX) this.#heldBack.push(run);
    else this.#counters.dropped++;
  }

  #gone(peer: Peer, { isGraceful, wasMember }: { isGraceful: boolean; wasMember: boolean }): void {
    if (!isGraceful) {
      this.#lostMs = [...this.#lostMs, this.#environment.clock.now()].slice(-CUT_OFF_FROM);
      if (wasMember) this.#leases.lost(peer.id);
    }
    this.#hops.failed(peer);
    for (const message of this.#retained.take(peer)) this.#sendAgain(message);
  }

  /** All others are gone at once: rather this node is. It delivers nothing until one of them lets it in again. */
  #cutOff(): void {
    this.#status = "joining";
    this.#isCutOff = true;
    this.#mayDeliver = false;
    this.#selection.stop();
    const nodes = [...handlesOf(this.#table.members()), ...this.#membership.departed()];
    this.#joining.begin([...new Set([...nodes.map(({ address }) => address), ...this.#joining.addresses])]);
  }

  /**
   * Another node wants to be let in, and this one, which was cut off, has asked all whom it knew in vain: should each wait for the other,
   * there would be no overlay any more. The two are one again; were there others behind a cut, it heals as every cut does.
   */
  #revive(): void {
    this.#joining.begin([]);
    this.#settled();
  }

  #changed(node: NodeHandle, joined: boolean): void {
    if (this.#leafSet.size === 0 && this.#status === "active" && this.#hasLostAll()) this.#cutOff();
    for (const application of this.#applications.values()) application.update(node, joined);
    this.#otherwise?.update(node, joined);
    if (this.#noticeIsDue || this.#notices.length === 0) return;
    this.#noticeIsDue = true;
    this.#environment.clock.after(0, () => {
      this.#noticeIsDue = false;
      for (const notice of this.#notices) notice();
    });
  }

  #hasLostAll(): boolean {
    // In a table without a leaf set are others, who are still to be found.
    if (this.#table.size > 0) return true;
    return (
      this.#lostMs.length >= CUT_OFF_FROM && this.#environment.clock.now() - this.#lostMs[0] <= CUT_OFF_MS
    );
  }

  #application(service: Id): Application | null {
    // Ids of services that come one after the other are the same object, mostly.
    if (service === this.#lastService) return this.#lastApplication;
    this.#lastService = service;
    this.#lastApplication = this.#applications.get(service.hex) ?? this.#otherwise;
    return this.#lastApplication;
  }

  #newMessageId(): Uint8Array {
    return this.#environment.random.bytes(MESSAGE_ID_BYTES);
  }

  #newMessage(
    service: Id,
    key: Id,
    payload: Uint8Array,
    requestId: number,
    messageId: Uint8Array,
    attempt: number,
    { credit = CREDIT_MAX, mode = "tree", serviceVersion = 0 }: RouteOptions = {},
  ): Transit {
    const origin = this.self;
    return new Transit(
      { hops: 0, attempt, mode, credit, service, serviceVersion, key, messageId, requestId, origin, payload },
      this.self,
    );
  }
}

function handlesOf(peers: readonly Peer[]): readonly NodeHandle[] {
  return peers.map(({ handle }) => handle);
}
