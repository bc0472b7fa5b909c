/** A sample of everything that nodes of different versions send each other, sign, or keep on disk, encoded. */
import { Id } from "../../runtime/base/id.ts";
import { networkIdOf } from "../../runtime/base/identity.ts";
import type { NodeHandle } from "../../runtime/base/node-handle.ts";
import { signDelegation } from "../../runtime/deployment/delegation.ts";
import { makeManifest } from "../../runtime/deployment/manifest.ts";
import { signPublication, solePublisher } from "../../runtime/deployment/publication.ts";
import { signWithdrawal } from "../../runtime/deployment/revocation.ts";
import { rootDocument, signRoot, soleRootId } from "../../runtime/deployment/root.ts";
import { encodePacket } from "../../runtime/overlay/packet-codec/encode.ts";
import type { Packet, PacketKind } from "../../runtime/overlay/packets.ts";
import { storedKeyOf, storedValueOf } from "../../runtime/storage/codec.ts";
import { signValue } from "../../runtime/storage/kinds/signed.ts";
import { withChecksum } from "../../runtime/storage/local/checksum.ts";
import type { StorageRecord } from "../../runtime/storage/record.ts";
import {
  encodeAcceptorAnswer,
  encodeRegisterAnswer,
  encodeRegisterRequest,
  type RegisterRequest,
  slotBytes,
} from "../../runtime/storage/registers/register.ts";
import { FINGERPRINT_BYTES, HASH_BYTES } from "../../runtime/storage/repair/ordered-fingerprints.ts";
import {
  encodeCompared,
  encodeCopyStates,
  encodeFound,
  encodePutAnswer,
  encodeRequest,
  type StorageRequest,
} from "../../runtime/storage/replication/messages.ts";
import { keyPairOf } from "../../runtime/testing/key-pair.ts";
import { joinFrames } from "../../runtime/transport/frames.ts";
import { encodeHello } from "../../runtime/transport/hello.ts";
import { signRecord } from "../../runtime/transport/record.ts";

export type Samples = Readonly<Record<string, Uint8Array>>;

const NOW_MS = 1_700_000_000_000;
const NETWORK = networkIdOf("golden");
const PAIR = keyPairOf(1, "golden");
const SERVICE = Id.hashOf("service");
const KEY = Id.hashOf("key");
const NODE: NodeHandle = { id: Id.hashOf("node"), address: "host.example:7000" };
const OTHER: NodeHandle = { id: Id.hashOf("other"), address: "[::1]:7001" };
const PAYLOAD = Uint8Array.of(1, 2, 3);
const MESSAGE_ID = Uint8Array.from({ length: 16 }, (_, i) => i);

const PACKETS: { readonly [Kind in PacketKind]: Extract<Packet, { readonly kind: Kind }> | Packet } = {
  route: {
    kind: "route",
    sequence: 7,
    hops: 2,
    attempt: 1,
    mode: "strict",
    credit: 1000,
    service: SERVICE,
    serviceVersion: 3,
    key: KEY,
    messageId: MESSAGE_ID,
    requestId: 9,
    origin: NODE,
    payload: PAYLOAD,
  },
  direct: {
    kind: "direct",
    sequence: 7,
    credit: 1000,
    service: SERVICE,
    serviceVersion: 3,
    requestId: 9,
    payload: PAYLOAD,
  },
  response: { kind: "response", sequence: 7, requestId: 9, hops: 2, refused: false, payload: PAYLOAD },
  leafSetRequest: {
    kind: "leafSetRequest",
    sequence: 7,
    marks: [1, -2],
    first: KEY,
    last: null,
    failed: [5],
    tunedMs: 30_000,
  },
  leafSetReply: { kind: "leafSetReply", sequence: 7, members: [NODE, OTHER], failed: [5], tunedMs: 30_000 },
  failureNews: { kind: "failureNews", sequence: 7, members: [NODE], failed: [5], tunedMs: 30_000 },
  rows: { kind: "rows", stage: "root", ticket: 11, nodes: [NODE], roundTripsMs: [40], leaves: [OTHER] },
  leaseRequest: { kind: "leaseRequest", sequence: 7, first: KEY, last: SERVICE, durationMs: 10_000 },
  leaseReply: { kind: "leaseReply", sequence: 7, isGranted: true },
  multicast: {
    kind: "multicast",
    sequence: 7,
    hops: 2,
    credit: 1000,
    service: SERVICE,
    messageId: MESSAGE_ID,
    origin: NODE,
    first: KEY,
    last: SERVICE,
    payload: PAYLOAD,
  },
  ack: { kind: "ack", sequence: 7 },
  heartbeat: { kind: "heartbeat", tunedMs: 30_000 },
  ping: { kind: "ping", sequence: 7 },
  measured: { kind: "measured", roundTripMs: 40 },
  rowRequest: { kind: "rowRequest", row: 2 },
  leave: { kind: "leave", instead: OTHER },
};

const RECORD: StorageRecord = {
  kind: 3,
  scope: SERVICE,
  key: KEY,
  field: Uint8Array.of(102),
  value: PAYLOAD,
  version: NOW_MS,
  writer: NODE.id,
  author: 77,
  expiresMs: NOW_MS + 1000,
};
const HASH = "abcdefghijkl".slice(0, HASH_BYTES);
const RANGE = {
  kind: 3,
  from: Uint8Array.of(1),
  to: null,
  fingerprint: new Uint8Array(FINGERPRINT_BYTES).fill(8),
};

const STORAGE_REQUESTS: { readonly [Kind in StorageRequest["kind"]]: StorageRequest } = {
  put: { kind: "put", name: RECORD, value: PAYLOAD, ttlSeconds: 60, askedMs: NOW_MS },
  isPending: { kind: "isPending", askedMs: NOW_MS },
  findRoot: { kind: "findRoot" },
  get: { kind: "get", name: RECORD },
  list: { kind: "list", name: RECORD },
  replicate: { kind: "replicate", records: [RECORD] },
  fetch: { kind: "fetch", name: RECORD },
  fetchList: { kind: "fetchList", name: RECORD },
  compare: { kind: "compare", ranges: [RANGE] },
  fetchMany: { kind: "fetchMany", hashes: [HASH] },
  handoff: { kind: "handoff", record: RECORD },
};

const REGISTER = { scope: SERVICE, key: KEY };
const BALLOT = { counter: 4, node: NODE.id };
const STATE = {
  version: 5,
  value: PAYLOAD,
  members: [NODE, OTHER],
  previous: [NODE],
  operations: [Uint8Array.from({ length: 8 }, (_, i) => i)],
};
const SLOT = { promised: BALLOT, accepted: { ballot: BALLOT, state: STATE } };

const REGISTER_REQUESTS: { readonly [Kind in RegisterRequest["kind"]]: RegisterRequest } = {
  read: { kind: "read", name: REGISTER },
  set: { kind: "set", name: REGISTER, expected: 5, operation: STATE.operations[0], value: PAYLOAD },
  renew: { kind: "renew", name: REGISTER },
  look: { kind: "look", name: REGISTER },
  prepare: { kind: "prepare", name: REGISTER, ballot: BALLOT, epoch: new Uint8Array(32).fill(6) },
  accept: { kind: "accept", name: REGISTER, ballot: BALLOT, state: STATE },
  mark: { kind: "mark", name: REGISTER, ballot: BALLOT, state: STATE },
};

/** The bytes of a link, between TLS and the packets. */
export function linkSamples(): Samples {
  const record = signRecord(PAIR, NETWORK, {
    sequence: NOW_MS,
    untilMs: NOW_MS + 3_600_000,
    credential: new Uint8Array(0),
    address: NODE.address,
  });
  return { frame: joinFrames([PAYLOAD], PAYLOAD.length), record, hello: encodeHello(NETWORK, record) };
}

export function packetSamples(): Samples {
  return mapped(PACKETS, encodePacket);
}

export function storageSamples(): Samples {
  return {
    ...mapped(STORAGE_REQUESTS, encodeRequest),
    "reply to put": encodePutAnswer({ ok: true, copies: 3 }),
    "reply to put, refused": encodePutAnswer({ ok: false, reason: "refused", detail: "why" }),
    "reply to get": encodeFound({ ok: true, records: [RECORD], from: NODE.id }),
    "reply to replicate": encodeCopyStates(["rejected", "stored", "newer", "full", "service", "writer"]),
    "reply to compare": encodeCompared([
      { kind: "same" },
      { kind: "list", entries: [{ hash: HASH, version: NOW_MS, writerTag: 9 }] },
    ]),
  };
}

export function registerSamples(): Samples {
  return {
    ...mapped(REGISTER_REQUESTS, encodeRegisterRequest),
    "reply of an acceptor": encodeAcceptorAnswer({ ok: true, accepted: SLOT.accepted }),
    "reply to read": encodeRegisterAnswer({ kind: "value", version: 5, value: PAYLOAD }),
  };
}

/** Entries of a node's local store. */
export function storedSamples(): Samples {
  const key = storedKeyOf(RECORD);
  return {
    "key of a record": key,
    record: storedValueOf(RECORD),
    "record with its checksum": withChecksum(key, storedValueOf(RECORD)),
    "slot of a register": slotBytes(SLOT),
  };
}

/** Statements of publishers and of owners of values. */
export function signedSamples(): Samples {
  const rootId = soleRootId(PAIR.publicKey);
  const manifest = makeManifest({
    rootId,
    name: "golden",
    version: 1,
    capabilities: ["message"],
    module: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0),
    createdMs: NOW_MS,
  });
  return {
    root: signRoot([PAIR], NETWORK, rootDocument([PAIR.publicKey])),
    publication: signPublication(PAIR, NETWORK, manifest),
    delegation: signDelegation([PAIR], NETWORK, {
      rootId,
      delegateKey: keyPairOf(1, "delegate").publicKey,
      namePrefix: "golden/tools",
      capabilities: ["message"],
      mayDelegate: false,
      notBeforeMs: NOW_MS,
      expiresMs: NOW_MS + 86_400_000,
      serial: 1,
      limits: null,
      versionsPerDay: 0,
    }),
    revocation: signWithdrawal(solePublisher(PAIR, NETWORK), NETWORK, {
      rootId,
      sequence: 1,
      keys: [],
      codeHashes: ["00".repeat(32)],
      minimumVersions: [{ name: "golden", version: 2 }],
      delegationSerials: [],
      reason: "loses data",
      issuedMs: NOW_MS,
    }),
    "signed value": signValue(PAIR, NETWORK, { scope: SERVICE, field: RECORD.field }, 1, PAYLOAD),
  };
}

function mapped<Value>(
  values: Readonly<Record<string, Value>>,
  encode: (value: Value) => Uint8Array,
): Samples {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encode(value)]));
}
