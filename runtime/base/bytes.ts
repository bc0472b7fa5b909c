/**
 * Reading and writing the overlay's packets: a reader that never reads past the end, a writer into memory of
 * a known size. Both handle numbers byte by byte: a DataView needs a buffer outside the heap, which for a
 * small packet costs more than the rest of the work.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import { assert } from "./assert.ts";
import { Id } from "./id.ts";
import type { NodeHandle } from "./node-handle.ts";

/** Maximum size of an address `host:port`, in bytes. */
export const ADDRESS_BYTES_MAX = 255;
/** The weight of the upper 16 bits in a 48-bit number, such as a request's id. */
const U48 = 2 ** 32;

/**
 * The bytes do not have the expected form. Caught where packets are received; the packet is dropped and
 * counted.
 */
export class Malformed extends Error {}

/** The forms of a node handle: id and address, or a signed record. */
const BARE = 0;
export const RECORD = 1;

/** Decides which handles of other nodes are trusted. Each method returns null for one that is not. */
export interface RecordReader {
  read(record: Uint8Array): NodeHandle | null;
  bare(handle: NodeHandle): NodeHandle | null;
  /**
   * The handle, without a check of its signature, when `bytes` from `start` to `end` are a record of a known
   * node and as long as the known record. Null when the record must be checked with `read`.
   */
  known(bytes: Uint8Array, start: number, end: number): NodeHandle | null;
}

/** For simulations, where nothing is signed. */
const UNSIGNED: RecordReader = { read: () => null, bare: (handle) => handle, known: () => null };

/**
 * A view of `length` bytes from `at`, as a plain Uint8Array. A view of a Buffer would be a Buffer, and
 * `slice` of a Buffer does not copy: such a copy would keep the whole packet in memory, and change with it.
 */
export function viewOf(bytes: Uint8Array, at: number, length: number): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + at, length);
}

export function u16At(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 8) | bytes[at + 1];
}

export function u32At(bytes: Uint8Array, at: number): number {
  return ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
}

export function u48At(bytes: Uint8Array, at: number): number {
  return u16At(bytes, at) * U48 + u32At(bytes, at + 2);
}

export function writeU32(value: number, into: Uint8Array, at: number): void {
  into[at] = value >>> 24;
  into[at + 1] = value >>> 16;
  into[at + 2] = value >>> 8;
  into[at + 3] = value;
}

export class Reader {
  readonly #bytes: Uint8Array;
  readonly #records: RecordReader;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, from = 0, records: RecordReader = UNSIGNED, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = from;
    this.#records = records;
    this.#end = end;
  }

  #take(count: number): number {
    const at = this.#at;
    if (at + count > this.#end) throw new Malformed("too short");
    this.#at = at + count;
    return at;
  }

  u8(): number {
    return this.#bytes[this.#take(1)];
  }

  u16(): number {
    return u16At(this.#bytes, this.#take(2));
  }

  u32(): number {
    return u32At(this.#bytes, this.#take(4));
  }

  u48(): number {
    return u48At(this.#bytes, this.#take(6));
  }

  /** A view of the read buffer, not a copy. Never a Buffer, so that `slice` of it copies. */
  bytes(count: number): Uint8Array {
    return viewOf(this.#bytes, this.#take(count), count);
  }

  id(): Id {
    return new Id(this.bytes(ID_BYTES));
  }

  address(): string {
    const length = this.u8();
    const at = this.#take(length);
    let address = "";
    for (let i = at; i < at + length; i++) {
      const code = this.#bytes[i];
      if (code <= 32 || code >= 127) throw new Malformed("an address that is not printable ASCII");
      address += String.fromCharCode(code);
    }
    if (length === 0) throw new Malformed("an empty address");
    return address;
  }

  /** Null when the handle is not trusted. */
  handle(): NodeHandle | null {
    const form = this.u8();
    if (form === BARE) return this.#records.bare({ id: this.id(), address: this.address() });
    if (form !== RECORD) throw new Malformed("an unknown form of a node handle");
    return this.#records.read(this.bytes(this.u16()));
  }

  /** Each handle, or null for one that is not trusted. Throws Malformed for more than `max`. */
  handles(max: number): (NodeHandle | null)[] {
    const count = this.u16();
    if (count > max) throw new Malformed("too many nodes");
    return Array.from({ length: count }, () => this.handle());
  }

  /** A view of all bytes that are left. */
  rest(): Uint8Array {
    return this.bytes(this.#end - this.#at);
  }

  /** Throws Malformed when bytes are left. */
  end(): void {
    if (this.#at !== this.#end) throw new Malformed("too long");
  }
}

export class Writer {
  readonly #bytes: Uint8Array;
  #at: number;

  /** `into`: the capacity in bytes, or memory to write into from `at`. */
  constructor(into: number | Uint8Array, at = 0) {
    this.#bytes = typeof into === "number" ? new Uint8Array(into) : into;
    this.#at = at;
  }

  /** The position of the next byte to write. */
  get at(): number {
    return this.#at;
  }

  u8(value: number): this {
    this.#bytes[this.#at++] = value;
    return this;
  }

  u16(value: number): this {
    return this.u8(value >>> 8).u8(value);
  }

  u32(value: number): this {
    return this.u16(value >>> 16).u16(value);
  }

  u48(value: number): this {
    this.u16(Math.floor(value / U48));
    return this.u32(value % U48);
  }

  bytes(value: Uint8Array): this {
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
    return this;
  }

  handle(handle: NodeHandle): this {
    const { address, record } = handle;
    if (record !== undefined) return this.u8(RECORD).u16(record.bytes.length).bytes(record.bytes);
    this.u8(BARE).bytes(handle.id.bytes);
    this.u8(address.length);
    for (let i = 0; i < address.length; i++) this.#bytes[this.#at++] = address.charCodeAt(i);
    return this;
  }

  handles(handles: readonly NodeHandle[]): this {
    this.u16(handles.length);
    for (const handle of handles) this.handle(handle);
    return this;
  }

  /** The memory up to the last byte written. */
  done(): Uint8Array {
    assert(this.#at <= this.#bytes.length, "a writer stays within its capacity");
    return this.#at === this.#bytes.length ? this.#bytes : this.#bytes.subarray(0, this.#at);
  }
}

/**
 * Id and address without the signed record. A node that connects to the address learns whether both are
 * right: the link checks the key.
 */
export function bareHandle({ id, address }: NodeHandle): NodeHandle {
  return { id, address };
}

/** The encoded size of a handle, in bytes. */
export function handleSize(handle: NodeHandle): number {
  return handle.record === undefined
    ? 1 + ID_BYTES + 1 + handle.address.length
    : 1 + 2 + handle.record.bytes.length;
}

/** The encoded size of a list of handles, in bytes. */
export function handlesSize(handles: readonly NodeHandle[]): number {
  let size = 2;
  for (const handle of handles) size += handleSize(handle);
  return size;
}
