/**
 * The overlay: Pastry (Rowstron and Druschel, Middleware 2001) with MSPastry's rules for consistency (MSR-TR-2003-94), as a
 * state machine: packets and timers come in, packets and upcalls go out.
 */
import { assert } from "../assert.ts";
import {
  type Application,
  CREDIT_MAX,
  type Overlay,
  type OverlayCounters,
  type OverlayStatus,
  type RequestOptions,
  type Response,
  type RoutedMessage,
  type RouteOptions,
} from "./api.ts";
import type { Environment, NodeHandle } from "./environment.ts";
import { type HopOptions, Hops } from "./hops.ts";
import { Id, isCloser, sharedPrefixDigits } from "./id.ts";
import { LEAF_SIDE, LeafSet } from "./leaf-set.ts";
import { Membership, type MembershipOptions } from "./membership.ts";
import { packetBytes } from "./packet-codec.ts";
import {
  type DirectPacket,
  HANDLES_MAX,
  HOPS_MAX,
  MESSAGE_ID_BYTES,
  type Packet,
  type ResponsePacket,
  type RoutePacket,
} from "./packets.ts";
import { rangeOf } from "./ranges.ts";
import { Recent } from "./recent.ts";
import { Requests } from "./requests.ts";
import { RoutingTable } from "./routing-table.ts";

/** Messages that wait until this node is active. */
const HELD_MAX = 1_024;
/** A node that has lost so many others within so long, in milliseconds, and has none left is cut off; after fewer it may be all that is left. */
const CUT_OFF_FROM = 3;
const CUT_OFF_MS = 30_000;
/** Applications with an id of their own. */
const APPLICATIONS_MAX = 64;
/** Ways tried at one hop before a message is given up. */
const TRIES_MAX = 10;
/** Attempts of a packet that has only one way: a response, a direct message, the last hop while the root is not given up. */
const ATTEMPTS_MAX = 5;
/** How long a message's id is remembered, in milliseconds, and how many at the most (twice). */
const SEEN_MS = 30_000;
const SEEN_MAX = 131_072;

export interface OverlayOptions extends MembershipOptions, HopOptions {
  /** Half of the leaf set. */
  readonly leafSide: number;
  /** How long an address may take to let this node in before the next is tried, in milliseconds. */
  readonly joinMs: number;
}

/**
 * For processes on machines that stall: a peer may be silent for half a second under load and must not be taken for dead, while
 * one whose link breaks and does not come back is given up in about three seconds.
 */
export const OVERLAY_DEFAULTS: OverlayOptions = {
  leafSide: LEAF_SIDE,
  joinMs: 2_000,
  heartbeatMs: 3_000,
  exchangeMs: 15_000,
  probeAttempts: 3,
  failedMs: 30_000,
  mergeMs: 30_000,
  pauseMs: 8_000,
  rtoMinMs: 400,
  rtoMaxMs: 3_000,
  rtoInitialMs: 1_000,
};

/** Routes a joining node to the nodes around its own id. */
const JOIN_SERVICE = Id.hashOf("prost-join-v1");
const NOTHING = new Uint8Array(0);
const NOBODY: ReadonlySet<string> = new Set();
const NOTHING_TO_DO = () => {};

/** A message at this node, with what only the overlay needs of it. */
class Transit implements RoutedMessage {
  readonly service: Id;
  readonly key: Id;
  readonly messageId: Uint8Array;
  readonly origin: NodeHandle;
  readonly previous: NodeHandle;
  readonly hops: number;
  readonly requestId: number;
  readonly credit: number;
  readonly payload: Uint8Array;
  readonly attempt: number;

  constructor(packet: Omit<RoutePacket, "kind" | "sequence">, previous: NodeHandle) {
    this.service = packet.service;
    this.key = packet.key;
    this.messageId = packet.messageId;
    this.origin = packet.origin;
    this.hops = packet.hops;
    this.requestId = packet.requestId;
    this.credit = packet.credit;
    this.payload = packet.payload;
    this.attempt = packet.attempt;
    this.previous = previous;
  }
}

/** Options that are left out have the values of OVERLAY_DEFAULTS. */
export function createOverlay(
  self: NodeHandle,
  environment: Environment,
  options: Partial<OverlayOptions> = {},
): Overlay {
  return new PastryNode(self, environment, { ...OVERLAY_DEFAULTS, ...options });
}

class PastryNode implements Overlay {
  readonly self: NodeHandle;
  readonly #environment: Environment;
  readonly #options: OverlayOptions;
  readonly #hops: Hops;
  readonly #leafSet: LeafSet;
  readonly #table: RoutingTable;
  readonly #membership: Membership;
  readonly #requests: Requests;
  readonly #applications = new Map<string, Application>();
  #otherwise: Application | null = null;
  #notices: (() => void)[] = [];
  #noticeIsDue = false;
  #status: OverlayStatus = "joining";
  /** False while this node must not deliver: it joins, or has slept. */
  #mayDeliver = false;
  #heldBack: (() => void)[] = [];
  #onActive: (() => void) | null = null;
  #addresses: readonly string[] = [];
  #stopJoining: () => void = () => {};
  /** When nodes were given up that had not said that they leave, in ms of the clock; the last CUT_OFF_FROM. */
  #lostMs: number[] = [];
  /** The root has named the nodes around this one. */
  #wasLetIn = false;
  /** For the routing table: named by nodes on the way in. */
  readonly #toMeet: NodeHandle[] = [];
  /** Retransmissions and second ways of what passes here. */
  readonly #passed: Recent;
  readonly #arrived: Recent;
  readonly #counters = {
    forwarded: 0,
    delivered: 0,
    rerouted: 0,
    retransmitted: 0,
    dropped: 0,
    malformed: 0,
    packetsSent: 0,
    packetsReceived: 0,
    bytesSent: 0,
    bytesReceived: 0,
  };

  constructor(self: NodeHandle, environment: Environment, options: OverlayOptions) {
    const { clock, random, network } = environment;
    this.self = self;
    this.#options = options;
    this.#environment = {
      clock,
      random,
      network: {
        address: network.address,
        send: (to, packet) => {
          this.#counters.packetsSent++;
          this.#counters.bytesSent += packetBytes(packet);
          return network.send(to, packet);
        },
        resolve: (address, callback) => network.resolve(address, callback),
        onPacket: (receive) => network.onPacket(receive),
        onUnreachable: (notice) => network.onUnreachable(notice),
        forget: (node) => network.forget(node),
      },
    };
    this.#hops = new Hops(this.#environment, options);
    this.#leafSet = new LeafSet(self.id, options.leafSide);
    this.#table = new RoutingTable(self.id);
    this.#requests = new Requests(clock, random);
    this.#passed = new Recent(clock, SEEN_MS, SEEN_MAX);
    this.#arrived = new Recent(clock, SEEN_MS, SEEN_MAX);
    this.#membership = new Membership(
      self,
      this.#environment,
      options,
      { leafSet: this.#leafSet, table: this.#table, hops: this.#hops },
      {
        changed: (node, joined) => this.#changed(node, joined),
        gone: (node, saidSo) => {
          if (!saidSo) this.#lostMs = [...this.#lostMs, clock.now()].slice(-CUT_OFF_FROM);
          this.#hops.giveUp(node);
        },
        settled: () => this.#settled(),
        woke: () => {
          this.#mayDeliver = false;
        },
      },
    );
    network.onPacket((from, packet) => this.#receive(from, packet));
    network.onUnreachable((node) => {
      if (this.#status === "left") return;
      this.#membership.linkBroke(node);
      this.#hops.linkBroke(node);
    });
  }

  get status(): OverlayStatus {
    return this.#status;
  }

  get counters(): OverlayCounters {
    return this.#counters;
  }

  register(service: Id | null, application: Application): void {
    if (service === null) {
      this.#otherwise = application;
      return;
    }
    assert(this.#applications.size < APPLICATIONS_MAX, "few applications are part of a node");
    this.#applications.set(service.hex, application);
  }

  join(addresses: readonly string[], onActive: () => void): void {
    assert(
      this.#status === "joining" && this.#addresses.length === 0 && this.#onActive === null,
      "a node joins once",
    );
    this.#onActive = onActive;
    this.#membership.start();
    this.#addresses = addresses;
    if (addresses.length === 0) {
      this.#wasLetIn = true;
      this.#settled();
    } else {
      this.#askToJoin();
    }
  }

  /** Asks one address after another, until the root of this node's id has answered. */
  #askToJoin(): void {
    const { clock, network } = this.#environment;
    const addresses = this.#addresses;
    let turn = 0;
    const ask = () => {
      if (this.#status !== "joining" || this.#wasLetIn) return;
      this.#stopJoining = clock.after(this.#options.joinMs, ask);
      network.resolve(addresses[turn++ % addresses.length], (bootstrap) => {
        if (bootstrap === null || this.#status !== "joining" || this.#wasLetIn) return;
        // One list of addresses for all nodes names this one too.
        if (bootstrap.id.equals(this.self.id)) return;
        const packet = this.#newPacket(JOIN_SERVICE, this.self.id, NOTHING, 0, this.#newMessageId(), 0);
        this.#hops.send(
          bootstrap,
          { ...packet, kind: "route", sequence: 0, hops: 1 },
          { isFirst: true, patience: 1 },
          () => {},
          () => {},
        );
      });
    };
    ask();
  }

  leave(): void {
    if (this.#status === "left") return;
    this.#status = "left";
    this.#mayDeliver = false;
    this.#stopJoining();
    this.#membership.leave();
    this.#membership.stop();
    this.#hops.close();
    this.#heldBack = [];
    this.#requests.close();
  }

  route(service: Id, key: Id, payload: Uint8Array, options: RouteOptions = {}): void {
    this.#start(
      this.#newPacket(service, key, payload, 0, this.#newMessageId(), 0, options.credit),
      options.hint ?? null,
    );
  }

  send(service: Id, to: NodeHandle, payload: Uint8Array, credit = CREDIT_MAX): void {
    this.#sendDirect(service, to, payload, 0, credit);
  }

  request(
    service: Id,
    key: Id,
    payload: Uint8Array,
    options: RequestOptions,
    callback: (response: Response) => void,
  ): void {
    const messageId = this.#newMessageId();
    this.#requests.add(options.timeoutMs, callback, (requestId, attempt) => {
      this.#start(
        this.#newPacket(service, key, payload, requestId, messageId, attempt, options.credit),
        options.hint ?? null,
      );
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
    change: { key?: Id; payload?: Uint8Array; next?: NodeHandle; credit?: number } = {},
  ): void {
    if (this.#status === "left") return;
    assert(message instanceof Transit, "only a message that `forward` was given can be resumed");
    const isElsewhere = change.key !== undefined && !change.key.equals(message.key);
    const changed = new Transit(
      {
        ...message,
        key: change.key ?? message.key,
        payload: change.payload ?? message.payload,
        credit: change.credit ?? message.credit,
        // On the way to another key it may come by a node again that has seen it; it must not be taken for a double.
        messageId: isElsewhere ? this.#newMessageId() : message.messageId,
      },
      message.previous,
    );
    const next = change.next ?? null;
    if (next !== null && !next.id.equals(this.self.id)) this.#sendOn(changed, next);
    else this.#goOn(changed);
  }

  isRoot(key: Id): boolean {
    return this.#leafSet.covers(key) && this.#leafSet.closest(key, this.self, () => true) === this.self;
  }

  localLookup(key: Id, max: number, _safe: boolean): readonly NodeHandle[] {
    const closer = this.knownNodes().filter((node) => this.#isProgress(key, node));
    const ranked = closer.map((node) => ({ node, shared: sharedPrefixDigits(node.id, key) }));
    ranked.sort((a, b) => b.shared - a.shared || (isCloser(key, a.node.id, b.node.id) ? -1 : 1));
    return ranked.slice(0, Math.max(0, max)).map(({ node }) => node);
  }

  neighborSet(max: number): readonly NodeHandle[] {
    const members = [...this.#leafSet.members()];
    members.sort((a, b) => (isCloser(this.self.id, a.id, b.id) ? -1 : 1));
    return members.slice(0, max);
  }

  replicaSet(key: Id, maxRank: number): readonly NodeHandle[] {
    const nodes = [this.self, ...this.#leafSet.members()];
    nodes.sort((a, b) => (isCloser(key, a.id, b.id) ? -1 : 1));
    return nodes.slice(0, Math.max(0, maxRank));
  }

  range(node: NodeHandle, rank: number): { readonly first: Id; readonly last: Id } | null {
    return rangeOf([this.self, ...this.#leafSet.members()], node, rank, this.#leafSet.coversRing);
  }

  knownNodes(): readonly NodeHandle[] {
    const leaves = this.#leafSet.members();
    return [...leaves, ...this.#table.members().filter((node) => !this.#leafSet.has(node.id))];
  }

  onChange(notice: () => void): void {
    this.#notices.push(notice);
  }

  // What comes in.

  #receive(from: NodeHandle, packet: Packet | null): void {
    if (this.#status === "left") return;
    this.#counters.packetsReceived++;
    if (packet === null) {
      this.#counters.malformed++;
      return;
    }
    this.#counters.bytesReceived += packetBytes(packet);
    this.#membership.beAwake();
    this.#membership.heard(from);
    this.#handle(from, packet);
  }

  #handle(from: NodeHandle, packet: Packet): void {
    const { network } = this.#environment;
    switch (packet.kind) {
      case "ack":
        this.#hops.acknowledge(from, packet.sequence);
        this.#table.rank(from, (node) => this.#hops.distanceMs(node));
        return;
      case "route":
        this.#arrive(from, packet);
        return;
      case "direct":
        this.#acknowledgeTo(from, packet.sequence);
        if (!this.#passed.add(`${from.id.hex}${packet.sequence}d`)) return;
        this.#whenActive(() => {
          const { service, requestId, payload, credit } = packet;
          this.#application(service)?.direct(from, requestId, payload, service, credit);
        });
        return;
      case "response":
        this.#acknowledgeTo(from, packet.sequence);
        this.#requests.answered(from, packet);
        return;
      case "leafSet":
        this.#membership.onLeafSet(from, packet);
        return;
      case "rows":
        if (this.#status === "joining") this.#onRows(packet.fromRoot, packet.nodes);
        else this.#membership.onRow(from, packet.nodes);
        return;
      case "rowWanted":
        this.#membership.onRowWanted(from, packet.row);
        return;
      case "leave":
        this.#membership.onLeave(from);
        return;
      case "ping":
        network.send(from, { kind: "ack", sequence: packet.sequence });
        return;
    }
  }

  #acknowledgeTo(from: NodeHandle, sequence: number): void {
    this.#environment.network.send(from, { kind: "ack", sequence });
  }

  #arrive(from: NodeHandle, packet: RoutePacket): void {
    this.#acknowledgeTo(from, packet.sequence);
    // A retransmission by the hop before. The same message by another way goes on, and ends at the root.
    if (!this.#passed.add(`${nameOf(packet.messageId)}${packet.attempt}.${packet.hops}${from.id.short}`))
      return;
    if (packet.hops >= HOPS_MAX) {
      this.#counters.dropped++;
      return;
    }
    if (packet.service.equals(JOIN_SERVICE)) {
      this.#onJoin(new Transit(packet, from));
      return;
    }
    this.#membership.met(from);
    this.#step(new Transit(packet, from));
  }

  #onRows(fromRoot: boolean, nodes: readonly NodeHandle[]): void {
    // Whoever is asked takes this node in, and messages for its id go to it: so nobody is asked before the root has answered.
    this.#toMeet.push(...nodes.slice(0, HANDLES_MAX - this.#toMeet.length));
    if (!fromRoot || this.#wasLetIn) return;
    this.#wasLetIn = true;
    this.#stopJoining();
    this.#membership.consider(nodes);
    if (this.#membership.isSettled) this.#settled();
  }

  /** A joining node's way to the root of its id: every node on it tells whom it knows. */
  #onJoin(message: Transit): void {
    if (message.origin.id.equals(this.self.id)) return;
    if (!message.key.equals(message.origin.id)) {
      this.#counters.malformed++;
      return;
    }
    if (!this.#mayDeliver) {
      this.#counters.dropped++;
      return;
    }
    const { network } = this.#environment;
    // It may have been here before: what is known of that is no way to it.
    const next = this.#nextHop(message.key, NOBODY, message.origin.id);
    const isRoot = next === this.self;
    const row = sharedPrefixDigits(this.self.id, message.key);
    const nodes = [this.self, ...this.#table.rows(row), ...(isRoot ? this.#leafSet.members() : [])];
    network.send(message.origin, { kind: "rows", fromRoot: isRoot, nodes: nodes.slice(0, HANDLES_MAX) });
    if (!isRoot) this.#sendOn(message, next);
  }

  // Messages on their way.

  #start(packet: Omit<RoutePacket, "kind" | "sequence">, hint: NodeHandle | null): void {
    if (this.#status === "left") return;
    const message = new Transit(packet, this.self);
    this.#membership.beAwake();
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
    const next = isHinted ? hint : this.#nextHop(message.key, NOBODY);
    if (next === this.self && !this.#arrived.add(nameOf(message.messageId))) return;
    if (application !== null && application.forward(message, next) === "taken") return;
    if (next === this.self) this.#deliver(message);
    else this.#sendOn(message, next);
  }

  /** After `forward`. */
  #goOn(message: Transit): void {
    const next = this.#nextHop(message.key, NOBODY);
    if (next !== this.self) {
      this.#sendOn(message, next);
      return;
    }
    this.#whenActive(() => this.#deliver(message));
  }

  #deliver(message: Transit): void {
    this.#arrived.add(nameOf(message.messageId));
    this.#counters.delivered++;
    const application = this.#application(message.service);
    if (application !== null) application.deliver(message);
    else if (message.requestId !== 0) this.refuse(message.origin, message.requestId);
  }

  #sendOn(message: Transit, next: NodeHandle): void {
    if (message.hops + 1 > HOPS_MAX || this.#hops.isFull) {
      this.#counters.dropped++;
      return;
    }
    this.#counters.forwarded++;
    const { service, key, messageId, requestId, origin, payload, credit, attempt } = message;
    const hops = message.hops + 1;
    const packet: RoutePacket = {
      kind: "route",
      sequence: 0,
      hops,
      attempt,
      credit,
      service,
      key,
      messageId,
      requestId,
      origin,
      payload,
    };
    this.#tryHop(message, packet, next, new Set(), 0);
  }

  /**
   * One way after another until one acknowledges. The root itself is not passed over because of one timeout: a message that
   * went to the next-best node would be delivered at the wrong one (overlay.md B6).
   */
  #tryHop(message: Transit, packet: RoutePacket, next: NodeHandle, silent: Set<string>, tries: number): void {
    if (tries >= TRIES_MAX) {
      this.#counters.dropped++;
      return;
    }
    const isAgain = silent.has(next.id.hex);
    const patience = isAgain ? 2 : 1;
    const options = { isFirst: !isAgain, patience, isRouted: true };
    this.#hops.send(next, packet, options, NOTHING_TO_DO, () => {
      if (this.#status === "left") return;
      silent.add(next.id.hex);
      this.#membership.suspect(next);
      const other = this.#nextHop(message.key, silent);
      if (other === this.self) {
        // It may have come by another way as well.
        if (this.#arrived.add(nameOf(message.messageId))) this.#goOn(message);
        return;
      }
      if (other === next) this.#counters.retransmitted++;
      else this.#counters.rerouted++;
      this.#tryHop(message, packet, other, silent, tries + 1);
    });
  }

  /**
   * Where a message for the key goes from here; this node itself when it is the root. `silent`: nodes that did not
   * acknowledge; they are passed over as long as another way makes progress, the root never. `except`: as if not known.
   */
  #nextHop(key: Id, silent: ReadonlySet<string>, except: Id | null = null): NodeHandle {
    const isThere = (node: NodeHandle) => except === null || !node.id.equals(except);
    const usable = (node: NodeHandle) =>
      !silent.has(node.id.hex) && !this.#membership.isSuspected(node) && isThere(node);
    if (this.#leafSet.covers(key)) return this.#leafSet.closest(key, this.self, isThere);
    const candidates = this.#table.toward(key);
    const candidate = candidates.find(usable);
    if (candidate !== undefined) return candidate;
    const shared = sharedPrefixDigits(this.self.id, key);
    let best = this.self;
    for (const node of this.knownNodes()) {
      if (usable(node) && sharedPrefixDigits(node.id, key) >= shared && isCloser(key, node.id, best.id))
        best = node;
    }
    if (best !== this.self) return best;
    // Everyone on the way is silent: the nearest of them is asked again.
    return candidates.find(isThere) ?? this.#leafSet.closest(key, this.self, isThere);
  }

  #isProgress(key: Id, node: NodeHandle): boolean {
    const here = sharedPrefixDigits(this.self.id, key);
    return sharedPrefixDigits(node.id, key) > here || isCloser(key, node.id, this.self.id);
  }

  // Straight to a node.

  #sendDirect(
    service: Id,
    to: NodeHandle,
    payload: Uint8Array,
    requestId: number,
    credit = CREDIT_MAX,
  ): void {
    if (this.#status === "left") return;
    if (to.id.equals(this.self.id)) {
      this.#whenActive(() =>
        this.#application(service)?.direct(this.self, requestId, payload, service, credit),
      );
      return;
    }
    if (this.#hops.isFull) {
      this.#counters.dropped++;
      return;
    }
    this.#insist(to, { kind: "direct", sequence: 0, credit, service, requestId, payload });
  }

  #respond(to: NodeHandle, requestId: number, hops: number, payload: Uint8Array, refused: boolean): void {
    if (this.#status === "left" || requestId === 0) return;
    const packet = { kind: "response", sequence: 0, requestId, hops, refused, payload } as const;
    if (to.id.equals(this.self.id)) this.#requests.answered(this.self, packet);
    else this.#insist(to, packet);
  }

  /** Sends until it is acknowledged, a few times. */
  #insist(
    to: NodeHandle,
    packet: DirectPacket | ResponsePacket,
    attempt = 0,
    sequence = this.#hops.nextSequence(),
  ): void {
    if (attempt >= ATTEMPTS_MAX || this.#hops.isFull) {
      this.#counters.dropped++;
      return;
    }
    if (attempt > 0) this.#counters.retransmitted++;
    this.#hops.send(
      to,
      packet,
      { isFirst: attempt === 0, patience: 2 ** attempt, sequence },
      NOTHING_TO_DO,
      () => {
        this.#membership.suspect(to);
        this.#insist(to, packet, attempt + 1, sequence);
      },
    );
  }

  // Standing in the overlay.

  #settled(): void {
    if (this.#status === "left" || !this.#wasLetIn) return;
    if (this.#status === "joining" && this.#leafSet.size === 0 && this.#addresses.length > 0) {
      // Whoever let this node in has gone before it answered.
      this.#wasLetIn = false;
      this.#askToJoin();
      return;
    }
    this.#mayDeliver = true;
    if (this.#status === "joining") {
      this.#status = "active";
      this.#meet();
      this.#onActive?.();
      this.#onActive = null;
    }
    for (const run of this.#heldBack.splice(0)) run();
  }

  /** Nodes met on the way in are asked themselves before the table takes them, and learn of this one so. */
  #meet(): void {
    for (const node of this.#toMeet.splice(0)) if (this.#table.wants(node.id)) this.#membership.probe(node);
  }

  #whenActive(run: () => void): void {
    if (this.#mayDeliver) run();
    else if (this.#heldBack.length < HELD_MAX) this.#heldBack.push(run);
    else this.#counters.dropped++;
  }

  /** All others are gone at once: rather this node is. It delivers nothing until one of them lets it in again. */
  #cutOff(): void {
    this.#status = "joining";
    this.#mayDeliver = false;
    this.#wasLetIn = false;
    const nodes = [...this.#table.members(), ...this.#membership.gone()];
    this.#addresses = [...new Set([...nodes.map(({ address }) => address), ...this.#addresses])];
    this.#askToJoin();
  }

  #changed(node: NodeHandle, joined: boolean): void {
    if (this.#leafSet.size === 0 && this.#status === "active" && this.#hasLostAll()) this.#cutOff();
    for (const application of this.#applications.values()) application.update(node, joined);
    this.#otherwise?.update(node, joined);
    if (this.#noticeIsDue) return;
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
    return this.#applications.get(service.hex) ?? this.#otherwise;
  }

  #newMessageId(): Uint8Array {
    return this.#environment.random.bytes(MESSAGE_ID_BYTES);
  }

  #newPacket(
    service: Id,
    key: Id,
    payload: Uint8Array,
    requestId: number,
    messageId: Uint8Array,
    attempt: number,
    credit = CREDIT_MAX,
  ): Omit<RoutePacket, "kind" | "sequence"> {
    return { hops: 0, attempt, credit, service, key, messageId, requestId, origin: this.self, payload };
  }
}

/** 16 bytes as a map key. */
function nameOf(messageId: Uint8Array): string {
  return Buffer.from(messageId.buffer, messageId.byteOffset, messageId.byteLength).toString("latin1");
}
