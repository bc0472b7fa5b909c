/** Reads a module's bytes from the first to the last: LEB128 numbers, names, parts with an end. Refuses what ends too early. */
import { GATE_LIMITS } from "./profile.ts";
import { hexByte, type RefusalCode, Refused } from "./refusal.ts";

/**
 * LEB128 numbers that are longer than they need be, and the sizes of what has such numbers in it, in order, three entries for each:
 * its first byte; the one after its last; and of a size where its content ends, of another number how many bytes would do, as a
 * negative number.
 */
export type LebLog = Int32Array;
export const LOG_ENTRY = 3;
/** Numbers that there is room for at first. */
const LOG_ENTRIES = 64;

export class ByteReader {
  readonly bytes: Uint8Array;
  at = 0;
  /** Where the part that is being read ends. */
  end: number;
  hasPadding = false;
  longestName = 0;
  #log: LebLog = new Int32Array(LOG_ENTRY * LOG_ENTRIES);
  /** What is behind it is of no use. */
  #logged = 0;

  constructor(bytes: Uint8Array) {
    // Of one kind, whatever was given: reading two kinds of arrays is slower.
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

  /** Unsigned LEB128 of 32 bits, padded or not. */
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

  /** Signed LEB128 of 32 or 64 bits: 5 or 10 bytes at the most, with the sign in the unused bits of the last. */
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

  /** A size. Returns the end of what is that long. */
  size(): number {
    const start = this.at;
    this.#forgetLast(start);
    const logged = this.#logged;
    const size = this.u32();
    const end = this.at + size;
    // Padded or not, it stands there once.
    this.#logged = logged;
    this.#note(start, this.at, end);
    return end;
  }

  /** Printable ASCII: what is shown in a terminal or a log cannot do anything there. */
  name(): string {
    const length = this.#nameBytes();
    return String.fromCharCode(...this.bytes.subarray(this.at - length, this.at));
  }

  skipName(): void {
    this.#nameBytes();
  }

  /** How many they are. */
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

  /** Sizes at the log's end whose content ended before `offset`, and that stay as they are: nothing in it was padded. */
  #forgetLast(offset: number): void {
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

  /** `filler`: the seven bits that a padded number ends with: 0 or, where it is negative, all ones. */
  #notePadding(start: number, filler: number, isSigned: boolean): void {
    this.hasPadding = true;
    let bytes = this.at - start;
    while (bytes > 1 && (this.bytes[start + bytes - 1] & 127) === filler) {
      // What comes to stand last must say the same sign.
      if (isSigned && (this.bytes[start + bytes - 2] & 64) !== (filler & 64)) break;
      bytes--;
    }
    this.#note(start, this.at, -bytes);
  }
}
