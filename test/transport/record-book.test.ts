import fc from "fast-check";
import { expect, test } from "vitest";
import { assert } from "../../runtime/base/assert.ts";
import { generateKeyPair, type KeyPair, networkIdOf, nodeIdOf } from "../../runtime/base/identity.ts";
import type { NodeHandle } from "../../runtime/base/node-handle.ts";
import { decodePacket, readPacket } from "../../runtime/overlay/packet-codec/decode.ts";
import { encodePacket } from "../../runtime/overlay/packet-codec/encode.ts";
import type { RoutePacket, RowsPacket } from "../../runtime/overlay/packets.ts";
import { ReceivedRoute } from "../../runtime/overlay/received-route.ts";
import { Transit } from "../../runtime/overlay/transit.ts";
import {
  type Admission,
  findKeyPair,
  issueCredential,
  NO_CREDENTIAL,
} from "../../runtime/transport/admission.ts";
import { parseRecord, RECORD_MS, signRecord } from "../../runtime/transport/record.ts";
import { RecordBook } from "../../runtime/transport/record-book.ts";

const NETWORK = networkIdOf("test");
const START_MS = 1_700_000_000_000;
const HOUR_MS = 3_600_000;

/** The record book of a node, with a clock that the test sets. */
function bookOf(
  options: {
    admission?: Admission;
    credential?: Uint8Array;
    identity?: KeyPair;
    sequenceBefore?: number;
  } = {},
) {
  const clock = { nowMs: START_MS };
  const identity = options.identity ?? generateKeyPair();
  const book = new RecordBook({
    identity,
    networkId: NETWORK,
    address: "10.0.0.1:7000",
    admission: options.admission ?? { kind: "open", workBits: 0 },
    credential: options.credential ?? NO_CREDENTIAL,
    wallClock: () => clock.nowMs,
    sequenceBefore: options.sequenceBefore ?? 0,
  });
  return { book, clock, identity };
}

interface Said {
  readonly address?: string;
  readonly sequence?: number;
  readonly credential?: Uint8Array;
  readonly network?: string;
}

function recordOf(pair: KeyPair, said: Said = {}): Uint8Array {
  const { address = "10.0.0.2:7000", sequence = START_MS, credential = NO_CREDENTIAL } = said;
  const fields = { address, sequence, credential, untilMs: sequence + RECORD_MS };
  return signRecord(pair, networkIdOf(said.network ?? "test"), fields);
}

const NEIGHBOUR: NodeHandle = { id: nodeIdOf(generateKeyPair().publicKey), address: "10.0.0.9:7000" };

/** Whether a book accepts a record from a peer, and the violations recorded for the peer. */
function checked(book: RecordBook, record: Uint8Array, from = NEIGHBOUR) {
  let violations = 0;
  const handle = book.readerFor(from, () => violations++).read(record);
  return { handle, violations };
}

test("a record with a valid signature is accepted from any peer, and passed on unchanged", () => {
  const { book } = bookOf();
  const owner = generateKeyPair();
  const record = recordOf(owner);
  const { handle, violations } = checked(book, record);
  expect(handle).toMatchObject({ id: nodeIdOf(owner.publicKey), address: "10.0.0.2:7000" });
  expect(Buffer.compare(handle?.record?.bytes ?? new Uint8Array(), record)).toBe(0);
  expect(violations).toBe(0);
  // The second read returns the same object: the record is verified once.
  expect(checked(book, record).handle).toBe(handle);
});

test("a record with a changed bit or for another overlay is refused, and counts as a violation of the sender", () => {
  const { book } = bookOf();
  const owner = generateKeyPair();
  const record = recordOf(owner);
  for (let at = 0; at < record.length; at++) {
    const changed = Uint8Array.from(record);
    changed[at] ^= 1 << (at % 8);
    // Each from another peer, since one peer would use up its check budget.
    const from = { id: nodeIdOf(generateKeyPair().publicKey), address: "10.0.0.9:7000" };
    const { handle, violations } = checked(book, changed, from);
    expect([at, handle, violations]).toEqual([at, null, expect.any(Number)]);
    // A record that looks expired is no violation: honest nodes send those as well.
    expect(violations + book.counters.expired).toBeGreaterThan(0);
  }
  expect(checked(book, recordOf(owner, { network: "other" }))).toEqual({ handle: null, violations: 1 });
});

test("random bytes are never a valid record and cause no exception", () => {
  const { book } = bookOf();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      expect(parseRecord(bytes)).toBeNull();
      expect(checked(book, bytes)).toEqual({ handle: null, violations: 1 });
    }),
  );
});

test("the newer of two records of a node counts, in either order of arrival", () => {
  const { book } = bookOf();
  const owner = generateKeyPair();
  const old = recordOf(owner, { address: "10.0.0.2:1", sequence: START_MS });
  const young = recordOf(owner, { address: "10.0.0.2:2", sequence: START_MS + 1 });
  expect(checked(book, old).handle?.address).toBe("10.0.0.2:1");
  expect(checked(book, young).handle?.address).toBe("10.0.0.2:2");
  expect(checked(book, old)).toMatchObject({ handle: { address: "10.0.0.2:2" }, violations: 0 });
});

test("a record is valid until its end, and a record with too long a validity is never valid", () => {
  const { book, clock } = bookOf();
  const owner = generateKeyPair();
  const record = recordOf(owner);
  expect(checked(book, record).handle).not.toBeNull();
  clock.nowMs += RECORD_MS + HOUR_MS;
  expect(checked(book, record)).toEqual({ handle: null, violations: 0 });
  expect(book.counters.expired).toBe(1);
  const fields = { address: "10.0.0.2:1", sequence: clock.nowMs, credential: NO_CREDENTIAL };
  const endless = signRecord(owner, NETWORK, { ...fields, untilMs: clock.nowMs + RECORD_MS + 1 });
  expect(checked(book, endless)).toEqual({ handle: null, violations: 1 });
});

test("a node's own record is renewed with a higher sequence, also when its clock was set back", () => {
  const { book, clock, identity } = bookOf();
  const first = book.own.sequence;
  clock.nowMs -= 24 * HOUR_MS;
  book.renew();
  expect(book.own.sequence).toBeGreaterThan(first);
  const again = bookOf({ identity, sequenceBefore: first + 5 * HOUR_MS });
  expect(again.book.own.sequence).toBeGreaterThan(first + 5 * HOUR_MS);
});

test("a peer can present only its own record in the hello", () => {
  const { book } = bookOf();
  const [neighbour, other] = [generateKeyPair(), generateKeyPair()];
  expect(book.introduce(recordOf(neighbour), neighbour.publicKey)).toMatchObject({ ok: true });
  expect(book.introduce(recordOf(other), neighbour.publicKey)).toEqual({ ok: false, fault: "forged" });
});

test("another node with this node's key is counted as a duplicate identity", () => {
  const { book, identity } = bookOf();
  checked(book, recordOf(identity, { address: "10.0.0.3:7000", sequence: START_MS + HOUR_MS }));
  expect(book.counters.duplicateIdentity).toBe(1);
});

test("the check budget of one peer is bounded, and other peers keep theirs", () => {
  const { book, clock } = bookOf();
  const records = Array.from({ length: 1_100 }, () => recordOf(generateKeyPair()));
  const believed = records.filter((record) => checked(book, record).handle !== null).length;
  expect(believed).toBe(1_000);
  expect(book.counters.unchecked).toBe(100);
  const other = { id: nodeIdOf(generateKeyPair().publicKey), address: "10.0.0.8:7000" };
  expect(checked(book, records[1_099], other).handle).not.toBeNull();
  clock.nowMs += 1_000;
  expect(checked(book, recordOf(generateKeyPair())).handle).not.toBeNull();
});

test("an open overlay admits a key with enough work and no other", () => {
  const { book } = bookOf({ admission: { kind: "open", workBits: 6 } });
  const found = findKeyPair(6);
  expect(checked(book, recordOf(found)).handle).not.toBeNull();
  let lazy = generateKeyPair();
  // One key in 64 has the work by chance.
  while (checked(book, recordOf(lazy)).handle !== null) lazy = generateKeyPair();
  expect(book.introduce(recordOf(lazy), lazy.publicKey)).toEqual({ ok: false, fault: "notAdmitted" });
});

test("with an authority only its credential counts, for that node, that overlay and until its end", () => {
  const [authority, node, unknownAuthority] = [generateKeyPair(), generateKeyPair(), generateKeyPair()];
  const admission: Admission = { kind: "authority", key: authority.publicKey };
  const { book, clock } = bookOf({ admission });
  const until = START_MS + HOUR_MS;
  const good = issueCredential(authority, NETWORK, node.publicKey, until);
  const admits = (credential: Uint8Array, pair = node) =>
    book.introduce(recordOf(pair, { credential, sequence: START_MS + tries++ }), pair.publicKey).ok;
  let tries = 0;
  expect(admits(good)).toBe(true);
  expect(admits(NO_CREDENTIAL)).toBe(false);
  expect(admits(good, unknownAuthority)).toBe(false);
  expect(admits(issueCredential(unknownAuthority, NETWORK, node.publicKey, until))).toBe(false);
  expect(admits(issueCredential(authority, networkIdOf("other"), node.publicKey, until))).toBe(false);
  const longer = Uint8Array.from(good);
  longer[5] ^= 1;
  expect(admits(longer)).toBe(false);
  clock.nowMs = until + 1;
  expect(admits(good)).toBe(false);
});

test("a packet leaves out nodes without a valid record, and a message from an origin without one is no packet", () => {
  const { book } = bookOf();
  const owner = generateKeyPair();
  const proven = checked(book, recordOf(owner)).handle as NodeHandle;
  const victim: NodeHandle = { id: nodeIdOf(generateKeyPair().publicKey), address: "10.6.6.6:666" };
  let violations = 0;
  const records = book.readerFor(NEIGHBOUR, () => violations++);
  const rows: RowsPacket = {
    kind: "rows",
    stage: "reply",
    ticket: 0,
    nodes: [victim, proven],
    roundTripsMs: [1, 2],
    leaves: [victim],
  };
  expect(decodePacket(encodePacket(rows), records)).toMatchObject({
    nodes: [{ address: proven.address }],
    roundTripsMs: [2],
    leaves: [],
  });
  expect(violations).toBe(2);
  const route = (origin: NodeHandle): RoutePacket => ({
    kind: "route",
    sequence: 1,
    hops: 1,
    attempt: 0,
    mode: "tree",
    credit: 1,
    service: victim.id,
    serviceVersion: 0,
    key: victim.id,
    messageId: new Uint8Array(16),
    requestId: 0,
    origin,
    payload: new Uint8Array(3),
  });
  expect(decodePacket(encodePacket(route(victim)), records)).toBeNull();
  expect(decodePacket(encodePacket(route(proven)), records)).toMatchObject({ origin: { id: proven.id } });
});

test("a forwarded message of a known origin carries the record that this node has verified", () => {
  const { book, clock } = bookOf();
  const owner = generateKeyPair();
  const record = recordOf(owner);
  const records = book.readerFor(NEIGHBOUR, () => {});
  const origin = checked(book, record).handle as NodeHandle;
  const sent: RoutePacket = {
    kind: "route",
    sequence: 0xfffffff1,
    hops: 3,
    attempt: 2,
    mode: "strict",
    credit: 17,
    service: nodeIdOf(generateKeyPair().publicKey),
    serviceVersion: 0xf0000001,
    key: nodeIdOf(generateKeyPair().publicKey),
    messageId: new Uint8Array(16).fill(9),
    requestId: 2 ** 47 + 1,
    origin,
    payload: Uint8Array.of(1, 2, 3),
  };
  const bytes = encodePacket(sent);
  const framed = Buffer.concat([new Uint8Array(7), bytes, new Uint8Array(5)]);
  // The last byte of the record's signature.
  framed[7 + bytes.length - 4] ^= 1;
  const packet = readPacket(framed, 7, 7 + bytes.length, records);
  assert(packet instanceof ReceivedRoute, "the packet is a route");
  expect(packet).toMatchObject({ sequence: sent.sequence, hops: 3, attempt: 2, mode: "strict", credit: 17 });
  expect(packet).toMatchObject({ serviceVersion: sent.serviceVersion, requestId: sent.requestId });
  expect([packet.service.hex, packet.key.hex]).toEqual([sent.service.hex, sent.key.hex]);
  expect([...packet.payload, ...packet.messageId]).toEqual([1, 2, 3, ...sent.messageId]);
  const onward = encodePacket(new Transit(packet, NEIGHBOUR).toPacket(5));
  expect(Buffer.compare(onward, encodePacket({ ...sent, sequence: 5, hops: 4 }))).toBe(0);

  const isKnown = () => records.known(record, 0, record.length) === origin;
  expect(isKnown()).toBe(true);
  expect(records.known(record, 0, record.length - 1)).toBeNull();
  const newer = recordOf(owner, { sequence: START_MS + 1 });
  expect(records.known(newer, 0, newer.length)).toBeNull();
  clock.nowMs += 7 * HOUR_MS;
  expect(isKnown()).toBe(false);
});
