/**
 * Writes packets as bytes: the kind; the sequence number, in packets that have one; then the other fields,
 * big-endian. Lists and node handles have a variable length, the other fields a fixed one. A payload comes
 * last and unchanged.
 */
import { assert } from "../../base/assert.ts";
import { handleSize, handlesSize, Writer, writeU32 } from "../../base/bytes.ts";
import type { Id } from "../../base/id.ts";
import {
  type DirectPacket,
  type LeafSetReplyPacket,
  type LeafSetRequestPacket,
  MESSAGE_ID_BYTES,
  MODES,
  type MulticastPacket,
  type Packet,
  type ResponsePacket,
  ROWS_STAGES,
  type RoutePacket,
  type RowsPacket,
} from "../packets.ts";
import { ORIGIN_AT, ReceivedRoute } from "../received-route.ts";
import {
  ACK,
  DIRECT,
  FAILURE_NEWS,
  HEARTBEAT,
  LEAF_SET_REPLY,
  LEAF_SET_REQUEST,
  LEASE_REPLY,
  LEASE_REQUEST,
  LEAVE,
  MEASURED,
  MULTICAST,
  PING,
  RESPONSE,
  ROUTE,
  ROW_REQUEST,
  ROWS,
} from "./kinds.ts";

/** Sizes of headers in bytes, without the origin and the payload. */
const ROUTE_HEADER_BYTES = ORIGIN_AT;
const DIRECT_HEADER_BYTES = 1 + 4 + 2 + 32 + 4 + 6;
const RESPONSE_HEADER_BYTES = 1 + 4 + 6 + 1 + 1;

const MULTICAST_HEADER_BYTES = 1 + 4 + 1 + 2 + 32 + MESSAGE_ID_BYTES + 32 + 32;

/** The encoded size in bytes. */
export function packetSize(packet: Packet): number {
  switch (packet.kind) {
    case "route":
      if (packet instanceof ReceivedRoute) return packet.length;
      return ROUTE_HEADER_BYTES + handleSize(packet.origin) + packet.payload.length;
    case "direct":
      return DIRECT_HEADER_BYTES + packet.payload.length;
    case "response":
      return RESPONSE_HEADER_BYTES + packet.payload.length;
    case "leafSetRequest":
      return (
        1 +
        4 +
        4 +
        1 +
        4 * packet.marks.length +
        maybeIdSize(packet.first) +
        maybeIdSize(packet.last) +
        1 +
        4 * packet.failed.length
      );
    case "leafSetReply":
    case "failureNews":
      return 1 + 4 + 4 + handlesSize(packet.members) + 1 + 4 * packet.failed.length;
    case "rows":
      return 1 + 1 + 4 + handlesSize(packet.nodes) + 2 * packet.nodes.length + handlesSize(packet.leaves);
    case "leaseRequest":
      return 1 + 4 + 4 + 32 + 32;
    case "leaseReply":
      return 1 + 4 + 1;
    case "multicast":
      return MULTICAST_HEADER_BYTES + handleSize(packet.origin) + packet.payload.length;
    case "ack":
    case "ping":
    case "heartbeat":
      return 1 + 4;
    case "measured":
      return 1 + 2;
    case "rowRequest":
      return 1 + 1;
    case "leave":
      return 1 + 1 + (packet.instead === null ? 0 : handleSize(packet.instead));
  }
}

export function encodePacket(packet: Packet): Uint8Array {
  const bytes = new Uint8Array(packetSize(packet));
  writePacket(packet, bytes, 0, bytes.length);
  return bytes;
}

/** Writes the packet into `into` at `at`. `size`: its size in bytes, as `packetSize` returns it. */
export function writePacket(packet: Packet, into: Uint8Array, at: number, size: number): void {
  if (packet.kind === "ack") {
    into[at] = ACK;
    writeU32(packet.sequence, into, at + 1);
    return;
  }
  if (packet instanceof ReceivedRoute) {
    packet.writeTo(into, at);
    return;
  }
  const writer = new Writer(into, at);
  write(writer, packet);
  assert(writer.at === at + size, "a packet has the size that packetSize returned");
}

function write(writer: Writer, packet: Packet): Writer {
  switch (packet.kind) {
    case "route":
      return writeRoute(writer, packet);
    case "direct":
      return writeDirect(writer, packet);
    case "response":
      return writeResponse(writer, packet);
    case "leafSetRequest":
      return writeLeafSetRequest(writer, packet);
    case "leafSetReply":
    case "failureNews":
      return writeLeafSetReply(writer, packet);
    case "rows":
      return writeRows(writer, packet);
    case "leaseRequest":
      writer.u8(LEASE_REQUEST).u32(packet.sequence).u32(packet.durationMs);
      return writer.bytes(packet.first.bytes).bytes(packet.last.bytes);
    case "leaseReply":
      writer.u8(LEASE_REPLY).u32(packet.sequence);
      return writer.u8(packet.isGranted ? 1 : 0);
    case "multicast":
      return writeMulticast(writer, packet);
    case "heartbeat":
      return writer.u8(HEARTBEAT).u32(packet.tunedMs);
    case "measured":
      return writer.u8(MEASURED).u16(packet.roundTripMs);
    case "ack":
      return writer.u8(ACK).u32(packet.sequence);
    case "ping":
      return writer.u8(PING).u32(packet.sequence);
    case "rowRequest":
      return writer.u8(ROW_REQUEST).u8(packet.row);
    case "leave":
      writer.u8(LEAVE).u8(packet.instead === null ? 0 : 1);
      return packet.instead === null ? writer : writer.handle(packet.instead);
  }
}

function writeRoute(writer: Writer, packet: RoutePacket): Writer {
  return writer
    .u8(ROUTE)
    .u32(packet.sequence)
    .u8(packet.hops)
    .u8(packet.attempt)
    .u8(MODES.indexOf(packet.mode))
    .u16(packet.credit)
    .bytes(packet.service.bytes)
    .u32(packet.serviceVersion)
    .bytes(packet.key.bytes)
    .bytes(packet.messageId)
    .u48(packet.requestId)
    .handle(packet.origin)
    .bytes(packet.payload);
}

function writeDirect(writer: Writer, packet: DirectPacket): Writer {
  return writer
    .u8(DIRECT)
    .u32(packet.sequence)
    .u16(packet.credit)
    .bytes(packet.service.bytes)
    .u32(packet.serviceVersion)
    .u48(packet.requestId)
    .bytes(packet.payload);
}

function writeResponse(writer: Writer, packet: ResponsePacket): Writer {
  return writer
    .u8(RESPONSE)
    .u32(packet.sequence)
    .u48(packet.requestId)
    .u8(packet.hops)
    .u8(packet.refused ? 1 : 0)
    .bytes(packet.payload);
}

function writeLeafSetRequest(writer: Writer, packet: LeafSetRequestPacket): Writer {
  writer.u8(LEAF_SET_REQUEST).u32(packet.sequence).u32(packet.tunedMs);
  writeMarks(writer, packet.marks);
  writeMaybeId(writer, packet.first);
  writeMaybeId(writer, packet.last);
  return writeMarks(writer, packet.failed);
}

function writeLeafSetReply(writer: Writer, packet: LeafSetReplyPacket): Writer {
  writer
    .u8(packet.kind === "leafSetReply" ? LEAF_SET_REPLY : FAILURE_NEWS)
    .u32(packet.sequence)
    .u32(packet.tunedMs)
    .handles(packet.members);
  return writeMarks(writer, packet.failed);
}

function writeRows(writer: Writer, packet: RowsPacket): Writer {
  writer.u8(ROWS).u8(ROWS_STAGES.indexOf(packet.stage)).u32(packet.ticket).handles(packet.nodes);
  for (const roundTripMs of packet.roundTripsMs) writer.u16(roundTripMs);
  return writer.handles(packet.leaves);
}

function writeMulticast(writer: Writer, packet: MulticastPacket): Writer {
  return writer
    .u8(MULTICAST)
    .u32(packet.sequence)
    .u8(packet.hops)
    .u16(packet.credit)
    .bytes(packet.service.bytes)
    .bytes(packet.messageId)
    .handle(packet.origin)
    .bytes(packet.first.bytes)
    .bytes(packet.last.bytes)
    .bytes(packet.payload);
}

function maybeIdSize(id: Id | null): number {
  return id === null ? 1 : 33;
}

function writeMaybeId(writer: Writer, id: Id | null): void {
  writer.u8(id === null ? 0 : 1);
  if (id !== null) writer.bytes(id.bytes);
}

function writeMarks(writer: Writer, marks: readonly number[]): Writer {
  writer.u8(marks.length);
  for (const mark of marks) writer.u32(mark);
  return writer;
}
