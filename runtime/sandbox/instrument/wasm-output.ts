/**
 * The output of a module: its buffer grows as needed, and sections and function bodies get their size in
 * front.
 */

/** Maximum size of the LEB128 number of a size: this many bytes are reserved until the size is known. */
const SIZE_BYTES_MAX = 5;

export class WasmOutput {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(Math.max(64, capacity));
  }

  /** Makes room for the next `count` bytes. */
  room(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  byte(value: number): this {
    this.room(1);
    this.bytes[this.length++] = value;
    return this;
  }

  raw(values: ArrayLike<number>): this {
    this.room(values.length);
    this.bytes.set(values, this.length);
    this.length += values.length;
    return this;
  }

  copy(source: Uint8Array, start: number, end: number): this {
    this.room(end - start);
    const { bytes } = this;
    let to = this.length;
    this.length += end - start;
    // Most copies are a few instructions: a view of them would cost more than the loop.
    if (end - start > 64) bytes.set(source.subarray(start, end), to);
    else for (let from = start; from < end; from++) bytes[to++] = source[from];
    return this;
  }

  u32(value: number): this {
    this.room(5);
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
    return this;
  }

  /** Signed LEB128 of a number from 0 to 2^31 − 1. */
  positive(value: number): this {
    this.room(5);
    let rest = value;
    while (rest >= 64) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
    return this;
  }

  name(text: string): this {
    return this.u32(text.length).raw(Array.from(text, (character) => character.charCodeAt(0)));
  }

  /** Starts a part with its size in front. Pass the result to `endSized`, which writes the size. */
  beginSized(): number {
    this.room(SIZE_BYTES_MAX);
    this.length += SIZE_BYTES_MAX;
    return this.length;
  }

  endSized(start: number): void {
    const size = this.length - start;
    this.length = start - SIZE_BYTES_MAX;
    this.u32(size);
    this.bytes.copyWithin(this.length, start, start + size);
    this.length += size;
  }

  take(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

/** The offset after the LEB128 number at `at`. */
export function endOfLeb(bytes: Uint8Array, at: number): number {
  let end = at;
  while (bytes[end++] >= 128);
  return end;
}

export function readU32(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at, shift = 0; ; i++, shift += 7) {
    value |= (bytes[i] & 127) << shift;
    if (bytes[i] < 128) return value >>> 0;
  }
}

/** How many bytes the LEB128 number from `at` to `end` needs; the other bytes are padding. */
export function lebBytes(bytes: Uint8Array, at: number, end: number, isSigned: boolean): number {
  let length = end - at;
  while (length > 1) {
    const last = bytes[at + length - 1] & 127;
    const sign = isSigned ? bytes[at + length - 2] & 64 : 0;
    if (last !== (sign === 0 ? 0 : 127)) break;
    length--;
  }
  return length;
}
