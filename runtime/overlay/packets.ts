/** What nodes of the overlay say to one another. `sequence`: a number that the receiver acknowledges; 0: it need not. */

import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";

export const MESSAGE_ID_BYTES = 16;
/** Hops after which a message is let fall: a loop. 2 · 64 rows is never reached; see overlay.md B6. */
export const HOPS_MAX = 64;
/** Nodes in one answer. */
export const HANDLES_MAX = 512;
/** Members of a leaf set as marks. */
export const MARKS_MAX = 128;
/** Nodes reported failed in one packet. */
export const FAILED_MAX = 16;
/** A round trip that is not known, or longer than can be said, in milliseconds. */
export const ROUND_TRIP_UNKNOWN = 0xffff;
/** How long a lease may be asked for, in milliseconds. */
export const LEASE_MS_MAX = 60_000;

/**
 * How a message may travel. `tree`: by leaf set and table only, so that the ways of messages for one key meet. `shortcut`: by any node
 * that is known, for the fewest hops. `strict`: delivered only by a root that holds leases from its neighbours. 3 is kept for
 * `secure` (overlay.md B3).
 */
export type Mode = "tree" | "shortcut" | "strict";
export const MODES: readonly Mode[] = ["tree", "shortcut", "strict"];

/** A message on its way to the root of `key`. */
export interface RoutePacket {
  readonly kind: "route";
  readonly sequence: number;
  readonly hops: number;
  /** Which of the origin's attempts this is; tells a second attempt from a retransmission. */
  readonly attempt: number;
  readonly mode: Mode;
  /** How many messages may follow from it; see CREDIT_MAX of api.ts. */
  readonly credit: number;
  readonly service: Id;
  /** Of the service that sent it: 32 bits; 0: an application did, or it is not known. */
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
 * Asks a node what it knows of the sender's leaf set that the sender does not, and says that the sender is there. The members are
 * named by marks, so that the packet is small; see `markOf`.
 */
export interface LeafSetRequestPacket {
  readonly kind: "leafSetRequest";
  readonly sequence: number;
  /** Of the members the sender has, and of those it is asking. */
  readonly marks: readonly number[];
  /** The farthest on either side; null where it has room for any. */
  readonly first: Id | null;
  readonly last: Id | null;
  /** Marks of those given up lately. */
  readonly failed: readonly number[];
  /** What the sender's liveness probes are tuned to; see tuning.ts. */
  readonly tunedMs: number;
}

/** The answer (`sequence` is that of the question; 0: it had none), or news that nobody asked for. */
export interface LeafSetReplyPacket {
  readonly kind: "leafSetReply" | "failureNews";
  readonly sequence: number;
  /** Nodes that the receiver may lack. */
  readonly members: readonly NodeHandle[];
  readonly failed: readonly number[];
  readonly tunedMs: number;
}

/** Nodes for a routing table: on the way of a joining node to the root of its id, from that root, or as answer to `rowRequest`. */
export interface RowsPacket {
  readonly kind: "rows";
  readonly stage: RowsStage;
  /** `ticketOf` the question of a joining node, which others cannot know; 0 in an answer to `rowRequest`. */
  readonly ticket: number;
  readonly nodes: readonly NodeHandle[];
  /** From the sender to each of them, in whole milliseconds; ROUND_TRIP_UNKNOWN where it has not measured. */
  readonly roundTripsMs: readonly number[];
  /** Those around the receiver's id; only from the root. */
  readonly leaves: readonly NodeHandle[];
}

export type RowsStage = "route" | "root" | "reply";
export const ROWS_STAGES: readonly RowsStage[] = ["route", "root", "reply"];

/** Asks a neighbour not to deliver for these keys in strict mode, for so long from when it says yes. */
export interface LeaseRequestPacket {
  readonly kind: "leaseRequest";
  readonly sequence: number;
  readonly first: Id;
  readonly last: Id;
  readonly durationMs: number;
}

/** To the nodes of a range of keys, each of which hands on what is not its own part. */
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

/** Those that the receiver acknowledges by their number. */
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
  /** To the neighbour on the left: this node is there. */
  | { readonly kind: "heartbeat"; readonly tunedMs: number }
  /** Wants an acknowledgement, as a sign of life or to measure the round trip. */
  | { readonly kind: "ping"; readonly sequence: number }
  /** What the sender measured as round trip to the receiver, which need not measure then. */
  | { readonly kind: "measured"; readonly roundTripMs: number }
  | { readonly kind: "rowRequest"; readonly row: number }
  | { readonly kind: "leaseReply"; readonly sequence: number; readonly isGranted: boolean }
  /** The sender goes; `instead` takes a place in the receiver's leaf set. */
  | { readonly kind: "leave"; readonly instead: NodeHandle | null };

export type PacketKind = Packet["kind"];

/** Of the message with which a node asks its way in. */
export function ticketOf(messageId: Uint8Array): number {
  return new DataView(messageId.buffer, messageId.byteOffset).getUint32(0);
}

/** 32 bits of an id that tell the members of one leaf set apart, as a signed number: the last, since ids of neighbours begin alike. */
export function markOf({ tail }: Id): number {
  return tail;
}
