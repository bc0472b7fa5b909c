/**
 * The messages between nodes about records. A request is a byte for its kind, then its fields. A reply has no
 * kind: the node that sent the request knows how to read it.
 */
import { ID_BYTES } from "../../../abi/abi.ts";
import { type Reader, Writer } from "../../base/bytes.ts";
import { decodeOrNull } from "../../base/decode.ts";
import { Id } from "../../base/id.ts";
import {
  encodeRecords,
  Malformed,
  NAME_BYTES,
  nameBytes,
  readName,
  readRecord,
  readRecords,
  readValue,
  recordBytes,
  writeName,
  writeRecord,
} from "../codec.ts";
import type { PutOutcome, RecordName, StorageRecord } from "../record.ts";
import { FINGERPRINT_BYTES, HASH_BYTES, PLACE_BYTES } from "../repair/ordered-fingerprints.ts";
import {
  BRANCHING,
  LISTED_MAX,
  type ListedRecord,
  RANGES_MAX,
  type RangeAnswer,
  type RangeQuestion,
} from "../repair/reconcile.ts";

/** Maximum number of records in one batch between nodes. */
export const BATCH_RECORDS_MAX = 512;
/** A batch ends with the record that brings its size to this, in bytes. */
export const BATCH_BYTES_MAX = 65_536;

const PUT = 1;
const GET = 2;
const LIST = 3;
const REPLICATE = 4;
const FETCH = 5;
const FETCH_LIST = 6;
const COMPARE = 7;
const HANDOFF = 9;
const FETCH_MANY = 10;
const FIND_ROOT = 11;
const IS_PENDING = 12;

/** The application id under which nodes send each other these messages. */
export const STORAGE_SERVICE = Id.hashOf("prost-storage-v1");

export type StorageRequest =
  /** To the root node of the key: write this value. */
  | {
      readonly kind: "put";
      readonly name: RecordName;
      readonly value: Uint8Array | null;
      readonly ttlSeconds: number;
      /**
       * The time of the request by the clock of the requesting node, in milliseconds since 1970. No two
       * writes of one node have the same time.
       */
      readonly askedMs: number;
    }
  /**
   * To the node that requested a write: does it still wait for the reply? Sent when later writes arrived
   * first.
   */
  | { readonly kind: "isPending"; readonly askedMs: number }
  /**
   * To the root node of a key: reply with your address. Sent before a write, which then goes to the root node
   * over one link.
   */
  | { readonly kind: "findRoot" }
  /** To the root node of the key: read this record, or all fields of the key. */
  | { readonly kind: "get"; readonly name: RecordName }
  | { readonly kind: "list"; readonly name: Omit<RecordName, "field"> }
  /** To a holder: store these copies, or send your copy. */
  | { readonly kind: "replicate"; readonly records: readonly StorageRecord[] }
  | { readonly kind: "fetch"; readonly name: RecordName }
  | { readonly kind: "fetchList"; readonly name: Omit<RecordName, "field"> }
  /** To a neighbour: compare these ranges with what you store. */
  | { readonly kind: "compare"; readonly ranges: readonly RangeQuestion[] }
  /** To a neighbour: send the records with these hashes. */
  | { readonly kind: "fetchMany"; readonly hashes: readonly string[] }
  /**
   * To the root node of the key, from a node that is no longer a holder: store this record on a majority of
   * the holders.
   */
  | { readonly kind: "handoff"; readonly record: StorageRecord };

export function encodeRequest(request: StorageRequest): Uint8Array {
  switch (request.kind) {
    case "put": {
      const { name, value, ttlSeconds, askedMs } = request;
      const writer = writeName(
        new Writer(1 + nameBytes(name) + 1 + 4 + (value?.length ?? 0) + 4 + 6).u8(PUT),
        name,
      );
      return writer
        .u8(value === null ? 0 : 1)
        .u32(value?.length ?? 0)
        .bytes(value ?? new Uint8Array(0))
        .u32(ttlSeconds)
        .u48(askedMs)
        .done();
    }
    case "isPending":
      return new Writer(7).u8(IS_PENDING).u48(request.askedMs).done();
    case "findRoot":
      return Uint8Array.of(FIND_ROOT);
    case "get":
    case "fetch":
      return writeName(
        new Writer(1 + nameBytes(request.name)).u8(request.kind === "get" ? GET : FETCH),
        request.name,
      ).done();
    case "list":
    case "fetchList": {
      const { kind, scope, key } = request.name;
      const tag = request.kind === "list" ? LIST : FETCH_LIST;
      return new Writer(1 + NAME_BYTES).u8(tag).u8(kind).bytes(scope.bytes).bytes(key.bytes).done();
    }
    case "replicate": {
      const records = encodeRecords(request.records);
      return new Writer(1 + records.length).u8(REPLICATE).bytes(records).done();
    }
    case "compare": {
      const writer = new Writer(2 + request.ranges.length * QUESTION_BYTES_MAX).u8(COMPARE);
      writer.u8(request.ranges.length);
      for (const range of request.ranges) writeQuestion(writer, range);
      return writer.done();
    }
    case "fetchMany": {
      const writer = new Writer(1 + 2 + request.hashes.length * HASH_BYTES)
        .u8(FETCH_MANY)
        .u16(request.hashes.length);
      for (const hash of request.hashes) writer.bytes(Buffer.from(hash, "latin1"));
      return writer.done();
    }
    case "handoff":
      return writeRecord(new Writer(1 + recordBytes(request.record)).u8(HANDOFF), request.record).done();
  }
}

/** Returns null when the bytes are not a request. */
export function decodeRequest(bytes: Uint8Array): StorageRequest | null {
  return decodeOrNull(bytes, (reader) => {
    const kind = reader.u8();
    switch (kind) {
      case PUT: {
        const name = readName(reader);
        const hasValue = reader.u8() === 1;
        const value = readValue(reader);
        return {
          kind: "put",
          name,
          value: hasValue ? value : null,
          ttlSeconds: reader.u32(),
          askedMs: reader.u48(),
        };
      }
      case IS_PENDING:
        return { kind: "isPending", askedMs: reader.u48() };
      case FIND_ROOT:
        return { kind: "findRoot" };
      case GET:
        return { kind: "get", name: readName(reader) };
      case FETCH:
        return { kind: "fetch", name: readName(reader) };
      case LIST:
        return { kind: "list", name: { kind: reader.u8(), scope: reader.id(), key: reader.id() } };
      case FETCH_LIST:
        return { kind: "fetchList", name: { kind: reader.u8(), scope: reader.id(), key: reader.id() } };
      case REPLICATE:
        return { kind: "replicate", records: readRecords(reader, BATCH_RECORDS_MAX) };
      case COMPARE: {
        const count = reader.u8();
        if (count > RANGES_MAX) throw new Malformed("too many ranges");
        return { kind: "compare", ranges: Array.from({ length: count }, () => readQuestion(reader)) };
      }
      case FETCH_MANY: {
        const count = reader.u16();
        if (count > BATCH_RECORDS_MAX) throw new Malformed("too many records");
        return { kind: "fetchMany", hashes: Array.from({ length: count }, () => hashFrom(reader)) };
      }
      case HANDOFF:
        return { kind: "handoff", record: readRecord(reader) };
      default:
        throw new Malformed("unknown kind");
    }
  });
}

/**
 * The root node's reply to `findRoot`, and to a put that other nodes have forwarded: send the put to this
 * node directly.
 */
export const SEND_DIRECTLY: Uint8Array = Uint8Array.of(255);

const REASONS = ["refused", "unavailable", "overloaded"] as const;
const DETAIL_BYTES_MAX = 500;

export function encodePutAnswer(answer: PutOutcome): Uint8Array {
  if (answer.ok) return Uint8Array.of(0, answer.copies);
  const detail = Buffer.from(answer.detail).subarray(0, DETAIL_BYTES_MAX);
  return new Writer(1 + detail.length)
    .u8(1 + REASONS.indexOf(answer.reason))
    .bytes(detail)
    .done();
}

export function decodePutAnswer(bytes: Uint8Array): PutOutcome | null {
  return decodeOrNull(bytes, (reader) => {
    const status = reader.u8();
    if (status === 0) return { ok: true, copies: reader.u8() };
    if (status > REASONS.length) throw new Malformed("unknown status");
    const detail = Buffer.from(reader.rest()).toString("utf8", 0, DETAIL_BYTES_MAX);
    return { ok: false, reason: REASONS[status - 1], detail };
  });
}

/**
 * The records that a root node or a holder found. `from`: the node that stores the records; null when the
 * reply has no such node.
 */
export type FoundAnswer =
  | { readonly ok: true; readonly records: readonly StorageRecord[]; readonly from: Id | null }
  | { readonly ok: false; readonly reason: "unavailable" | "too-big" };

export function encodeFound(answer: FoundAnswer): Uint8Array {
  if (!answer.ok) return Uint8Array.of(answer.reason === "unavailable" ? 1 : 2);
  const records = encodeRecords(answer.records);
  return new Writer(1 + ID_BYTES + records.length)
    .u8(0)
    .bytes(answer.from?.bytes ?? new Uint8Array(ID_BYTES))
    .bytes(records)
    .done();
}

export function decodeFound(bytes: Uint8Array): FoundAnswer | null {
  return decodeOrNull(bytes, (reader) => {
    const status = reader.u8();
    if (status === 0) {
      const from = reader.id();
      return { ok: true, from, records: readRecords(reader, 65_535) };
    }
    if (status > 2) throw new Malformed("unknown status");
    return { ok: false, reason: status === 1 ? "unavailable" : "too-big" };
  });
}

/**
 * The result of a copy at a holder. The index is the code on the wire. `newer`: the holder stores a record
 * that supersedes the copy. `service`, `writer`: the quota of the service or writer is used up at the holder.
 * `full`: the holder stores no further records at all.
 */
const COPY_STATES = ["rejected", "stored", "newer", "full", "service", "writer"] as const;
export type CopyState = (typeof COPY_STATES)[number];

export function encodeCopyStates(states: readonly CopyState[]): Uint8Array {
  return Uint8Array.from(states, (state) => COPY_STATES.indexOf(state));
}

export function decodeCopyStates(bytes: Uint8Array, count: number): readonly CopyState[] | null {
  return bytes.length === count && bytes.every((state) => state < COPY_STATES.length)
    ? Array.from(bytes, (state) => COPY_STATES[state])
    : null;
}

const ENTRY_BYTES = HASH_BYTES + 6 + 4;
const QUESTION_BYTES_MAX = 1 + 2 * (1 + PLACE_BYTES) + FINGERPRINT_BYTES;
/** In place of a boundary's length: the range has no upper end. */
const NO_BOUNDARY = 255;

function writeQuestion(writer: Writer, { kind, from, to, fingerprint }: RangeQuestion): void {
  writer.u8(kind).u8(from.length).bytes(from);
  if (to === null) writer.u8(NO_BOUNDARY);
  else writer.u8(to.length).bytes(to);
  writer.bytes(fingerprint);
}

function readQuestion(reader: Reader): RangeQuestion {
  const kind = reader.u8();
  const from = readBoundary(reader);
  const to = readBoundary(reader);
  if (from === null || (to !== null && Buffer.compare(from, to) >= 0))
    throw new Malformed("a range that ends before it begins");
  return { kind, from, to, fingerprint: reader.bytes(FINGERPRINT_BYTES) };
}

function readBoundary(reader: Reader): Uint8Array | null {
  const length = reader.u8();
  if (length === NO_BOUNDARY) return null;
  if (length > PLACE_BYTES) throw new Malformed("a boundary that is too long");
  return reader.bytes(length);
}

const SAME = 0;
const LISTED = 1;
const SPLIT = 2;

export function encodeCompared(answers: readonly RangeAnswer[]): Uint8Array {
  let bytes = 1;
  for (const answer of answers) bytes += 2 + answerBytes(answer);
  const writer = new Writer(bytes).u8(answers.length);
  for (const answer of answers) {
    switch (answer.kind) {
      case "same":
        writer.u8(SAME);
        break;
      case "list":
        writer.u8(LISTED).u8(answer.entries.length);
        for (const { hash, version, writerTag } of answer.entries)
          writer.bytes(Buffer.from(hash, "latin1")).u48(version).u32(writerTag);
        break;
      case "split":
        writer.u8(SPLIT).u8(answer.boundaries.length);
        for (const boundary of answer.boundaries) writer.u8(boundary.length).bytes(boundary);
        for (const fingerprint of answer.fingerprints) writer.bytes(fingerprint);
        break;
    }
  }
  return writer.done();
}

function answerBytes(answer: RangeAnswer): number {
  if (answer.kind === "same") return 0;
  if (answer.kind === "list") return answer.entries.length * ENTRY_BYTES;
  return answer.boundaries.length * (1 + PLACE_BYTES) + answer.fingerprints.length * FINGERPRINT_BYTES;
}

export function decodeCompared(bytes: Uint8Array): readonly RangeAnswer[] | null {
  return decodeOrNull(bytes, (reader) => {
    const count = reader.u8();
    if (count > RANGES_MAX) throw new Malformed("too many ranges");
    return Array.from({ length: count }, () => readRangeAnswer(reader));
  });
}

function readRangeAnswer(reader: Reader): RangeAnswer {
  const kind = reader.u8();
  if (kind === SAME) return { kind: "same" };
  const count = reader.u8();
  if (kind === LISTED) {
    if (count > LISTED_MAX) throw new Malformed("too many entries");
    return { kind: "list", entries: Array.from({ length: count }, () => readListed(reader)) };
  }
  if (kind !== SPLIT || count >= BRANCHING) throw new Malformed("no such answer");
  const boundaries = Array.from({ length: count }, () => {
    const boundary = readBoundary(reader);
    if (boundary === null) throw new Malformed("a part without an end");
    return boundary;
  });
  return {
    kind: "split",
    boundaries,
    fingerprints: Array.from({ length: count + 1 }, () => reader.bytes(FINGERPRINT_BYTES)),
  };
}

function readListed(reader: Reader): ListedRecord {
  return { hash: hashFrom(reader), version: reader.u48(), writerTag: reader.u32() };
}

function hashFrom(reader: Reader): string {
  return Buffer.from(reader.bytes(HASH_BYTES)).toString("latin1");
}
