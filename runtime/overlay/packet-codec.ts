/**
 * The overlay's packets as bytes: a kind, the number that the receiver acknowledges where there is one, and fixed fields,
 * big-endian. What is frequent carries its payload last and untouched.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import { assert } from "../base/assert.ts";
import {
  handleBytes,
  handlesBytes,
  Malformed,
  RECORD,
  Reader,
  type RecordReader,
  u16At,
  u32At,
  u48At,
  Writer,
  writeU32,
} from "../base/bytes.ts";
import { ID_DIGITS, Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import { CREDIT_MAX } from "./api.ts";
import {
  type DirectPacket,
  FAILED_MAX,
  HANDLES_MAX,
  HOPS_MAX,
  LEASE_MS_MAX,
  type LeafSetReplyPacket,
  type LeafSetRequestPacket,
  MARKS_MAX,
  MESSAGE_ID_BYTES,
  MODES,
  type MulticastPacket,
  type Packet,
  type ResponsePacket,
  ROWS_STAGES,
  type RoutePacket,
  type RowsPacket,
} from "./packets.ts";
import {
  ATTEMPT_AT,
  CREDIT_AT,
  HOPS_AT,
  KEY_AT,
  MODE_AT,
  ORIGIN_AT,
  RECORD_AT,
  REQUEST_ID_AT,
  ReceivedRoute,
  SEQUENCE_AT,
  SERVICE_AT,
  SERVICE_VERSION_AT,
} from "./received-route.ts";

const ROUTE = 1;
const ACK = 2;
const DIRECT = 3;
const RESPONSE = 4;
const LEAF_SET_REQUEST = 5;
const ROWS = 6;
const LEAVE = 7;
const PING = 8;
const ROW_REQUEST = 9;
const LEAF_SET_REPLY = 10;
const HEARTBEAT = 11;
const MEASURED = 12;
const LEASE_REQUEST = 13;
const LEASE_REPLY = 14;
const MULTICAST = 15;
const FAILURE_NEWS = 16;

/** Without the origin and the payload. */
const ROUTE_HEADER_BYTES = ORIGIN_AT;
const DIRECT_HEADER_BYTES = 1 + 4 + 2 + 32 + 4 + 6;
const RESPONSE_HEADER_BYTES = 1 + 4 + 6 + 1 + 1;

const MULTICAST_HEADER_BYTES = 1 + 4 + 1 + 2 + 32 + MESSAGE_ID_BYTES + 32 + 32;

/** How many bytes `encodePacket` makes of it. */
export function packetBytes(packet: Packet): number {
  switch (packet.kind) {
    case "route":
      if (packet instanceof ReceivedRoute) return packet.length;
      return ROUTE_HEADER_BYTES + handleBytes(packet.origin) + packet.payload.length;
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
        maybeId(packet.first) +
        maybeId(packet.last) +
        1 +
        4 * packet.failed.length
      );
    case "leafSetReply":
    case "failureNews":
      return 1 + 4 + 4 + handlesBytes(packet.members) + 1 + 4 * packet.failed.length;
    case "rows":
      return 1 + 1 + 4 + handlesBytes(packet.nodes) + 2 * packet.nodes.length + handlesBytes(packet.leaves);
    case "leaseRequest":
      return 1 + 4 + 4 + 32 + 32;
    case "leaseReply":
      return 1 + 4 + 1;
    case "multicast":
      return MULTICAST_HEADER_BYTES + handleBytes(packet.origin) + packet.payload.length;
    case "ack":
    case "ping":
    case "heartbeat":
      return 1 + 4;
    case "measured":
      return 1 + 2;
    case "rowRequest":
      return 1 + 1;
    case "leave":
      return 1 + 1 + (packet.instead === null ? 0 : handleBytes(packet.instead));
  }
}

export function encodePacket(packet: Packet): Uint8Array {
  const bytes = new Uint8Array(packetBytes(packet));
  writePacket(packet, bytes, 0, bytes.length);
  return bytes;
}

/** Writes it into `into` from `at` on; `bytes`: what `packetBytes` says of it. */
export function writePacket(packet: Packet, into: Uint8Array, at: number, bytes: number): void {
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
  assert(writer.at === at + bytes, "as much is written as was announced");
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

function maybeId(id: Id | null): number {
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

/**
 * Null: not a packet of this protocol, or from an origin that is not to be believed. Windows on `bytes`, not copies. Nodes that it
 * names and `records` does not believe in are left out. Without `records` all are believed.
 */
export function decodePacket(bytes: Uint8Array, records?: RecordReader): Packet | null {
  return readPacket(bytes, 0, bytes.length, records);
}

/** As `decodePacket`, of what lies in `bytes` from `start` up to `end`. */
export function readPacket(
  bytes: Uint8Array,
  start: number,
  end: number,
  records?: RecordReader,
): Packet | null {
  if (end - start === 5 && bytes[start] === ACK) return { kind: "ack", sequence: u32At(bytes, start + 1) };
  const passing = records === undefined ? null : readReceived(bytes, start, end, records);
  if (passing !== null) return passing;
  try {
    const reader = new Reader(bytes, start, records, end);
    const packet = decode(reader);
    reader.end();
    return packet;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** A message whose origin is known, so that it may go on as it is; null: it is none, or has to be looked at more closely. */
function readReceived(
  bytes: Uint8Array,
  start: number,
  end: number,
  records: RecordReader,
): ReceivedRoute | null {
  const recordStart = start + RECORD_AT;
  if (recordStart > end || bytes[start] !== ROUTE || bytes[start + ORIGIN_AT] !== RECORD) return null;
  const hops = bytes[start + HOPS_AT];
  const mode = MODES[bytes[start + MODE_AT]];
  const credit = u16At(bytes, start + CREDIT_AT);
  if (hops > HOPS_MAX || mode === undefined || credit > CREDIT_MAX) return null;
  const recordEnd = recordStart + u16At(bytes, start + ORIGIN_AT + 1);
  const origin = recordEnd > end ? null : records.known(bytes, recordStart, recordEnd);
  if (origin === null) return null;
  return new ReceivedRoute(
    u32At(bytes, start + SEQUENCE_AT),
    hops,
    bytes[start + ATTEMPT_AT],
    mode,
    credit,
    serviceAt(bytes, start + SERVICE_AT),
    u32At(bytes, start + SERVICE_VERSION_AT),
    new Id(bytes, start + KEY_AT),
    u48At(bytes, start + REQUEST_ID_AT),
    origin,
    bytes,
    start,
    end,
  );
}

/** Ids of services that came last, by a few of their bits: most messages are of few services, whose ids are wanted as text. */
const services = new Array<Id | null>(256).fill(null);

function serviceAt(bytes: Uint8Array, at: number): Id {
  const known = services[bytes[at]];
  if (known?.isAt(bytes, at) === true) return known;
  const service = new Id(bytes.slice(at, at + ID_BYTES));
  services[bytes[at]] = service;
  return service;
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
        mode: pick(MODES, reader),
        credit: creditOf(reader),
        service: reader.id(),
        serviceVersion: reader.u32(),
        key: reader.id(),
        messageId: reader.bytes(MESSAGE_ID_BYTES),
        requestId: reader.u48(),
        origin: origin(reader),
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
        serviceVersion: reader.u32(),
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
    case LEAF_SET_REQUEST: {
      const sequence = reader.u32();
      const tunedMs = reader.u32();
      const marks = readMarks(reader, MARKS_MAX);
      const [first, last] = [readMaybeId(reader), readMaybeId(reader)];
      return {
        kind: "leafSetRequest",
        sequence,
        marks,
        first,
        last,
        failed: readMarks(reader, FAILED_MAX),
        tunedMs,
      };
    }
    case LEAF_SET_REPLY:
    case FAILURE_NEWS: {
      const sequence = reader.u32();
      const tunedMs = reader.u32();
      const members = believed(reader.handles(HANDLES_MAX));
      const what = kind === LEAF_SET_REPLY ? "leafSetReply" : "failureNews";
      return { kind: what, sequence, members, failed: readMarks(reader, FAILED_MAX), tunedMs };
    }
    case ROWS: {
      const stage = pick(ROWS_STAGES, reader);
      const ticket = reader.u32();
      const named = reader.handles(HANDLES_MAX);
      const roundTripsMs = named.map(() => reader.u16()).filter((_, at) => named[at] !== null);
      const leaves = believed(reader.handles(HANDLES_MAX));
      return { kind: "rows", stage, ticket, nodes: believed(named), roundTripsMs, leaves };
    }
    case LEASE_REQUEST: {
      const sequence = reader.u32();
      const durationMs = reader.u32();
      if (durationMs > LEASE_MS_MAX) throw new Malformed("too long a lease");
      return { kind: "leaseRequest", sequence, durationMs, first: reader.id(), last: reader.id() };
    }
    case LEASE_REPLY:
      return { kind: "leaseReply", sequence: reader.u32(), isGranted: flag(reader) };
    case MULTICAST: {
      const sequence = reader.u32();
      const hops = reader.u8();
      if (hops > HOPS_MAX) throw new Malformed("too many hops");
      return {
        kind: "multicast",
        sequence,
        hops,
        credit: creditOf(reader),
        service: reader.id(),
        messageId: reader.bytes(MESSAGE_ID_BYTES),
        origin: origin(reader),
        first: reader.id(),
        last: reader.id(),
        payload: reader.rest(),
      };
    }
    case LEAVE:
      return { kind: "leave", instead: flag(reader) ? reader.handle() : null };
    case PING:
      return { kind: "ping", sequence: reader.u32() };
    case HEARTBEAT:
      return { kind: "heartbeat", tunedMs: reader.u32() };
    case MEASURED:
      return { kind: "measured", roundTripMs: reader.u16() };
    case ROW_REQUEST: {
      const row = reader.u8();
      if (row >= ID_DIGITS) throw new Malformed("no such row");
      return { kind: "rowRequest", row };
    }
    default:
      throw new Malformed("unknown kind");
  }
}

/** Nobody starts with more, whatever it says: a node that forges credit gains as much as by sending anew. */
function creditOf(reader: Reader): number {
  return Math.min(reader.u16(), CREDIT_MAX);
}

function origin(reader: Reader): NodeHandle {
  const node = reader.handle();
  if (node === null) throw new Malformed("an origin that is not to be believed");
  return node;
}

function believed(nodes: readonly (NodeHandle | null)[]): readonly NodeHandle[] {
  return nodes.filter((node) => node !== null);
}

function readMaybeId(reader: Reader): Id | null {
  return flag(reader) ? reader.id() : null;
}

function readMarks(reader: Reader, max: number): readonly number[] {
  const count = reader.u8();
  if (count > max) throw new Malformed("too many marks");
  return Array.from({ length: count }, () => reader.u32() | 0);
}

function pick<Word>(words: readonly Word[], reader: Reader): Word {
  const word = words[reader.u8()];
  if (word === undefined) throw new Malformed("no such word");
  return word;
}

function flag(reader: Reader): boolean {
  const value = reader.u8();
  if (value > 1) throw new Malformed("a flag of other than 0 or 1");
  return value === 1;
}
