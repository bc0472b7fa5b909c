/**
 * The overlay's packets. All are a kind, a number that the receiver acknowledges (0: no acknowledgement wanted), and fixed
 * fields, big-endian. What is frequent carries its payload last and untouched.
 */

import { CREDIT_MAX } from "./api.ts";
import { handleBytes, handlesBytes, Malformed, Reader, Writer } from "./bytes.ts";
import type { NodeHandle } from "./environment.ts";
import { ID_DIGITS, type Id } from "./id.ts";

export const MESSAGE_ID_BYTES = 16;
/** Hops after which a message is let fall: a loop. 2 · 64 rows is never reached; see overlay.md B6. */
export const HOPS_MAX = 64;
/** Nodes in one exchange of leaf sets or rows. */
export const HANDLES_MAX = 512;
/** Nodes reported failed in one exchange. */
export const FAILED_MAX = 64;

const ROUTE = 1;
const ACK = 2;
const DIRECT = 3;
const RESPONSE = 4;
const LEAF_SET = 5;
const ROWS = 6;
const LEAVE = 7;
const PING = 8;
const ROW_WANTED = 9;

/** A message on its way to the root of `key`. */
export interface RoutePacket {
  readonly kind: "route";
  readonly sequence: number;
  readonly hops: number;
  /** Which of the origin's attempts this is; tells a second attempt from a retransmission. */
  readonly attempt: number;
  /** How many messages may follow from it; see CREDIT_MAX of api.ts. */
  readonly credit: number;
  readonly service: Id;
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

/** The sender's leaf set, and who it thinks has failed. Also the probe: `wantsReply` asks for the same back. */
export interface LeafSetPacket {
  readonly kind: "leafSet";
  readonly sequence: number;
  readonly wantsReply: boolean;
  readonly members: readonly NodeHandle[];
  readonly failed: readonly Id[];
}

/** To a joining node: nodes for its routing table; from the root of its id, those around it. Also the answer to `rowWanted`. */
export interface RowsPacket {
  readonly kind: "rows";
  readonly fromRoot: boolean;
  readonly nodes: readonly NodeHandle[];
}

export type Packet =
  | RoutePacket
  | DirectPacket
  | ResponsePacket
  | LeafSetPacket
  | RowsPacket
  | { readonly kind: "ack"; readonly sequence: number }
  | { readonly kind: "leave" }
  | { readonly kind: "ping"; readonly sequence: number }
  | { readonly kind: "rowWanted"; readonly row: number };

const ROUTE_HEADER_BYTES = 1 + 4 + 1 + 1 + 2 + 32 + 32 + MESSAGE_ID_BYTES + 6;

export function encodeRoute(packet: RoutePacket): Uint8Array {
  return new Writer(ROUTE_HEADER_BYTES + handleBytes(packet.origin) + packet.payload.length)
    .u8(ROUTE)
    .u32(packet.sequence)
    .u8(packet.hops)
    .u8(packet.attempt)
    .u16(packet.credit)
    .bytes(packet.service.bytes)
    .bytes(packet.key.bytes)
    .bytes(packet.messageId)
    .u48(packet.requestId)
    .handle(packet.origin)
    .bytes(packet.payload)
    .done();
}

export function encodeDirect(packet: DirectPacket): Uint8Array {
  return new Writer(1 + 4 + 2 + 32 + 6 + packet.payload.length)
    .u8(DIRECT)
    .u32(packet.sequence)
    .u16(packet.credit)
    .bytes(packet.service.bytes)
    .u48(packet.requestId)
    .bytes(packet.payload)
    .done();
}

export function encodeResponse(packet: ResponsePacket): Uint8Array {
  return new Writer(1 + 4 + 6 + 1 + 1 + packet.payload.length)
    .u8(RESPONSE)
    .u32(packet.sequence)
    .u48(packet.requestId)
    .u8(packet.hops)
    .u8(packet.refused ? 1 : 0)
    .bytes(packet.payload)
    .done();
}

export function encodeLeafSet(packet: LeafSetPacket): Uint8Array {
  const writer = new Writer(1 + 4 + 1 + handlesBytes(packet.members) + 1 + packet.failed.length * 32)
    .u8(LEAF_SET)
    .u32(packet.sequence)
    .u8(packet.wantsReply ? 1 : 0)
    .handles(packet.members)
    .u8(packet.failed.length);
  for (const id of packet.failed) writer.bytes(id.bytes);
  return writer.done();
}

export function encodeRows(packet: RowsPacket): Uint8Array {
  return new Writer(1 + 1 + handlesBytes(packet.nodes))
    .u8(ROWS)
    .u8(packet.fromRoot ? 1 : 0)
    .handles(packet.nodes)
    .done();
}

export function encodeAck(sequence: number): Uint8Array {
  return new Writer(5).u8(ACK).u32(sequence).done();
}

export function encodePing(sequence: number): Uint8Array {
  return new Writer(5).u8(PING).u32(sequence).done();
}

export function encodeRowWanted(row: number): Uint8Array {
  return Uint8Array.of(ROW_WANTED, row);
}

export function encodeLeave(): Uint8Array {
  return Uint8Array.of(LEAVE);
}

/** Sets, in place, the number a packet is acknowledged by. Only for packets made by `encode…` that carry one. */
export function withSequence(packet: Uint8Array, sequence: number): Uint8Array {
  packet[1] = sequence >>> 24;
  packet[2] = sequence >>> 16;
  packet[3] = sequence >>> 8;
  packet[4] = sequence;
  return packet;
}

/** Null: not a packet of this protocol. Windows on `bytes`, not copies. */
export function decodePacket(bytes: Uint8Array): Packet | null {
  try {
    const reader = new Reader(bytes);
    const packet = decode(reader);
    reader.end();
    return packet;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function decode(reader: Reader): Packet {
  const kind = reader.u8();
  switch (kind) {
    case ROUTE: {
      const sequence = reader.u32();
      const hops = reader.u8();
      if (hops > HOPS_MAX) throw new Malformed("too many hops");
      return {
        kind: "route",
        sequence,
        hops,
        attempt: reader.u8(),
        credit: creditOf(reader),
        service: reader.id(),
        key: reader.id(),
        messageId: reader.bytes(MESSAGE_ID_BYTES),
        requestId: reader.u48(),
        origin: reader.handle(),
        payload: reader.rest(),
      };
    }
    case ACK:
      return { kind: "ack", sequence: reader.u32() };
    case DIRECT:
      return {
        kind: "direct",
        sequence: reader.u32(),
        credit: creditOf(reader),
        service: reader.id(),
        requestId: reader.u48(),
        payload: reader.rest(),
      };
    case RESPONSE:
      return {
        kind: "response",
        sequence: reader.u32(),
        requestId: reader.u48(),
        hops: reader.u8(),
        refused: flag(reader),
        payload: reader.rest(),
      };
    case LEAF_SET: {
      const sequence = reader.u32();
      const wantsReply = flag(reader);
      const members = reader.handles(HANDLES_MAX);
      const failedCount = reader.u8();
      if (failedCount > FAILED_MAX) throw new Malformed("too many failed nodes");
      return {
        kind: "leafSet",
        sequence,
        wantsReply,
        members,
        failed: Array.from({ length: failedCount }, () => reader.id()),
      };
    }
    case ROWS:
      return { kind: "rows", fromRoot: flag(reader), nodes: reader.handles(HANDLES_MAX) };
    case LEAVE:
      return { kind: "leave" };
    case PING:
      return { kind: "ping", sequence: reader.u32() };
    case ROW_WANTED: {
      const row = reader.u8();
      if (row >= ID_DIGITS) throw new Malformed("no such row");
      return { kind: "rowWanted", row };
    }
    default:
      throw new Malformed("unknown kind");
  }
}

/** Nobody starts with more, whatever it says: a node that forges credit gains as much as by sending anew. */
function creditOf(reader: Reader): number {
  return Math.min(reader.u16(), CREDIT_MAX);
}

function flag(reader: Reader): boolean {
  const value = reader.u8();
  if (value > 1) throw new Malformed("a flag of other than 0 or 1");
  return value === 1;
}
