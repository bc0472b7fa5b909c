/**
 * The overlay's API: the common API of Dabek, Zhao, Druschel, Kubiatowicz and Stoica, "Towards a Common API
 * for Structured Peer-to-Peer Overlays" (IPTPS 2003), with direct messages, requests and range multicast
 * beside it.
 */

import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Mode, PacketKind } from "./packets.ts";

/**
 * How many messages may follow from one message of an application, directly and indirectly, in the whole
 * overlay. Each message that an event of a service sends is charged to the credit of the message that caused
 * the event, and carries a share of the rest. So services cannot amplify without bound, alone or together.
 * The value is enough to reach the members of a large group from one message.
 */
export const CREDIT_MAX = 4_096;

/** A message that is routed to the root of its key. */
export interface RoutedMessage {
  /**
   * The id of the application that the message is for, 32 bytes. Applications of the node itself have
   * reserved ids.
   */
  readonly service: Id;
  /**
   * The version of the sending service, 32 bits. 0: an application sent it, or the version is not known.
   * Nodes may run different versions.
   */
  readonly serviceVersion: number;
  readonly key: Id;
  /** Identifies the message in the whole overlay. 16 random bytes. */
  readonly messageId: Uint8Array;
  /** The node where the message entered the overlay. */
  readonly origin: NodeHandle;
  /** The previous node on the route; this node itself at the origin. */
  readonly previous: NodeHandle;
  /** The number of hops so far. */
  readonly hops: number;
  /** The number under which the origin waits for a response; 0: it expects none. */
  readonly requestId: number;
  /** How many messages may follow from this one: 0 to CREDIT_MAX. */
  readonly credit: number;
  readonly mode: Mode;
  /** Receivers must not change it. */
  readonly payload: Uint8Array;
}

/** Why a request had no response. */
type RequestFailure = "timeout" | "refused" | "overloaded";

export type Response =
  | {
      readonly ok: true;
      readonly from: NodeHandle;
      readonly payload: Uint8Array;
      /** The number of hops of the request to the node that answered it. */
      readonly hops: number;
    }
  | { readonly ok: false; readonly reason: RequestFailure };

/**
 * The upcalls of an application. It is registered for one service id, or for all ids without an application
 * of their own.
 */
export interface Application {
  /**
   * Called at every node on the route of a message, the origin and the root included, before it is forwarded
   * or delivered. `next` is the next hop; at the root it is this node itself. "continue" forwards the
   * message. "taken" leaves it to the application, which can return it with `resume` or drop it.
   */
  forward(message: RoutedMessage, next: NodeHandle): "continue" | "taken";
  /** This node is the root of the message's key. */
  deliver(message: RoutedMessage): void;
  /** A direct message to this node; `requestId` as for a routed message. */
  direct(
    from: NodeHandle,
    requestId: number,
    payload: Uint8Array,
    service: Id,
    credit: number,
    serviceVersion: number,
  ): void;
  /** A node has entered (`joined` is true) or left the neighbor set. */
  update(node: NodeHandle, joined: boolean): void;
}

export interface RouteOptions {
  /** How many messages may follow from this one. Default: CREDIT_MAX. */
  readonly credit?: number;
  /** The version of the sending service, up to 32 bits. Default: 0. */
  readonly serviceVersion?: number;
  /** The first hop. Default: the next hop by leaf set and routing table. */
  readonly hint?: NodeHandle;
  /** Default: "tree". */
  readonly mode?: Mode;
}

export interface RequestOptions extends RouteOptions {
  readonly timeoutMs: number;
}

/** The state of a node in the overlay. An isolated node has the status "joining", since it joins again. */
export type OverlayStatus = "joining" | "active" | "left";

export interface OverlayCounters {
  readonly forwarded: number;
  readonly delivered: number;
  /** Messages sent to another next hop because the first did not acknowledge. */
  readonly rerouted: number;
  readonly retransmitted: number;
  readonly dropped: number;
  readonly malformed: number;
  readonly packetsSent: number;
  readonly packetsReceived: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Packets sent, by kind, and their bytes. */
  readonly sent: Readonly<Partial<Record<PacketKind, number>>>;
  readonly sentBytes: Readonly<Partial<Record<PacketKind, number>>>;
}

/** The keys from `first` clockwise to `last`, both included. */
export interface KeyRange {
  readonly first: Id;
  readonly last: Id;
}

/**
 * `range` is null when no key has the node at that rank. Reasons: "notNeighbor" (the node is not in the
 * neighbor set), "unknown" (this node knows too few nodes).
 */
export type RankRange =
  | { readonly ok: true; readonly range: KeyRange | null }
  | { readonly ok: false; readonly reason: "notNeighbor" | "unknown" };

/** The initial state of a node in an overlay that is not built by joins; for simulations. */
export interface WarmStart {
  readonly leaves: readonly NodeHandle[];
  /** The round trip to each leaf. Default: not measured yet. */
  readonly leafRoundTripsMs?: readonly number[];
  readonly table: readonly { readonly node: NodeHandle; readonly roundTripMs: number }[];
}

export interface Overlay {
  readonly self: NodeHandle;
  readonly status: OverlayStatus;
  readonly counters: OverlayCounters;
  /** The size of each collection that traffic and churn can make grow. Without churn none grows. */
  readonly entryCounts: Readonly<Record<string, number>>;

  /** When `service` is null, the application is for all services that have no application of their own. */
  register(service: Id | null, application: Application): void;

  /**
   * Joins through one of the addresses, which are tried in turn. When there are none, starts a new overlay.
   * `onActive` is called once, when the whole leaf set has replied.
   */
  join(addresses: readonly string[], onActive: () => void): void;
  /** Instead of `join`: makes the node active at once with the given state, without sending anything. */
  begin(warm: WarmStart): void;
  /** Graceful leave: notifies the nodes of leaf set and routing table, then stops. */
  leave(): void;

  /** Best effort delivery to the key's root. */
  route(service: Id, key: Id, payload: Uint8Array, options?: RouteOptions): void;
  /**
   * Range multicast: calls `deliver` once at every node with an id in the range, with the node's own id as
   * key. Best effort: if a node fails while it forwards, its part of the range is not reached.
   */
  multicast(service: Id, first: Id, last: Id, payload: Uint8Array, credit?: number): void;
  /** A direct message to a node. */
  send(service: Id, to: NodeHandle, payload: Uint8Array, credit?: number, serviceVersion?: number): void;
  /**
   * As `route`, with a response. `callback` is called exactly once. The request is sent again end to end
   * within `timeoutMs`.
   */
  request(
    service: Id,
    key: Id,
    payload: Uint8Array,
    options: RequestOptions,
    callback: (response: Response) => void,
  ): void;
  /** As `send`, with a response. */
  requestNode(
    service: Id,
    to: NodeHandle,
    payload: Uint8Array,
    timeoutMs: number,
    callback: (response: Response) => void,
  ): void;
  /** Responds to a message with a `requestId`. `hops`: the hops of that message. */
  respond(to: NodeHandle, requestId: number, hops: number, payload: Uint8Array): void;
  /** Refuses a request: it fails with "refused" at its origin. */
  refuse(to: NodeHandle, requestId: number): void;

  /** Routes a message that `forward` had taken. Given fields replace the message's own. */
  resume(
    message: RoutedMessage,
    change?: { key?: Id; payload?: Uint8Array; next?: NodeHandle; credit?: number; serviceVersion?: number },
  ): void;

  /**
   * Whether this node is the root of the key. `isStrict`: only if this node may also deliver strict messages
   * for it: the two adjacent nodes have granted leases, and no partition is suspected. The call requests
   * missing leases.
   */
  isRoot(key: Id, isStrict?: boolean): boolean;
  /**
   * At most `max` possible next hops for the key, best first; each makes progress. `safe`: of each slot of
   * the routing table only the node with the id nearest to one point that this node's own id determines
   * (Castro, Druschel, Ganesh, Rowstron and Wallach, "Secure routing for structured peer-to-peer overlay
   * networks", OSDI 2002, section 4), so that a node gains nothing by a short round trip. The choice is among
   * known nodes only: the paper's separate constrained table is not kept, and which nodes are known depends
   * on delays in part.
   */
  localLookup(key: Id, max: number, safe: boolean): readonly NodeHandle[];
  /** At most `max` members of the leaf set: the nearest first, alternating between the two sides. */
  neighborSet(max: number): readonly NodeHandle[];
  /**
   * The `maxRank` nodes closest to the key, in the order in which they would become its root; this node is
   * included where it belongs.
   */
  replicaSet(key: Id, maxRank: number): readonly NodeHandle[];
  /** The keys for which `node` is among the `rank` + 1 closest nodes; null when that is unknown. */
  range(node: NodeHandle, rank: number): KeyRange | null;
  /**
   * The keys for which `node` is the `rank`-root: the range that contains `key`, or else the next one
   * clockwise from it.
   */
  rankRange(node: NodeHandle, rank: number, key: Id): RankRange;
  /** All nodes in leaf set and routing table, each once. */
  knownNodes(): readonly NodeHandle[];
  /** For each row of the routing table, the number of slots that are not empty. */
  rowSizes(): readonly number[];
  /** An estimate of the number of nodes, from their density around this one. */
  estimateNodes(): number;
  /** `notice` is called a moment after `knownNodes` or the leaf set has changed, once for many changes. */
  onChange(notice: () => void): void;
}
