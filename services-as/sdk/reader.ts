import { Bytes } from "./bytes";

/**
 * Reads untrusted bytes; numbers are little-endian. Never fails: beyond the end, it returns zero or empty
 * bytes, and `ok` is false afterwards. Check `ok` before you use the results.
 */
export class Reader {
  ok: bool = true;
  private at: i32 = 0;

  constructor(private readonly bytes: Bytes) {}

  /** Bytes not yet read. */
  get left(): i32 {
    return this.bytes.length - this.at;
  }

  u8(): i32 {
    return this.has(1) ? <i32>load<u8>(this.step(1)) : 0;
  }

  u16(): i32 {
    return this.has(2) ? <i32>load<u16>(this.step(2)) : 0;
  }

  u32(): u32 {
    return this.has(4) ? load<u32>(this.step(4)) : 0;
  }

  u64(): u64 {
    return this.has(8) ? load<u64>(this.step(8)) : 0;
  }

  /** Reads LEB128: seven bits in each byte, the lowest bits first. */
  varint(): u32 {
    let value: u32 = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = <u32>this.u8();
      if (shift == 28 && byte > 15) break;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    this.ok = false;
    return 0;
  }

  /** A copy of the next `length` bytes. */
  take(length: i32): Bytes {
    if (length < 0 || !this.has(length)) {
      this.ok = false;
      return new Uint8Array(0);
    }
    const taken = new Uint8Array(length);
    memory.copy(taken.dataStart, this.step(length), length);
    return taken;
  }

  /** A copy of all remaining bytes. */
  rest(): Bytes {
    return this.take(this.left);
  }

  /** Skips `length` bytes and returns their address, to read them without a copy; 0 if they do not exist. */
  skip(length: i32): usize {
    return length >= 0 && this.has(length) ? this.step(length) : 0;
  }

  private has(length: i32): bool {
    if (length > this.left) this.ok = false;
    return this.ok;
  }

  private step(length: i32): usize {
    this.at += length;
    return this.bytes.dataStart + this.at - length;
  }
}
