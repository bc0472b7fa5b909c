/**
 * Reads the bytes of a module in order: LEB128 numbers, names, and parts with a stated end. Throws a Refused
 * at a malformed number or name, and where the bytes end too early.
 */
import { GATE_LIMITS } from "./profile.ts";
import { hexByte, type RefusalCode, Refused } from "./refusal.ts";

/**
 * The padded LEB128 numbers, and all sizes that may change when the padding is removed, in order. Each
 * entry has three numbers: the offset of the first byte; the offset after the last byte; and for a size the
 * offset after its content, for another number its length in bytes without padding, negated.
 */
export type LebLog = Int32Array;
export const LOG_ENTRY = 3;
/** Initial capacity of the log, in entries. */
const LOG_ENTRIES = 64;

export class ByteReader {
  readonly bytes: Uint8Array;
  /** The offset of the next byte. */
  at = 0;
  /** The end of the current part. */
  end: number;
  /** True if a number with padding was read. Padding of sizes counts as well. */
  hasPadding = false;
  /** Length of the longest name so far, in bytes. */
  longestName = 0;
  #log: LebLog = new Int32Array(LOG_ENTRY * LOG_ENTRIES);
  /** Length of the valid part of the log. */
  #logged = 0;

  constructor(bytes: Uint8Array) {
    // Always a plain Uint8Array: code that reads two classes of arrays is slower.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    this.end = bytes.length;
  }

  log(): LebLog {
    return this.#log.slice(0, this.#logged);
  }

  byte(): number {
    if (this.at >= this.end) this.refuse("truncated", "the end", "another byte");
    return this.bytes[this.at++];
  }

  skip(count: number): void {
    if (count > this.end - this.at) this.refuse("truncated", `${this.end - this.at} bytes`, `${count} bytes`);
    this.at += count;
  }

  /** Reads an unsigned LEB128 number of 32 bits, with or without padding. */
  u32(): number {
    const { bytes, at } = this;
    if (at >= this.end || bytes[at] >= 128) return this.#longU32();
    this.at = at + 1;
    return bytes[at];
  }

  #longU32(): number {
    const { bytes, end, at: start } = this;
    let at = start;
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= end) this.#refuseEnd(at);
      const byte = bytes[at++];
      if (shift === 28 && byte > 15) this.#refuseLeb(32, 5, start);
      value |= (byte & 127) << shift;
      if (byte >= 128) continue;
      this.at = at;
      if (byte === 0 && shift > 0) this.#notePadding(start, 0, false);
      return value >>> 0;
    }
  }

  /**
   * Skips a signed LEB128 number of 32 or 64 bits: at most 5 or 10 bytes, with the sign in the unused bits of
   * the last byte.
   */
  skipSigned(bits: 32 | 64): void {
    const { bytes, end, at: start } = this;
    const bytesMax = bits === 32 ? 5 : 10;
    const last = start + bytesMax - 1;
    let at = start;
    while (at < end && at < last && bytes[at] >= 128) at++;
    if (at >= end) this.#refuseEnd(at);
    const byte = bytes[at];
    if (
      at === last &&
      !(bits === 32 ? byte < 8 || (byte >= 0x78 && byte < 128) : byte === 0 || byte === 0x7f)
    )
      this.#refuseLeb(bits, bytesMax, start);
    this.at = at + 1;
    if (at === start) return;
    const before = bytes[at - 1] & 64;
    if ((byte === 0 && before === 0) || (byte === 0x7f && before === 64))
      this.#notePadding(start, byte, true);
  }

  #refuseEnd(at: number): never {
    this.at = at;
    return this.refuse("truncated", "the end", "another byte");
  }

  #refuseLeb(bits: number, bytesMax: number, start: number): never {
    return this.refuse(
      "leb",
      `a number of more than ${bits} bits or ${bytesMax} bytes`,
      `${bits} bits in at most ${bytesMax} bytes`,
      start,
    );
  }

  /** Reads a size. Returns the end of its content. */
  size(): number {
    const start = this.at;
    this.#dropUnchangedSizes(start);
    const logged = this.#logged;
    const size = this.u32();
    const end = this.at + size;
    // The size is entered once, with or without padding: this drops the entry that `u32` may have made.
    this.#logged = logged;
    this.#note(start, this.at, end);
    return end;
  }

  /** Reads a name of printable ASCII: other characters could harm a terminal or a log. */
  name(): string {
    const length = this.#nameBytes();
    return String.fromCharCode(...this.bytes.subarray(this.at - length, this.at));
  }

  skipName(): void {
    this.#nameBytes();
  }

  /** Returns the length of a name. */
  #nameBytes(): number {
    const length = this.u32();
    if (length > GATE_LIMITS.name)
      this.refuse("name", `a name of ${length} bytes`, `at most ${GATE_LIMITS.name}`);
    if (length > this.longestName) this.longestName = length;
    const start = this.at;
    this.skip(length);
    for (let i = start; i < start + length; i++) {
      const byte = this.bytes[i];
      if (byte < 32 || byte > 126)
        this.refuse("name", `byte ${hexByte(byte)} in a name`, "printable ASCII", i);
    }
    return length;
  }

  refuse(code: RefusalCode, found: string, allowed: string, offset = this.at): never {
    throw new Refused(code, offset, found, allowed);
  }

  /**
   * Drops the last entries of the log that are sizes, if their content ended at or before `offset` without
   * any padding: they do not change.
   */
  #dropUnchangedSizes(offset: number): void {
    for (let at = this.#logged - LOG_ENTRY; at >= 0; at -= LOG_ENTRY) {
      const start = this.#log[at];
      const end = this.#log[at + 1];
      const contentEnd = this.#log[at + 2];
      const isPadded = end - start > 1 && this.bytes[end - 1] === 0;
      if (contentEnd < 0 || contentEnd > offset || isPadded) return;
      this.#logged = at;
    }
  }

  #note(start: number, end: number, what: number): void {
    const at = this.#logged;
    if (at === this.#log.length) {
      const grown = new Int32Array(2 * at);
      grown.set(this.#log);
      this.#log = grown;
    }
    const log = this.#log;
    log[at] = start;
    log[at + 1] = end;
    log[at + 2] = what;
    this.#logged = at + LOG_ENTRY;
  }

  /** `filler`: the seven bits that padding consists of: 0, or all ones in a negative number. */
  #notePadding(start: number, filler: number, isSigned: boolean): void {
    this.hasPadding = true;
    let bytes = this.at - start;
    while (bytes > 1 && (this.bytes[start + bytes - 1] & 127) === filler) {
      // The new last byte must have the same sign.
      if (isSigned && (this.bytes[start + bytes - 2] & 64) !== (filler & 64)) break;
      bytes--;
    }
    this.#note(start, this.at, -bytes);
  }
}
