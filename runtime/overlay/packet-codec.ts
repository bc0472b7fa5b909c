/**
 * The overlay's packets as bytes: a kind, the number that the receiver acknowledges where there is one, and fixed fields,
 * big-endian. What is frequent carries its payload last and untouched.
 */

import { CREDIT_MAX } from "./api.ts";
import { handleBytes, handlesBytes, Malformed, Reader, Writer } from "./bytes.ts";
import { ID_DIGITS } from "./id.ts";
import {
  type DirectPacket,
  FAILED_MAX,
  HANDLES_MAX,
  HOPS_MAX,
  type LeafSetPacket,
  MESSAGE_ID_BYTES,
  type Packet,
  type ResponsePacket,
  type RoutePacket,
} from "./packets.ts";

const ROUTE = 1;
const ACK = 2;
const DIRECT = 3;
const RESPONSE = 4;
const LEAF_SET = 5;
const ROWS = 6;
const LEAVE = 7;
const PING = 8;
const ROW_WANTED = 9;

/** Without the origin's address and the payload. */
const ROUTE_HEADER_BYTES = 1 + 4 + 1 + 1 + 2 + 32 + 32 + MESSAGE_ID_BYTES + 6;
const DIRECT_HEADER_BYTES = 1 + 4 + 2 + 32 + 6;
const RESPONSE_HEADER_BYTES = 1 + 4 + 6 + 1 + 1;

/** How many bytes `encodePacket` makes of it. */
export function packetBytes(packet: Packet): number {
  switch (packet.kind) {
    case "route":
      return ROUTE_HEADER_BYTES + handleBytes(packet.origin) + packet.payload.length;
    case "direct":
      return DIRECT_HEADER_BYTES + packet.payload.length;
    case "response":
      return RESPONSE_HEADER_BYTES + packet.payload.length;
    case "leafSet":
      return 1 + 4 + 1 + handlesBytes(packet.members) + 1 + packet.failed.length * 32;
    case "rows":
      return 1 + 1 + handlesBytes(packet.nodes);
    case "ack":
    case "ping":
      return 1 + 4;
    case "rowWanted":
      return 1 + 1;
    case "leave":
      return 1;
  }
}

export function encodePacket(packet: Packet): Uint8Array {
  const writer = new Writer(packetBytes(packet));
  switch (packet.kind) {
    case "route":
      return encodeRoute(writer, packet);
    case "direct":
      return encodeDirect(writer, packet);
    case "response":
      return encodeResponse(writer, packet);
    case "leafSet":
      return encodeLeafSet(writer, packet);
    case "rows":
      return writer
        .u8(ROWS)
        .u8(packet.fromRoot ? 1 : 0)
        .handles(packet.nodes)
        .done();
    case "ack":
      return writer.u8(ACK).u32(packet.sequence).done();
    case "ping":
      return writer.u8(PING).u32(packet.sequence).done();
    case "rowWanted":
      return writer.u8(ROW_WANTED).u8(packet.row).done();
    case "leave":
      return writer.u8(LEAVE).done();
  }
}

function encodeRoute(writer: Writer, packet: RoutePacket): Uint8Array {
  return writer
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

function encodeDirect(writer: Writer, packet: DirectPacket): Uint8Array {
  return writer
    .u8(DIRECT)
    .u32(packet.sequence)
    .u16(packet.credit)
    .bytes(packet.service.bytes)
    .u48(packet.requestId)
    .bytes(packet.payload)
    .done();
}

function encodeResponse(writer: Writer, packet: ResponsePacket): Uint8Array {
  return writer
    .u8(RESPONSE)
    .u32(packet.sequence)
    .u48(packet.requestId)
    .u8(packet.hops)
    .u8(packet.refused ? 1 : 0)
    .bytes(packet.payload)
    .done();
}

function encodeLeafSet(writer: Writer, packet: LeafSetPacket): Uint8Array {
  writer
    .u8(LEAF_SET)
    .u32(packet.sequence)
    .u8(packet.wantsReply ? 1 : 0)
    .handles(packet.members)
    .u8(packet.failed.length);
  for (const id of packet.failed) writer.bytes(id.bytes);
  return writer.done();
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
