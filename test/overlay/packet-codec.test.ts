import fc from "fast-check";
import { expect, test } from "vitest";
import { ID_DIGITS, Id } from "../../runtime/base/id.ts";
import { CREDIT_MAX } from "../../runtime/overlay/api.ts";
import { decodePacket } from "../../runtime/overlay/packet-codec/decode.ts";
import { encodePacket, packetSize } from "../../runtime/overlay/packet-codec/encode.ts";
import {
  FAILED_MAX,
  HANDLES_MAX,
  HOPS_MAX,
  LEASE_MS_MAX,
  MARKS_MAX,
  MESSAGE_ID_BYTES,
  MODES,
  type Packet,
  ROUND_TRIP_UNKNOWN,
  ROWS_STAGES,
} from "../../runtime/overlay/packets.ts";

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const id = bytesOf(32).map((bytes) => new Id(bytes));
const u32 = fc.nat(0xffffffff);
const u48 = fc.nat(2 ** 48 - 1);
const payload = fc.uint8Array({ maxLength: 100 });
const handle = fc.record({ id, address: fc.constantFrom("a:1", "host.example:65535", "[::1]:7") });
const nodes = fc.array(handle, { maxLength: 5 });

const packet: fc.Arbitrary<Packet> = fc.oneof(
  fc.record({
    kind: fc.constant("route" as const),
    sequence: u32,
    hops: fc.nat(HOPS_MAX),
    attempt: fc.nat(255),
    mode: fc.constantFrom(...MODES),
    credit: fc.nat(CREDIT_MAX),
    service: id,
    serviceVersion: fc.nat(2 ** 32 - 1),
    key: id,
    messageId: bytesOf(MESSAGE_ID_BYTES),
    requestId: u48,
    origin: handle,
    payload,
  }),
  fc.record({
    kind: fc.constant("direct" as const),
    sequence: u32,
    credit: fc.nat(CREDIT_MAX),
    service: id,
    serviceVersion: fc.nat(2 ** 32 - 1),
    requestId: u48,
    payload,
  }),
  fc.record({
    kind: fc.constant("response" as const),
    sequence: u32,
    requestId: u48,
    hops: fc.nat(255),
    refused: fc.boolean(),
    payload,
  }),
  fc.record({
    kind: fc.constant("leafSetRequest" as const),
    sequence: u32,
    marks: fc.array(fc.integer(), { maxLength: 40 }),
    first: fc.option(id),
    last: fc.option(id),
    failed: fc.array(fc.integer(), { maxLength: 16 }),
    tunedMs: u32,
  }),
  fc.record({
    kind: fc.constantFrom("leafSetReply" as const, "failureNews" as const),
    sequence: u32,
    members: nodes,
    failed: fc.array(fc.integer(), { maxLength: 16 }),
    tunedMs: u32,
  }),
  nodes.chain((all) =>
    fc.record({
      kind: fc.constant("rows" as const),
      stage: fc.constantFrom(...ROWS_STAGES),
      ticket: fc.nat(0xffffffff),
      nodes: fc.constant(all),
      roundTripsMs: fc.array(fc.nat(ROUND_TRIP_UNKNOWN), { minLength: all.length, maxLength: all.length }),
      leaves: nodes,
    }),
  ),
  fc.record({
    kind: fc.constant("leaseRequest" as const),
    sequence: u32,
    first: id,
    last: id,
    durationMs: fc.nat(LEASE_MS_MAX),
  }),
  fc.record({ kind: fc.constant("leaseReply" as const), sequence: u32, isGranted: fc.boolean() }),
  fc.record({
    kind: fc.constant("multicast" as const),
    sequence: u32,
    hops: fc.nat(HOPS_MAX),
    credit: fc.nat(CREDIT_MAX),
    service: id,
    messageId: bytesOf(MESSAGE_ID_BYTES),
    origin: handle,
    first: id,
    last: id,
    payload,
  }),
  fc.record({ kind: fc.constant("heartbeat" as const), tunedMs: u32 }),
  fc.record({ kind: fc.constant("measured" as const), roundTripMs: fc.nat(ROUND_TRIP_UNKNOWN) }),
  fc.record({ kind: fc.constant("ack" as const), sequence: u32 }),
  fc.record({ kind: fc.constant("ping" as const), sequence: u32 }),
  fc.record({ kind: fc.constant("rowRequest" as const), row: fc.nat(ID_DIGITS - 1) }),
  fc.record({ kind: fc.constant("leave" as const), instead: fc.option(handle) }),
);

/** Ids as text, without their cached fields. */
const plain = (value: Packet | null) =>
  JSON.stringify(value, (_, field) =>
    field instanceof Id
      ? field.hex
      : field instanceof Uint8Array
        ? Buffer.from(field).toString("hex")
        : field,
  );
const fieldsOf = (value: Packet | null) => JSON.parse(plain(value));

test("every packet decodes to the fields that were encoded", () => {
  fc.assert(
    fc.property(packet, (value) => {
      expect(fieldsOf(decodePacket(encodePacket(value)))).toEqual(fieldsOf(value));
    }),
    { seed: 1 },
  );
});

test("a packet of fixed form that is too short or too long is not decoded", () => {
  const fixed = packet.filter(
    ({ kind }) => kind !== "route" && kind !== "direct" && kind !== "response" && kind !== "multicast",
  );
  fc.assert(
    fc.property(fixed, fc.nat(), (value, at) => {
      const bytes = encodePacket(value);
      expect(decodePacket(bytes.subarray(0, at % bytes.length))).toBeNull();
      expect(decodePacket(Uint8Array.of(...bytes, 0))).toBeNull();
    }),
    { seed: 2 },
  );
});

test("a packet with a changed byte decodes within the limits or not at all", () => {
  fc.assert(
    fc.property(packet, fc.nat(), fc.nat(255), (value, at, byte) => {
      const bytes = encodePacket(value).slice();
      bytes[at % bytes.length] = byte;
      const read = decodePacket(bytes);
      if (read === null) return;
      if (read.kind === "leafSetRequest") expect(read.marks.length).toBeLessThanOrEqual(MARKS_MAX);
      if (read.kind === "leafSetRequest" || read.kind === "leafSetReply")
        expect(read.failed.length).toBeLessThanOrEqual(FAILED_MAX);
      if (read.kind === "rows") expect(read.nodes.length).toBeLessThanOrEqual(HANDLES_MAX);
      if (read.kind === "route" || read.kind === "multicast") expect(read.hops).toBeLessThanOrEqual(HOPS_MAX);
    }),
    { numRuns: 1_000, seed: 3 },
  );
});

test("lengths above the limits are refused before their contents are read", () => {
  const rows = encodePacket({
    kind: "rows",
    stage: "route",
    ticket: 1,
    nodes: [],
    roundTripsMs: [],
    leaves: [],
  }).slice();
  new DataView(rows.buffer).setUint16(6, HANDLES_MAX + 1);
  expect(decodePacket(rows)).toBeNull();
  const hops = encodePacket({
    kind: "route",
    sequence: 1,
    hops: HOPS_MAX + 1,
    attempt: 0,
    mode: "tree",
    credit: 0,
    service: Id.hashOf("service"),
    serviceVersion: 0,
    key: Id.hashOf("key"),
    messageId: new Uint8Array(MESSAGE_ID_BYTES),
    requestId: 0,
    origin: { id: Id.hashOf("origin"), address: "a:1" },
    payload: new Uint8Array(0),
  });
  expect(decodePacket(hops)).toBeNull();
  expect(decodePacket(Uint8Array.of(9, ID_DIGITS))).toBeNull();
  expect(decodePacket(new Uint8Array(0))).toBeNull();
});

test("packetBytes is the encoded size", () => {
  fc.assert(
    fc.property(packet, (value) => {
      expect(packetSize(value)).toBe(encodePacket(value).length);
    }),
    { seed: 4 },
  );
});
