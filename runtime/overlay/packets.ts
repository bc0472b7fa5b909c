/**
 * The packets that nodes of the overlay exchange. `sequence` is the number that the receiver acknowledges; it
 * is 0 when no acknowledgement is expected.
 */

import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";

export const MESSAGE_ID_BYTES = 16;
/** A message with this number of hops is dropped: it is in a loop, since a route has about log16 N hops. */
export const HOPS_MAX = 64;
/** Maximum number of nodes in one list of a packet. */
export const HANDLES_MAX = 512;
/** Maximum number of marks of leaf set members in one packet. */
export const MARKS_MAX = 128;
/** Maximum number of nodes reported failed in one packet. */
export const FAILED_MAX = 16;
/** The value of a round trip that is unknown or at least this long, in milliseconds. */
export const ROUND_TRIP_UNKNOWN = 0xffff;
/** The longest lease that can be requested, in milliseconds. */
export const LEASE_MS_MAX = 60_000;

/**
 * How a message may be routed. `tree`: by leaf set and table only, so that routes to one key meet.
 * `shortcut`: by any known node, for the fewest hops. `strict`: as `tree`, but delivered only by a root that
 * holds leases from its neighbours. The wire value 3 is reserved for `secure`.
 */
export type Mode = "tree" | "shortcut" | "strict";
export const MODES: readonly Mode[] = ["tree", "shortcut", "strict"];

/** A message that is routed to the root of `key`. */
export interface RoutePacket {
  readonly kind: "route";
  readonly sequence: number;
  readonly hops: number;
  /** The number of the origin's attempt, from 0. It tells a second attempt from a retransmission. */
  readonly attempt: number;
  readonly mode: Mode;
  /** How many messages may follow from this one; see CREDIT_MAX in api.ts. */
  readonly credit: number;
  readonly service: Id;
  /** The version of the sending service, 32 bits. 0: an application sent it, or the version is not known. */
  readonly serviceVersion: number;
  readonly key: Id;
  readonly messageId: Uint8Array;
  readonly requestId: number;
  readonly origin: NodeHandle;
  readonly payload: Uint8Array;
}

export interface DirectPacket {
  readonly kind: "direct";
  readonly sequence: number;
  readonly credit: number;
  readonly service: Id;
  readonly serviceVersion: number;
  readonly requestId: number;
  readonly payload: Uint8Array;
}

export interface ResponsePacket {
  readonly kind: "response";
  readonly sequence: number;
  readonly requestId: number;
  readonly hops: number;
  readonly refused: boolean;
  readonly payload: Uint8Array;
}

/**
 * Requests the nodes that belong to the sender's leaf set and are missing there. It also shows that the
 * sender is alive. The members are named by marks, so that the packet is small; see `markOf`.
 */
export interface LeafSetRequestPacket {
  readonly kind: "leafSetRequest";
  readonly sequence: number;
  /** Marks of the sender's members, and of nodes to which it has an open request. */
  readonly marks: readonly number[];
  /** The farthest member on each side; null where that side is not full. */
  readonly first: Id | null;
  readonly last: Id | null;
  /** Marks of nodes that the sender has lately declared failed. */
  readonly failed: readonly number[];
  /** The probe period of the sender, in milliseconds; see tuning.ts. */
  readonly tunedMs: number;
}

/** The reply, with the `sequence` of the request; or failure news, which no node has requested. */
export interface LeafSetReplyPacket {
  readonly kind: "leafSetReply" | "failureNews";
  readonly sequence: number;
  /** Nodes that the receiver may not know. */
  readonly members: readonly NodeHandle[];
  readonly failed: readonly number[];
  readonly tunedMs: number;
}

/**
 * Nodes for a routing table: from a node on the route of a join message, from its root, or as reply to
 * `rowRequest`.
 */
export interface RowsPacket {
  readonly kind: "rows";
  readonly stage: RowsStage;
  /** `ticketOf` the join message, which other nodes cannot know; 0 in a reply to `rowRequest`. */
  readonly ticket: number;
  readonly nodes: readonly NodeHandle[];
  /** From the sender to each of the nodes, in whole milliseconds; ROUND_TRIP_UNKNOWN where not measured. */
  readonly roundTripsMs: readonly number[];
  /** The nodes around the receiver's id; only from the root. */
  readonly leaves: readonly NodeHandle[];
}

export type RowsStage = "route" | "root" | "reply";
export const ROWS_STAGES: readonly RowsStage[] = ["route", "root", "reply"];

/**
 * Requests a promise from an adjacent node not to deliver strict messages for these keys. The promise lasts
 * `durationMs` from the time when the node grants it.
 */
export interface LeaseRequestPacket {
  readonly kind: "leaseRequest";
  readonly sequence: number;
  readonly first: Id;
  readonly last: Id;
  readonly durationMs: number;
}

/** To the nodes of a key range. Each forwards the parts of the range that are not its own. */
export interface MulticastPacket {
  readonly kind: "multicast";
  readonly sequence: number;
  readonly hops: number;
  readonly credit: number;
  readonly service: Id;
  readonly messageId: Uint8Array;
  readonly origin: NodeHandle;
  readonly first: Id;
  readonly last: Id;
  readonly payload: Uint8Array;
}

/** Packets that the receiver acknowledges by their number. */
export type NumberedPacket = Extract<Packet, { readonly sequence: number }>;

export type Packet =
  | RoutePacket
  | DirectPacket
  | ResponsePacket
  | LeafSetRequestPacket
  | LeafSetReplyPacket
  | RowsPacket
  | LeaseRequestPacket
  | MulticastPacket
  | { readonly kind: "ack"; readonly sequence: number }
  /** To the left neighbour: this node is alive. */
  | { readonly kind: "heartbeat"; readonly tunedMs: number }
  /** Expects an acknowledgement, to show that the receiver is alive or to measure the round trip. */
  | { readonly kind: "ping"; readonly sequence: number }
  /** The round trip that the sender measured to the receiver, which then need not measure it. */
  | { readonly kind: "measured"; readonly roundTripMs: number }
  | { readonly kind: "rowRequest"; readonly row: number }
  | { readonly kind: "leaseReply"; readonly sequence: number; readonly isGranted: boolean }
  /** The sender leaves; `instead` takes its place in the receiver's leaf set. */
  | { readonly kind: "leave"; readonly instead: NodeHandle | null };

export type PacketKind = Packet["kind"];

/** The ticket of a join message: 32 bits of its random id. */
export function ticketOf(messageId: Uint8Array): number {
  return new DataView(messageId.buffer, messageId.byteOffset).getUint32(0);
}

/**
 * 32 bits of an id that tell the members of one leaf set apart, as a signed number: the last bits, since the
 * ids of members have equal first bits.
 */
export function markOf({ tail }: Id): number {
  return tail;
}
