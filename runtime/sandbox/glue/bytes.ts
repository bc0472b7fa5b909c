/**
 * Bytes in and out of the glue, little-endian, and copies between them and a guest's memory.
 *
 * A part of the glue: the function refers to nothing outside itself, since its text runs in a cell's isolate (glue.ts).
 */
import type { GlueConstants } from "./glue.ts";

/** A guest's memory, seen in two ways. */
export interface Memory {
  readonly memory: Uint8Array;
  readonly memoryView: DataView;
}

export type Bytes = ReturnType<typeof makeBytes>;
export type Input = InstanceType<Bytes["Input"]>;
export type Output = InstanceType<Bytes["Output"]>;

export function makeBytes(constants: GlueConstants) {
  const { ID_BYTES } = constants.abi;
  const BASE = constants.sharedBase;
  const DETAIL_CHARS_MAX = 200;
  const OUTPUT_BYTES_KEPT = 1024 * 1024;
  /** So few bytes are copied faster by a loop than by a call and a view made for it. */
  const COPY_LOOP_BYTES = 256;
  /** What is longer stands at a multiple of 8 in a frame: copied between shared and other memory it takes a tenth of the time. */
  const ALIGNED_FROM_BYTES = 256;

  class Input {
    readonly bytes: Uint8Array;
    readonly view: DataView;
    at = 0;
    constructor(buffer: ArrayBuffer | SharedArrayBuffer) {
      this.bytes = new Uint8Array(buffer);
      this.view = new DataView(buffer);
    }
    /** To where the longer ones among payloads begin. */
    align(length: number) {
      if (length > ALIGNED_FROM_BYTES) this.at = (this.at + 7) & ~7;
    }
    u8() {
      return this.bytes[this.at++];
    }
    u16() {
      this.at += 2;
      return this.view.getUint16(this.at - 2, true);
    }
    u32() {
      this.at += 4;
      return this.view.getUint32(this.at - 4, true);
    }
    i32() {
      this.at += 4;
      return this.view.getInt32(this.at - 4, true);
    }
    f64() {
      this.at += 8;
      return this.view.getFloat64(this.at - 8, true);
    }
    i64() {
      this.at += 8;
      return this.view.getBigInt64(this.at - 8, true);
    }
    take(count: number) {
      this.at += count;
      return this.bytes.subarray(this.at - count, this.at);
    }
    id() {
      return this.take(ID_BYTES);
    }
  }

  /** Eight bytes at a time, and never as floats: those may lose bits of a NaN. */
  function copy(
    source: Uint8Array,
    sourceView: DataView,
    from: number,
    target: Uint8Array,
    targetView: DataView,
    to: number,
    length: number,
  ) {
    if (length > COPY_LOOP_BYTES) {
      target.set(source.subarray(from, from + length), to);
      return;
    }
    let i = 0;
    for (; i + 8 <= length; i += 8)
      targetView.setBigInt64(to + i, sourceView.getBigInt64(from + i, true), true);
    for (; i < length; i++) target[to + i] = source[from + i];
  }

  class Output {
    bytes: Uint8Array = new Uint8Array(4096);
    view: DataView = new DataView(this.bytes.buffer);
    at = BASE;
    #shared: Uint8Array | null = null;
    #sharedView: DataView = this.view;
    share(buffer: SharedArrayBuffer) {
      this.#shared = new Uint8Array(buffer);
      this.#sharedView = new DataView(buffer);
    }
    room(count: number) {
      if (this.at + count <= this.bytes.length) return;
      const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.at + count));
      grown.set(this.bytes.subarray(0, this.at));
      this.bytes = grown;
      this.view = new DataView(grown.buffer);
    }
    u8(value: number) {
      this.room(1);
      this.bytes[this.at++] = value;
    }
    u16(value: number) {
      this.room(2);
      this.view.setUint16(this.at, value, true);
      this.at += 2;
    }
    u32(value: number) {
      this.room(4);
      this.view.setUint32(this.at, value, true);
      this.at += 4;
    }
    f64(value: number) {
      this.room(8);
      this.view.setFloat64(this.at, value, true);
      this.at += 8;
    }
    i64(value: bigint) {
      this.room(8);
      this.view.setBigInt64(this.at, value, true);
      this.at += 8;
    }
    put(value: Uint8Array) {
      this.room(value.length);
      this.bytes.set(value, this.at);
      this.at += value.length;
    }
    align(length: number) {
      if (length <= ALIGNED_FROM_BYTES) return;
      this.room(8);
      while ((this.at & 7) !== 0) this.bytes[this.at++] = 0;
    }
    long(value: Uint8Array) {
      this.u32(value.length);
      this.align(value.length);
      this.put(value);
    }
    /** Bytes of the guest's memory, which were checked to be there. */
    fromMemory({ memory, memoryView }: Memory, pointer: number, length: number) {
      this.room(length);
      copy(memory, memoryView, pointer >>> 0, this.bytes, this.view, this.at, length);
      this.at += length;
    }
    longFromMemory(memory: Memory, pointer: number, length: number) {
      this.u32(length);
      this.align(length);
      this.fromMemory(memory, pointer, length);
    }
    text(value: string) {
      const cut = value.slice(0, DETAIL_CHARS_MAX);
      this.u16(cut.length);
      for (let i = 0; i < cut.length; i++) {
        const code = cut.charCodeAt(i);
        this.u8(code >= 32 && code < 127 ? code : 63);
      }
    }
    take() {
      return this.bytes.buffer.slice(BASE, this.at) as ArrayBuffer;
    }
    /** The same; for little that stays in this realm, since it costs less. */
    takeBytes(): Uint8Array {
      return this.bytes.slice(BASE, this.at);
    }
    /** The length, when it is in the shared memory already. */
    takeOrTell(): ArrayBuffer | number {
      return this.bytes === this.#shared ? this.at - BASE : this.take();
    }
    /** Empty again; what it has grown to stays, unless that is too much to keep. */
    clear(): this {
      if (this.#shared !== null) {
        this.bytes = this.#shared;
        this.view = this.#sharedView;
      } else if (this.bytes.length > OUTPUT_BYTES_KEPT) {
        this.bytes = new Uint8Array(4096);
        this.view = new DataView(this.bytes.buffer);
      }
      this.at = BASE;
      return this;
    }
  }

  function latin1(bytes: Uint8Array): string {
    // Keys and names only, so they fit into a call's arguments.
    return String.fromCharCode.apply(null, bytes as unknown as number[]);
  }

  function fromLatin1(text: string): Uint8Array {
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }
  return { Input, Output, copy, latin1, fromLatin1 };
}
