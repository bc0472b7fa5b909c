/**
 * Records as bytes, in the local store and in messages. Big-endian; lengths are checked before anything is
 * read.
 */
import { ID_BYTES, STORE_KEY_BYTES_MAX, STORE_VALUE_BYTES_MAX } from "../../abi/abi.ts";
import { Malformed, Reader, Writer } from "../base/bytes.ts";
import type { Id } from "../base/id.ts";
import type { RecordName, StorageRecord } from "./record.ts";

export { Malformed };

const NOTHING = new Uint8Array(0);

/** Length of a name without its field, in bytes. */
export const NAME_BYTES = 1 + ID_BYTES + ID_BYTES;
/** Length of version, expiry, writer, author, and the byte that says whether there is a value, in bytes. */
export const STORED_HEAD_BYTES = 6 + 6 + ID_BYTES + 6 + 1;

/** The record's key in the local store: kind, scope, key, field. So the fields of one key are adjacent. */
export function storedKeyOf({ kind, scope, key, field }: RecordName): Uint8Array {
  return new Writer(NAME_BYTES + field.length)
    .u8(kind)
    .bytes(scope.bytes)
    .bytes(key.bytes)
    .bytes(field)
    .done();
}

export function nameOfStoredKey(stored: Uint8Array): RecordName {
  const reader = new Reader(stored);
  return { kind: reader.u8(), scope: reader.id(), key: reader.id(), field: reader.rest() };
}

export function storedValueOf(record: StorageRecord): Uint8Array {
  const { value } = record;
  return writeHead(new Writer(STORED_HEAD_BYTES + (value?.length ?? 0)), record)
    .u8(value === null ? 0 : 1)
    .bytes(value ?? NOTHING)
    .done();
}

export function recordOf(name: RecordName, stored: Uint8Array): StorageRecord {
  const reader = new Reader(stored);
  const head = readHead(reader);
  const hasValue = reader.u8() === 1;
  return { ...name, ...head, value: hasValue ? reader.rest() : null };
}

type Head = Pick<StorageRecord, "version" | "expiresMs" | "writer" | "author">;

function writeHead(writer: Writer, { version, expiresMs, writer: by, author = 0 }: Head): Writer {
  return writer.u48(version).u48(expiresMs).bytes(by.bytes).u48(author);
}

function readHead(reader: Reader): Head {
  const head = { version: reader.u48(), expiresMs: reader.u48(), writer: reader.id() };
  const author = reader.u48();
  return author === 0 ? head : { ...head, author };
}

/** Size of an encoded record, in bytes. */
export function recordBytes(record: RecordName & { readonly value: Uint8Array | null }): number {
  return NAME_BYTES + 2 + record.field.length + STORED_HEAD_BYTES + 4 + (record.value?.length ?? 0);
}

/** Size of an encoded name, in bytes. */
export function nameBytes(name: RecordName): number {
  return NAME_BYTES + 2 + name.field.length;
}

export function writeName(writer: Writer, { kind, scope, key, field }: RecordName): Writer {
  return writer.u8(kind).bytes(scope.bytes).bytes(key.bytes).u16(field.length).bytes(field);
}

export function readName(reader: Reader): RecordName {
  const head: { kind: number; scope: Id; key: Id } = {
    kind: reader.u8(),
    scope: reader.id(),
    key: reader.id(),
  };
  const length = reader.u16();
  if (length > STORE_KEY_BYTES_MAX) throw new Malformed("a field that is too long");
  return { ...head, field: reader.bytes(length) };
}

export function writeRecord(writer: Writer, record: StorageRecord): Writer {
  const { value } = record;
  writeHead(writeName(writer, record), record).u8(value === null ? 0 : 1);
  return value === null ? writer.u32(0) : writer.u32(value.length).bytes(value);
}

export function readRecord(reader: Reader): StorageRecord {
  const name = readName(reader);
  const head = readHead(reader);
  const hasValue = reader.u8();
  const value = readValue(reader);
  if (hasValue > 1 || (hasValue === 0 && value.length > 0))
    throw new Malformed("a removed record with a value");
  return { ...name, ...head, value: hasValue === 1 ? value : null };
}

export function readValue(reader: Reader): Uint8Array {
  const length = reader.u32();
  if (length > STORE_VALUE_BYTES_MAX) throw new Malformed("a value that is too long");
  return reader.bytes(length);
}

export function encodeRecords(records: readonly StorageRecord[]): Uint8Array {
  let bytes = 2;
  for (const record of records) bytes += recordBytes(record);
  const writer = new Writer(bytes).u16(records.length);
  for (const record of records) writeRecord(writer, record);
  return writer.done();
}

/** Throws Malformed for more than `max` records. */
export function readRecords(reader: Reader, max: number): StorageRecord[] {
  const count = reader.u16();
  if (count > max) throw new Malformed("too many records");
  return Array.from({ length: count }, () => readRecord(reader));
}

/** A copy with its own memory: a record that was read from a packet is a view of the packet. */
export function copyOf(record: StorageRecord): StorageRecord {
  return { ...record, field: record.field.slice(), value: record.value?.slice() ?? null };
}
