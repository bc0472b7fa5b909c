/**
 * Bytes in and out of the glue, little-endian, and copies between them and a guest's memory.
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type {
  GlueConstants,
  GuestMemory,
  Input as InputBytes,
  MemoryView,
  Output as OutputBytes,
} from "./types.ts";

export type Bytes = ReturnType<typeof makeBytes>;
type OutputClass = new () => OutputBytes;
type InputClass = new (buffer: ArrayBuffer | SharedArrayBuffer) => InputBytes;

export function makeBytes(constants: GlueConstants) {
  const { ID_BYTES } = constants.abi;
  const BASE = constants.sharedBase;
  const DETAIL_CHARS_MAX = 200;
  const OUTPUT_BYTES_KEPT = 1024 * 1024;
  /**
   * Up to this length, a loop copies faster than a call of `set`, which needs a view; aligned bytes up to
   * COPY_WORDS_BYTES.
   */
  const COPY_LOOP_BYTES = 256;
  const COPY_WORDS_BYTES = 512;
  /** Longer byte strings start at a multiple of 8 in a frame. */
  const ALIGNED_FROM_BYTES = 32;

  class Input implements MemoryView {
    readonly bytes: Uint8Array;
    readonly view: DataView;
    readonly words: BigInt64Array;
    at = 0;
    constructor(buffer: ArrayBuffer | SharedArrayBuffer) {
      this.bytes = new Uint8Array(buffer);
      this.view = new DataView(buffer);
      this.words = new BigInt64Array(buffer, 0, buffer.byteLength >>> 3);
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

  /** Copies eight bytes at a time, never as floats: those may lose bits of a NaN. */
  function copy(source: MemoryView, from: number, target: MemoryView, to: number, length: number) {
    const isAligned = ((from | to) & 7) === 0;
    if (length > (isAligned ? COPY_WORDS_BYTES : COPY_LOOP_BYTES)) {
      const { buffer, byteOffset } = source.bytes;
      target.bytes.set(new Uint8Array(buffer, byteOffset + from, length), to);
      return;
    }
    let i = length & ~7;
    if (isAligned) {
      const { words } = source;
      const targetWords = target.words;
      const start = from >>> 3;
      const shift = (to >>> 3) - start;
      for (let word = start; word < start + (length >>> 3); word++) targetWords[word + shift] = words[word];
    } else {
      const { view } = source;
      const targetView = target.view;
      for (let at = 0; at < i; at += 8)
        targetView.setBigInt64(to + at, view.getBigInt64(from + at, true), true);
    }
    for (; i < length; i++) target.bytes[to + i] = source.bytes[from + i];
  }

  class Output implements MemoryView {
    bytes: Uint8Array = new Uint8Array(4096);
    view: DataView = new DataView(this.bytes.buffer);
    words: BigInt64Array = new BigInt64Array(this.bytes.buffer);
    at = BASE;
    #shared: MemoryView | null = null;
    share(buffer: SharedArrayBuffer) {
      this.#shared = new Input(buffer);
    }
    #use({ bytes, view, words }: MemoryView) {
      this.bytes = bytes;
      this.view = view;
      this.words = words;
    }
    room(count: number) {
      if (this.at + count <= this.bytes.length) return;
      const grown = new Input(new ArrayBuffer((Math.max(2 * this.bytes.length, this.at + count) + 7) & ~7));
      grown.bytes.set(this.bytes.subarray(0, this.at));
      this.#use(grown);
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
    fromMemory({ memoryView }: GuestMemory, pointer: number, length: number) {
      this.room(length);
      copy(memoryView, pointer >>> 0, this, this.at, length);
      this.at += length;
    }
    longFromMemory(memory: GuestMemory, pointer: number, length: number) {
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
    takeBytes(): Uint8Array {
      return this.bytes.slice(BASE, this.at);
    }
    sharedLength(): number {
      return this.bytes === this.#shared?.bytes ? this.at - BASE : -1;
    }
    clear(): this {
      if (this.#shared !== null) {
        if (this.bytes !== this.#shared.bytes) this.#use(this.#shared);
      } else if (this.bytes.length > OUTPUT_BYTES_KEPT) {
        this.#use(new Input(new ArrayBuffer(4096)));
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
  return { Input: Input as InputClass, Output: Output as OutputClass, copy, latin1, fromLatin1 };
}
