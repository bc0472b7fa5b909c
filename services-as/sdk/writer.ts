import { Bytes } from "./bytes";

/** Writes bytes and little-endian numbers; grows as needed. */
export class Writer {
  private bytes: Bytes;
  /** Number of written bytes. */
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

  /** Writes LEB128: seven bits in each byte, the lowest bits first. */
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

  /** Copies `length` bytes from an address in memory. */
  copy(from: usize, length: i32): Writer {
    memory.copy(this.room(length), from, length);
    return this;
  }

  /** The written bytes: a view, valid until the next write. */
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
