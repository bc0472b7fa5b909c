/**
 * Reads packets from bytes, strictly: a packet with a wrong length, a flag other than 0 or 1, or a value
 * above its limit is refused. Only credit above its limit is lowered instead. encode.ts has the format.
 */
import { ID_BYTES } from "../../../abi/abi.ts";
import {
  Malformed,
  RECORD,
  Reader,
  type RecordReader,
  u16At,
  u32At,
  u48At,
  viewOf,
} from "../../base/bytes.ts";
import { ID_DIGITS, Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import { CREDIT_MAX } from "../api.ts";
import {
  FAILED_MAX,
  HANDLES_MAX,
  HOPS_MAX,
  LEASE_MS_MAX,
  MARKS_MAX,
  MESSAGE_ID_BYTES,
  MODES,
  type Packet,
  ROWS_STAGES,
} from "../packets.ts";
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
} from "../received-route.ts";
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

/**
 * Null when the bytes are no packet of this protocol, or when `records` does not accept the record of its
 * origin. Byte fields are views of `bytes`, not copies. Other nodes without an accepted record are left out.
 * Without `records` all are accepted.
 */
export function decodePacket(bytes: Uint8Array, records?: RecordReader): Packet | null {
  return readPacket(bytes, 0, bytes.length, records);
}

/** As `decodePacket`, for a packet that lies in `bytes` from `start` up to `end`. */
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

/**
 * A message with a known origin, so that its bytes can be forwarded unchanged. Null for another packet, and
 * for a message that must be decoded in full.
 */
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

/**
 * The latest service ids by their first byte. Most messages are of few services, and an id caches its text
 * form.
 */
const services = new Array<Id | null>(256).fill(null);

function serviceAt(bytes: Uint8Array, at: number): Id {
  const known = services[bytes[at]];
  if (known?.isAt(bytes, at) === true) return known;
  const service = new Id(Uint8Array.from(viewOf(bytes, at, ID_BYTES)));
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
      const members = accepted(reader.handles(HANDLES_MAX));
      const name = kind === LEAF_SET_REPLY ? "leafSetReply" : "failureNews";
      return { kind: name, sequence, members, failed: readMarks(reader, FAILED_MAX), tunedMs };
    }
    case ROWS: {
      const stage = pick(ROWS_STAGES, reader);
      const ticket = reader.u32();
      const named = reader.handles(HANDLES_MAX);
      const roundTripsMs = named.map(() => reader.u16()).filter((_, at) => named[at] !== null);
      const leaves = accepted(reader.handles(HANDLES_MAX));
      return { kind: "rows", stage, ticket, nodes: accepted(named), roundTripsMs, leaves };
    }
    case LEASE_REQUEST: {
      const sequence = reader.u32();
      const durationMs = reader.u32();
      if (durationMs > LEASE_MS_MAX) throw new Malformed("the lease is too long");
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
      if (row >= ID_DIGITS) throw new Malformed("the row does not exist");
      return { kind: "rowRequest", row };
    }
    default:
      throw new Malformed("unknown kind");
  }
}

/**
 * At most CREDIT_MAX, whatever the packet says: a node that forges credit gains no more than by sending new
 * messages.
 */
function creditOf(reader: Reader): number {
  return Math.min(reader.u16(), CREDIT_MAX);
}

function origin(reader: Reader): NodeHandle {
  const node = reader.handle();
  if (node === null) throw new Malformed("the record of the origin is not accepted");
  return node;
}

function accepted(nodes: readonly (NodeHandle | null)[]): readonly NodeHandle[] {
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

function pick<Value>(values: readonly Value[], reader: Reader): Value {
  const value = values[reader.u8()];
  if (value === undefined) throw new Malformed("the value is not defined");
  return value;
}

function flag(reader: Reader): boolean {
  const value = reader.u8();
  if (value > 1) throw new Malformed("a flag is neither 0 nor 1");
  return value === 1;
}
