import fc from "fast-check";
import { expect, test } from "vitest";
import { CREDIT_MAX } from "../../runtime/overlay/api.ts";
import { ID_DIGITS, Id } from "../../runtime/overlay/id.ts";
import { decodePacket, encodePacket, packetBytes } from "../../runtime/overlay/packet-codec.ts";
import {
  FAILED_MAX,
  HANDLES_MAX,
  HOPS_MAX,
  MESSAGE_ID_BYTES,
  type Packet,
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
    credit: fc.nat(CREDIT_MAX),
    service: id,
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
    kind: fc.constant("leafSet" as const),
    sequence: u32,
    wantsReply: fc.boolean(),
    members: nodes,
    failed: fc.array(id, { maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant("rows" as const), fromRoot: fc.boolean(), nodes }),
  fc.record({ kind: fc.constant("ack" as const), sequence: u32 }),
  fc.record({ kind: fc.constant("ping" as const), sequence: u32 }),
  fc.record({ kind: fc.constant("rowWanted" as const), row: fc.nat(ID_DIGITS - 1) }),
  fc.constant({ kind: "leave" as const }),
);

/** Ids without what they remember of themselves. */
const plain = (value: Packet | null) =>
  JSON.stringify(value, (_, field) =>
    field instanceof Id
      ? field.hex
      : field instanceof Uint8Array
        ? Buffer.from(field).toString("hex")
        : field,
  );
const fieldsOf = (value: Packet | null) => JSON.parse(plain(value));

test("every packet is read as it was written", () => {
  fc.assert(
    fc.property(packet, (value) => {
      expect(fieldsOf(decodePacket(encodePacket(value)))).toEqual(fieldsOf(value));
    }),
    { seed: 1 },
  );
});

test("a packet of fixed form that is cut short or goes on is none", () => {
  const fixed = packet.filter(({ kind }) => kind !== "route" && kind !== "direct" && kind !== "response");
  fc.assert(
    fc.property(fixed, fc.nat(), (value, at) => {
      const bytes = encodePacket(value);
      expect(decodePacket(bytes.subarray(0, at % bytes.length))).toBeNull();
      expect(decodePacket(Uint8Array.of(...bytes, 0))).toBeNull();
    }),
    { seed: 2 },
  );
});

test("what is changed on the way is read within its bounds or not at all", () => {
  fc.assert(
    fc.property(packet, fc.nat(), fc.nat(255), (value, at, byte) => {
      const bytes = encodePacket(value).slice();
      bytes[at % bytes.length] = byte;
      const read = decodePacket(bytes);
      const counts =
        read?.kind === "leafSet"
          ? [read.members.length, read.failed.length]
          : [read?.kind === "rows" ? read.nodes.length : 0, 0];
      expect(counts[0]).toBeLessThanOrEqual(HANDLES_MAX);
      expect(counts[1]).toBeLessThanOrEqual(FAILED_MAX);
    }),
    { numRuns: 1_000, seed: 3 },
  );
});

test("lengths beyond the bounds are refused before anything is read of them", () => {
  const rows = encodePacket({ kind: "rows", fromRoot: false, nodes: [] }).slice();
  new DataView(rows.buffer).setUint16(2, HANDLES_MAX + 1);
  expect(decodePacket(rows)).toBeNull();
  const hops = encodePacket({
    kind: "route",
    sequence: 1,
    hops: HOPS_MAX + 1,
    attempt: 0,
    credit: 0,
    service: Id.hashOf("service"),
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

test("the bytes of a packet are as many as is said before they are made", () => {
  fc.assert(
    fc.property(packet, (value) => {
      expect(packetBytes(value)).toBe(encodePacket(value).length);
    }),
    { seed: 4 },
  );
});
