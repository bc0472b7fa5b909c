/**
 * The overlay as services and the rest of the node see it: the common API of Dabek, Zhao, Druschel, Kubiatowicz and Stoica,
 * "Towards a Common API for Structured Peer-to-Peer Overlays" (IPTPS 2003), with direct messages and requests beside it.
 */

import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Mode, PacketKind } from "./packets.ts";

/**
 * How many messages may follow from one that an application sends, directly and through others, all over the overlay: whatever
 * an event of a service sends is paid from the credit of the message that caused it, and carries a share of what is left. So no
 * service amplifies without bound, nor do several together. Enough to reach the members of a large group from one message.
 */
export const CREDIT_MAX = 4_096;

/** A message on its way to the root of its key. */
export interface RoutedMessage {
  /** 32 bytes: which application of the overlay it is for. Node-internal ones use reserved ids. */
  readonly service: Id;
  /** Of the service that sent it, 32 bits; 0: an application did, or it is not known. Nodes run different versions at a time. */
  readonly serviceVersion: number;
  readonly key: Id;
  /** Names the message in the whole overlay. 16 bytes. */
  readonly messageId: Uint8Array;
  /** Where it entered the overlay. */
  readonly origin: NodeHandle;
  /** Where it came from; this node itself at the origin. */
  readonly previous: NodeHandle;
  /** How many nodes it has left so far. */
  readonly hops: number;
  /** The origin waits for a response (`requestId`), or does not (0). */
  readonly requestId: number;
  /** How many messages may follow from it: 0 to CREDIT_MAX. */
  readonly credit: number;
  readonly mode: Mode;
  /** Not changed by anyone who gets it. */
  readonly payload: Uint8Array;
}

/** Why a request had no response. */
export type RequestFailure = "timeout" | "refused" | "overloaded";

export type Response =
  | {
      readonly ok: true;
      readonly from: NodeHandle;
      readonly payload: Uint8Array;
      /** How many nodes the request had left when it was answered. */
      readonly hops: number;
    }
  | { readonly ok: false; readonly reason: RequestFailure };

/** What an application of the overlay is told. Registered by service id, or as the one for all others. */
export interface Application {
  /**
   * The message passes through here: at every node on its way, where it starts and its root included, before it goes on.
   * `next` is this node itself at the root. "continue" lets it go on; "taken" leaves it with the application, which
   * hands it back with `resume`, or lets it end.
   */
  forward(message: RoutedMessage, next: NodeHandle): "continue" | "taken";
  /** This node is the root of the message's key. */
  deliver(message: RoutedMessage): void;
  /** A message sent straight to this node; `requestId` as for a routed one. */
  direct(
    from: NodeHandle,
    requestId: number,
    payload: Uint8Array,
    service: Id,
    credit: number,
    serviceVersion: number,
  ): void;
  /** A node has entered or left the neighbour set. */
  update(node: NodeHandle, joined: boolean): void;
}

export interface RouteOptions {
  /** How many messages may follow from it. Left out: CREDIT_MAX. */
  readonly credit?: number;
  /** Of the service that sends it, up to 32 bits. Left out: 0. */
  readonly serviceVersion?: number;
  /** The node to try first. */
  readonly hint?: NodeHandle;
  /** Left out: "tree". */
  readonly mode?: Mode;
}

export interface RequestOptions extends RouteOptions {
  readonly timeoutMs: number;
}

/** How a node stands to the overlay. */
export type OverlayStatus = "joining" | "active" | "left";

export interface OverlayCounters {
  readonly forwarded: number;
  readonly delivered: number;
  /** Handed to the next-best node because the best did not acknowledge. */
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

/** From the first key clockwise to the last, both included. */
export interface KeyRange {
  readonly first: Id;
  readonly last: Id;
}

/** `range` null: no key has the node at that rank. "notNeighbor": the node is not in the neighbour set; "unknown": too few nodes are known to tell. */
export type RankRange =
  | { readonly ok: true; readonly range: KeyRange | null }
  | { readonly ok: false; readonly reason: "notNeighbor" | "unknown" };

/** What a node of an overlay that is not built by joining knows at once; for simulations. */
export interface WarmStart {
  readonly leaves: readonly NodeHandle[];
  /** To each of them; left out: not measured yet. */
  readonly leafRoundTripsMs?: readonly number[];
  readonly table: readonly { readonly node: NodeHandle; readonly roundTripMs: number }[];
}

export interface Overlay {
  readonly self: NodeHandle;
  readonly status: OverlayStatus;
  readonly counters: OverlayCounters;
  /** How many entries each thing has that traffic and churn make grow: where nobody comes or goes, none does. */
  readonly entryCounts: Readonly<Record<string, number>>;

  /** `service` null: for all ids that have no application of their own. */
  register(service: Id | null, application: Application): void;

  /**
   * Joins through any of the addresses, trying them in turn until one leads in; with none, starts an overlay of its own.
   * `onActive` is called once, when the whole leaf set has answered.
   */
  join(addresses: readonly string[], onActive: () => void): void;
  /** Instead of `join`: is active at once with what it is given, and says nothing. */
  begin(warm: WarmStart): void;
  /** Tells the neighbours, then stops. */
  leave(): void;

  /** Best effort delivery to the key's root. */
  route(service: Id, key: Id, payload: Uint8Array, options?: RouteOptions): void;
  /**
   * To every node whose id is in the range, each once: `deliver` with the node's own id as key. Best effort: a node that dies on the
   * way takes its part with it.
   */
  multicast(service: Id, first: Id, last: Id, payload: Uint8Array, credit?: number): void;
  /** Straight to a node. */
  send(service: Id, to: NodeHandle, payload: Uint8Array, credit?: number, serviceVersion?: number): void;
  /** As `route`, with an answer. `callback` is called exactly once. Retries end to end within `timeoutMs`. */
  request(
    service: Id,
    key: Id,
    payload: Uint8Array,
    options: RequestOptions,
    callback: (response: Response) => void,
  ): void;
  /** As `send`, with an answer. */
  requestNode(
    service: Id,
    to: NodeHandle,
    payload: Uint8Array,
    timeoutMs: number,
    callback: (response: Response) => void,
  ): void;
  /** Answers a message with a `requestId`; `hops` as the message stood. */
  respond(to: NodeHandle, requestId: number, hops: number, payload: Uint8Array): void;
  /** Answers that there will be no answer. */
  refuse(to: NodeHandle, requestId: number): void;

  /** Lets a message go on that `forward` had taken; what is given replaces what the message had. */
  resume(
    message: RoutedMessage,
    change?: { key?: Id; payload?: Uint8Array; next?: NodeHandle; credit?: number; serviceVersion?: number },
  ): void;

  /** `isStrict`: its neighbours have promised not to take it for theirs. False until they have; asking makes it ask them. */
  isRoot(key: Id, isStrict?: boolean): boolean;
  /**
   * Nodes a message for the key may go to next, best first; each makes progress. `safe`: of a slot of the routing table only the node whose
   * id is nearest to one point that this node's own id determines (Castro, Druschel, Ganesh, Rowstron and Wallach, "Secure routing for
   * structured peer-to-peer overlay networks", OSDI 2002, section 4), so that who answers faster gains nothing by it. It chooses among the
   * nodes that this one knows; a table that is filled for it alone, as the paper has, is not kept, and who is known at all depends on delays
   * in part.
   */
  localLookup(key: Id, max: number, safe: boolean): readonly NodeHandle[];
  neighborSet(max: number): readonly NodeHandle[];
  /** In the order in which they would become root, this node included where it belongs. */
  replicaSet(key: Id, maxRank: number): readonly NodeHandle[];
  /** The keys for which `node` is among the `rank` + 1 closest; null when it cannot be told. */
  range(node: NodeHandle, rank: number): KeyRange | null;
  /** The keys of which `node` is the `rank`-root: the range that holds `key`, or the next clockwise from it. */
  rankRange(node: NodeHandle, rank: number, key: Id): RankRange;
  /** Everyone this node knows, for the view that services get: leaf set and routing table. */
  knownNodes(): readonly NodeHandle[];
  /** How many slots of each row of the routing table have somebody. */
  tableFill(): readonly number[];
  /** How many nodes the overlay has, from how densely they lie around this one. */
  estimateNodes(): number;
  /** Called when `knownNodes` or the leaf set has changed; may be called late and once for many changes. */
  onChange(notice: () => void): void;
}
