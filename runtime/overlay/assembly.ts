/** Builds the parts of one node, wires them to each other, and connects them to network and clock. */
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { Acknowledger } from "./acknowledger.ts";
import { JoinAdmission } from "./admission.ts";
import type { KeyRange } from "./api.ts";
import { ApplicationRegistry } from "./application-registry.ts";
import { Counters, CountingNetwork } from "./counters.ts";
import { Delivery } from "./delivery.ts";
import { DirectMessages } from "./direct-messages.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { Environment } from "./environment.ts";
import { FirstHops } from "./first-hops.ts";
import { Hops } from "./hops.ts";
import { IsolationDetector } from "./isolation.ts";
import { JOIN_SERVICE, Joining } from "./joining.ts";
import { LeafSet } from "./leaf-set.ts";
import { Leases } from "./leases.ts";
import { Lifecycle } from "./lifecycle.ts";
import { Membership } from "./membership.ts";
import { NeighborSelection } from "./neighbor-selection.ts";
import { NextHop } from "./next-hop.ts";
import type { OverlayOptions } from "./options.ts";
import { packetHandlers } from "./packet-handlers.ts";
import { MESSAGE_ID_BYTES, ticketOf } from "./packets.ts";
import { Peers } from "./peer.ts";
import { RangeMulticast } from "./range-multicast.ts";
import { Recent } from "./recent.ts";
import { Requests } from "./requests.ts";
import { RetainedMessages } from "./retained-messages.ts";
import { Router } from "./router.ts";
import { RoutingStateView } from "./routing-state-view.ts";
import { RoutingTable } from "./routing-table.ts";
import { newMessage } from "./transit.ts";
import { Tuning } from "./tuning.ts";

/**
 * How long message ids and packet numbers are remembered, in milliseconds, and how many: at most twice
 * SEEN_MAX.
 */
const SEEN_MS = 30_000;
const SEEN_MAX = 131_072;
const NOTHING = new Uint8Array(0);
const NOTHING_TO_DO = () => {};

/** Leaf set, routing table and the state kept for other nodes. */
interface RoutingState {
  readonly leafSet: LeafSet;
  readonly table: RoutingTable;
  readonly peers: Peers;
  readonly hops: Hops;
  readonly tuning: Tuning;
  readonly nextHop: NextHop;
  readonly view: RoutingStateView;
}

/** The parts that the API of a node calls. */
export interface OverlayParts {
  /** The given environment, with a network that counts packets. */
  readonly environment: Environment;
  readonly counters: Counters;
  readonly peers: Peers;
  readonly leafSet: LeafSet;
  readonly table: RoutingTable;
  readonly applications: ApplicationRegistry;
  readonly requests: Requests;
  readonly firstHops: FirstHops;
  readonly delivery: Delivery;
  readonly leases: Leases;
  readonly router: Router;
  readonly direct: DirectMessages;
  readonly multicast: RangeMulticast;
  readonly lifecycle: Lifecycle;
  readonly view: RoutingStateView;
  /** See `Overlay`. */
  readonly entryCounts: () => Readonly<Record<string, number>>;
}

function routingState(self: NodeHandle, environment: Environment, options: OverlayOptions): RoutingState {
  const leafSet = new LeafSet(self.id, options.leafSide);
  const table = new RoutingTable(self.id, options.slotCandidates);
  const peers = new Peers(options.cachedPeersMax, environment.random);
  const nextHop = new NextHop(self.id, leafSet, table);
  const hops = new Hops(environment, options, (peer) => {
    if (peer.isInTable) table.rank(peer);
  });
  const tuning = new Tuning(options, environment.clock.now());
  const view = new RoutingStateView(self, { leafSet, table, nextHop, peers });
  return { leafSet, table, peers, hops, tuning, nextHop, view };
}

export function assembleNode(self: NodeHandle, outer: Environment, options: OverlayOptions): OverlayParts {
  const { clock, random } = outer;
  const counters = new Counters();
  const environment = { ...outer, network: new CountingNetwork(outer.network, counters) };
  const state = routingState(self, environment, options);
  const { leafSet, table, peers, hops, nextHop, view } = state;

  const applications = new ApplicationRegistry(clock);
  const requests = new Requests(clock, random);
  const firstHops = new FirstHops(clock);
  const isolation = new IsolationDetector(clock, table);
  const acknowledger = new Acknowledger(environment.network, clock, SEEN_MS, SEEN_MAX);
  const delivered = new Recent<string>(clock, SEEN_MS, SEEN_MAX);
  // Messages are retained for as long as the new root recognizes a duplicate.
  const retained = new RetainedMessages(clock, SEEN_MS);

  const membership = new Membership(self, environment, options, state, {
    changed: (node, joined) => {
      lifecycle.leafSetChanged();
      applications.update(node, joined);
    },
    failed: (peer, { isGraceful, wasMember }) => {
      if (!isGraceful) isolation.nodeLost();
      if (!isGraceful && wasMember) leases.lost(peer.id);
      hops.failed(peer);
      router.failed(peer);
    },
    settled: () => lifecycle.settled(),
  });
  const selection = new NeighborSelection(self, environment, options, { ...state, membership });
  const leases = new Leases(self.id, environment, options, {
    leafSet,
    hops,
    range: (): KeyRange | null => view.range(self, 0),
    granted: () => delivery.leaseGranted(),
  });
  const delivery = new Delivery(clock, counters, applications, delivered, {
    mayDeliverStrict: (key: Id) => leases.mayDeliver(key),
    proceed: (message) => router.proceed(message),
    refuse: (to, requestId) => direct.respond(to, requestId, 0, NOTHING, true),
  });
  const shared = { ...state, counters, membership, applications, delivery, requests };
  const direct = new DirectMessages(self, options.rtoMaxMs, shared);
  const router = new Router(self, environment, options, {
    ...shared,
    firstHops,
    delivered,
    retained,
    acknowledger,
  });
  const multicast = new RangeMulticast(self, {
    known: () => nextHop.known(),
    next: (key) => nextHop.next(key),
    send: (to, packet) => direct.insist(to, packet),
    deliver: (message) => delivery.whenOpen(() => delivery.deliver(message)),
  });
  const joining = new Joining(self.id, clock, environment.network, options.joinMs, {
    sendJoin: (contact, attempt) => sendJoinMessage(self, environment, state, contact, attempt),
    named: (nodes, isOpinion) => {
      if (isOpinion) membership.considerAll(nodes);
      else membership.consider(nodes);
    },
    ready: () => {
      if (membership.isSettled) lifecycle.settled();
    },
  });
  const lifecycle = new Lifecycle({ ...shared, selection, joining, leases, retained, isolation });
  const admission = new JoinAdmission(self, environment, {
    ...shared,
    selection,
    replicaSet: ({ id }, max) => view.replicaSet(id, max),
    forward: (message, next) => router.forward(message, next),
    endIsolation: () => lifecycle.endIsolation(),
  });
  const dispatcher = new Dispatcher(
    { ...shared, joining, retained, acknowledger, admission, router },
    packetHandlers({ ...shared, acknowledger, delivered, direct, multicast, selection, joining, leases }),
  );

  connect(outer, options.pauseMs, { ...shared, dispatcher, lifecycle });

  const entryCounts = () => ({
    peers: peers.size,
    pending: hops.size,
    requests: requests.size,
    seenPackets: acknowledger.size,
    delivered: delivered.size,
    retainedMessages: retained.size,
    ...delivery.entryCounts,
    ...membership.entryCounts,
    ...leases.entryCounts,
  });
  return {
    ...shared,
    environment,
    firstHops,
    leases,
    router,
    direct,
    multicast,
    lifecycle,
    view,
    entryCounts,
  };
}

/** After this, packets, broken links and pauses of the process reach the node. */
function connect(
  environment: Environment,
  pauseMs: number,
  parts: {
    readonly delivery: Delivery;
    readonly peers: Peers;
    readonly membership: Membership;
    readonly hops: Hops;
    readonly dispatcher: Dispatcher;
    readonly lifecycle: Lifecycle;
  },
): void {
  const { delivery, peers, membership, hops, dispatcher, lifecycle } = parts;
  environment.network.onPacket((from, packet, bytes) => {
    if (!delivery.hasLeft) dispatcher.receive(from, packet, bytes);
  });
  environment.network.onUnreachable((node) => {
    if (delivery.hasLeft) return;
    const peer = peers.get(node.id);
    if (peer === null) return;
    membership.linkBroke(peer);
    hops.linkBroke(peer);
  });
  environment.onPause?.(pauseMs, () => lifecycle.resumedAfterPause());
}

/** Returns the ticket that the reply must carry. */
function sendJoinMessage(
  self: NodeHandle,
  { random }: Environment,
  { peers, hops }: RoutingState,
  contact: NodeHandle,
  attempt: number,
): number {
  const peer = peers.of(contact);
  const sequence = hops.nextSequence();
  const options = { isFirst: true, waitMs: hops.timeoutMs(peer), sequence };
  const messageId = random.bytes(MESSAGE_ID_BYTES);
  const message = newMessage(self, {
    service: JOIN_SERVICE,
    key: self.id,
    payload: NOTHING,
    requestId: 0,
    messageId,
    attempt,
  });
  hops.send(peer, message.toPacket(sequence), options, NOTHING_TO_DO, NOTHING_TO_DO);
  return ticketOf(messageId);
}
