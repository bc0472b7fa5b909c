import { Bytes } from "./bytes";

/** Puts bytes together, numbers little-endian; grows as it is filled. */
export class Writer {
  private bytes: Bytes;
  /** Bytes written. */
  length: i32 = 0;

  constructor(capacity: i32 = 64) {
    this.bytes = new Uint8Array(max(capacity, 16));
  }

  u8(value: i32): Writer {
    store<u8>(this.room(1), <u8>value);
    return this;
  }

  u16(value: i32): Writer {
    store<u16>(this.room(2), <u16>value);
    return this;
  }

  u32(value: u32): Writer {
    store<u32>(this.room(4), value);
    return this;
  }

  u64(value: u64): Writer {
    store<u64>(this.room(8), value);
    return this;
  }

  /** Seven bits a byte, the lowest first. */
  varint(value: u32): Writer {
    while (value > 127) {
      this.u8((value & 127) | 128);
      value >>= 7;
    }
    return this.u8(value);
  }

  put(bytes: Bytes): Writer {
    return this.copy(bytes.dataStart, bytes.length);
  }

  /** So many bytes of the memory. */
  copy(from: usize, length: i32): Writer {
    memory.copy(this.room(length), from, length);
    return this;
  }

  /** What was written: a window on it, to be used before more is written. */
  done(): Bytes {
    return this.bytes.subarray(0, this.length);
  }

  private room(length: i32): usize {
    const end = this.length + length;
    if (end > this.bytes.length) {
      const grown = new Uint8Array(max(2 * this.bytes.length, end));
      memory.copy(grown.dataStart, this.bytes.dataStart, this.length);
      this.bytes = grown;
    }
    this.length = end;
    return this.bytes.dataStart + end - length;
  }
}
