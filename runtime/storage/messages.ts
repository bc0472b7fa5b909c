/** What nodes ask each other about records. A request is a kind and its fields; an answer is read by who asked. */
import { ID_BYTES } from "../../abi/abi.ts";
import { Reader, Writer } from "../overlay/bytes.ts";
import type { Id } from "../overlay/id.ts";
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
} from "./codec.ts";
import { HASH_BYTES } from "./holder.ts";
import type { PutOutcome, RecordName, StorageRecord } from "./record.ts";
import { SPANS_MAX, type Span } from "./spans.ts";

/** Records in one batch between nodes. */
export const BATCH_RECORDS_MAX = 512;
/** Their bytes, as a record more is not begun beyond it. */
export const BATCH_BYTES_MAX = 65_536;
/** Versions in one summary. */
export const SUMMARY_ENTRIES_MAX = 2_000;

const PUT = 1;
const GET = 2;
const LIST = 3;
const REPLICATE = 4;
const FETCH = 5;
const FETCH_LIST = 6;
const DIGEST = 7;
const SUMMARIZE = 8;
const HAND_OVER = 9;
const FETCH_MANY = 10;

export interface SummaryEntry {
  /** Of the stored key, in latin1. */
  readonly hash: string;
  readonly version: number;
  readonly writerTag: number;
}

export type StorageRequest =
  /** To the root: store this. */
  | {
      readonly kind: "put";
      readonly name: RecordName;
      readonly value: Uint8Array | null;
      readonly ttlSeconds: number;
    }
  /** To the root: what is the record? what are all fields of the key? */
  | { readonly kind: "get"; readonly name: RecordName }
  | { readonly kind: "list"; readonly name: Omit<RecordName, "field"> }
  /** To a node: keep these; what do you hold of this? */
  | { readonly kind: "replicate"; readonly records: readonly StorageRecord[] }
  | { readonly kind: "fetch"; readonly name: RecordName }
  | { readonly kind: "fetchList"; readonly name: Omit<RecordName, "field"> }
  /** To a node: of what both of us should hold, do you have just this? */
  | {
      readonly kind: "digest";
      readonly spans: readonly Span[];
      readonly count: number;
      readonly digest: Uint8Array;
    }
  /** To a node: which versions do you have of it, from this place of the list on? */
  | { readonly kind: "summarize"; readonly spans: readonly Span[]; readonly from: number }
  /** To a node: give me these. */
  | { readonly kind: "fetchMany"; readonly hashes: readonly string[] }
  /** To the root, from a node that need not hold it any more: see that it is on enough others. */
  | { readonly kind: "handOver"; readonly record: StorageRecord };

export const DIGEST_BYTES = 8;

export function encodeRequest(request: StorageRequest): Uint8Array {
  switch (request.kind) {
    case "put": {
      const { name, value, ttlSeconds } = request;
      const writer = writeName(
        new Writer(1 + nameBytes(name) + 1 + 4 + (value?.length ?? 0) + 4).u8(PUT),
        name,
      );
      return writer
        .u8(value === null ? 0 : 1)
        .u32(value?.length ?? 0)
        .bytes(value ?? new Uint8Array(0))
        .u32(ttlSeconds)
        .done();
    }
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
    case "digest": {
      const { spans, count, digest } = request;
      const writer = new Writer(1 + spansBytes(spans) + 4 + DIGEST_BYTES).u8(DIGEST);
      return writeSpans(writer, spans).u32(count).bytes(digest).done();
    }
    case "summarize": {
      const writer = new Writer(1 + spansBytes(request.spans) + 4).u8(SUMMARIZE);
      return writeSpans(writer, request.spans).u32(request.from).done();
    }
    case "fetchMany": {
      const writer = new Writer(1 + 2 + request.hashes.length * HASH_BYTES)
        .u8(FETCH_MANY)
        .u16(request.hashes.length);
      for (const hash of request.hashes) writer.bytes(Buffer.from(hash, "latin1"));
      return writer.done();
    }
    case "handOver":
      return writeRecord(new Writer(1 + recordBytes(request.record)).u8(HAND_OVER), request.record).done();
  }
}

/** Null: not a request. */
export function decodeRequest(bytes: Uint8Array): StorageRequest | null {
  return decoded(bytes, (reader) => {
    const kind = reader.u8();
    switch (kind) {
      case PUT: {
        const name = readName(reader);
        const hasValue = reader.u8() === 1;
        const value = readValue(reader);
        return { kind: "put", name, value: hasValue ? value : null, ttlSeconds: reader.u32() };
      }
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
      case DIGEST:
        return {
          kind: "digest",
          spans: readSpans(reader),
          count: reader.u32(),
          digest: reader.bytes(DIGEST_BYTES),
        };
      case SUMMARIZE:
        return { kind: "summarize", spans: readSpans(reader), from: reader.u32() };
      case FETCH_MANY: {
        const count = reader.u16();
        if (count > BATCH_RECORDS_MAX) throw new Malformed("too many records");
        return { kind: "fetchMany", hashes: Array.from({ length: count }, () => hashFrom(reader)) };
      }
      case HAND_OVER:
        return { kind: "handOver", record: readRecord(reader) };
      default:
        throw new Malformed("unknown kind");
    }
  });
}

/** How a put ended. */
export type PutAnswer = PutOutcome;

const REASONS = ["refused", "unavailable", "overloaded"] as const;
const DETAIL_BYTES_MAX = 500;

export function encodePutAnswer(answer: PutAnswer): Uint8Array {
  if (answer.ok) return Uint8Array.of(0, answer.copies);
  const detail = Buffer.from(answer.detail).subarray(0, DETAIL_BYTES_MAX);
  return new Writer(1 + detail.length)
    .u8(1 + REASONS.indexOf(answer.reason))
    .bytes(detail)
    .done();
}

export function decodePutAnswer(bytes: Uint8Array): PutAnswer | null {
  return decoded(bytes, (reader) => {
    const status = reader.u8();
    if (status === 0) return { ok: true, copies: reader.u8() };
    if (status > REASONS.length) throw new Malformed("unknown status");
    const detail = Buffer.from(reader.rest()).toString("utf8", 0, DETAIL_BYTES_MAX);
    return { ok: false, reason: REASONS[status - 1], detail };
  });
}

/** What a node or a root found: records, or that it cannot tell, or that they are too many. */
export type FoundAnswer =
  | { readonly ok: true; readonly records: readonly StorageRecord[]; readonly from: Id | null }
  | { readonly ok: false; readonly reason: "unavailable" | "too-big" };

/** `from`: the node that had them, where it matters. */
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
  return decoded(bytes, (reader) => {
    const status = reader.u8();
    if (status === 0) {
      const from = reader.id();
      return { ok: true, from, records: readRecords(reader, 65_535) };
    }
    if (status > 2) throw new Malformed("unknown status");
    return { ok: false, reason: status === 1 ? "unavailable" : "too-big" };
  });
}

/** What became of each record of a batch. `newer`: the node holds one that supersedes it. */
export const KEPT_STATES = ["no", "held", "newer"] as const;
export type KeptState = (typeof KEPT_STATES)[number];

export function encodeKept(states: readonly KeptState[]): Uint8Array {
  return Uint8Array.from(states, (state) => KEPT_STATES.indexOf(state));
}

export function decodeKept(bytes: Uint8Array, count: number): readonly KeptState[] | null {
  return bytes.length === count && bytes.every((state) => state < 3)
    ? Array.from(bytes, (state) => KEPT_STATES[state])
    : null;
}

export function encodeYes(yes: boolean): Uint8Array {
  return Uint8Array.of(yes ? 1 : 0);
}

/** False also for bytes that mean nothing. */
export function decodeYes(bytes: Uint8Array): boolean {
  return bytes.length === 1 && bytes[0] === 1;
}

const ENTRY_BYTES = HASH_BYTES + 6 + 4;

/** A part of a list. `isLast`: nothing comes after it. */
export interface Summary {
  readonly isLast: boolean;
  readonly entries: readonly SummaryEntry[];
}

export function encodeSummary({ isLast, entries }: Summary): Uint8Array {
  const writer = new Writer(1 + 2 + entries.length * ENTRY_BYTES).u8(isLast ? 1 : 0).u16(entries.length);
  for (const { hash, version, writerTag } of entries)
    writer.bytes(Buffer.from(hash, "latin1")).u48(version).u32(writerTag);
  return writer.done();
}

export function decodeSummary(bytes: Uint8Array): Summary | null {
  return decoded(bytes, (reader) => {
    const isLast = reader.u8() === 1;
    const count = reader.u16();
    if (count > SUMMARY_ENTRIES_MAX) throw new Malformed("too many entries");
    return {
      isLast,
      entries: Array.from({ length: count }, () => ({
        hash: hashFrom(reader),
        version: reader.u48(),
        writerTag: reader.u32(),
      })),
    };
  });
}

function spansBytes(spans: readonly Span[]): number {
  return 1 + spans.length * (1 + 4 * ID_BYTES);
}

function writeSpans(writer: Writer, spans: readonly Span[]): Writer {
  writer.u8(spans.length);
  for (const { copies, one, other } of spans)
    writer
      .u8(copies)
      .bytes(one.first.bytes)
      .bytes(one.last.bytes)
      .bytes(other.first.bytes)
      .bytes(other.last.bytes);
  return writer;
}

function readSpans(reader: Reader): Span[] {
  const count = reader.u8();
  if (count > SPANS_MAX) throw new Malformed("too many spans");
  return Array.from({ length: count }, () => ({
    copies: reader.u8(),
    one: { first: reader.id(), last: reader.id() },
    other: { first: reader.id(), last: reader.id() },
  }));
}

function hashFrom(reader: Reader): string {
  return Buffer.from(reader.bytes(HASH_BYTES)).toString("latin1");
}

function decoded<Message>(bytes: Uint8Array, read: (reader: Reader) => Message): Message | null {
  try {
    const reader = new Reader(bytes);
    const message = read(reader);
    reader.end();
    return message;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
