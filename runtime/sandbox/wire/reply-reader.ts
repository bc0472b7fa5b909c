/** Reads the bytes of a cell's reply. The cell may be compromised. */
import { ID_BYTES, LOG_BYTES_MAX } from "../../../abi/abi.ts";
import type { Effect, Outcome, StoreWrite } from "../contract.ts";
import { Violation } from "./frames.ts";

/**
 * Maximum number of effects and writes in one reply. Each becomes an object of hundreds of bytes, however few
 * bytes it has in the frame. The glue ends a batch at a fraction of this (BATCH_ITEMS in glue/batches.ts), so
 * that one event more still fits.
 */
const ITEMS_MAX = 6_144;

/** Longer byte strings start at an offset in the body that is a multiple of 8 (glue/bytes.ts). */
const ALIGNED_FROM_BYTES = 32;
/**
 * Byte strings up to SHORT_BYTES are copied: a short string that is kept must not keep the whole body in
 * memory. Strings up to SHORTEST_BYTES have their bytes inside the array object. Longer strings share slabs,
 * because a buffer for each would cost ten times its bytes; such a string keeps up to SLAB_BYTES in memory.
 */
const SHORT_BYTES = 1_024;
const SHORTEST_BYTES = 64;
const SLAB_BYTES = 8_192;

/**
 * Offsets and sizes of an outcome with one effect `respond` and nothing else: status, fuel, number of effects
 * (1); kind, token, length, payload of the effect; number of writes (0), and no forward result.
 */
const ANSWER_KIND_AT = 1 + 8 + 4;
const ANSWER_TAIL_BYTES = 4 + 1;
const ANSWER_BYTES = ANSWER_KIND_AT + 1 + 8 + 4 + ANSWER_TAIL_BYTES;
const RESPOND = 4;

let slab = new Uint8Array(SLAB_BYTES);
let slabAt = 0;

function copyToSlab(bytes: Uint8Array): Uint8Array {
  if (slabAt + bytes.length > SLAB_BYTES) {
    slab = new Uint8Array(SLAB_BYTES);
    slabAt = 0;
  }
  const copy = new Uint8Array(slab.buffer, slabAt, bytes.length);
  slab.set(bytes, slabAt);
  slabAt += bytes.length;
  return copy;
}

export const NO_EFFECTS: Effect[] = [];
export const NO_WRITES: StoreWrite[] = [];
Object.freeze(NO_EFFECTS);
Object.freeze(NO_WRITES);

/**
 * Reads a reply strictly: each length is checked against its maximum and against the remaining bytes. Short
 * byte strings are copied; longer ones are views of the body, because the caller uses them at once.
 */
export class ReplyReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  /** Number of effects and writes so far. */
  #items = 0;

  constructor(body: Uint8Array) {
    // Not a Buffer: its `slice` does not copy.
    this.#bytes = new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    this.#view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  }

  #take(count: number): number {
    const at = this.#at;
    if (count > this.#bytes.length - at) throw new Violation("the reply is too short");
    this.#at = at + count;
    return at;
  }

  u8(): number {
    return this.#bytes[this.#take(1)];
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  i64(): bigint {
    return this.#view.getBigInt64(this.#take(8), true);
  }

  flag(): boolean {
    const value = this.u8();
    if (value > 1) throw new Violation("a flag is neither 0 nor 1");
    return value === 1;
  }

  /** An integer from 0 to 2^53 - 1, as a double. */
  amount(): number {
    const value = this.#view.getFloat64(this.#take(8), true);
    if (!Number.isSafeInteger(value) || value < 0)
      throw new Violation("an amount is not an integer from 0 to 2^53 - 1");
    return value;
  }

  /** A number of effects or writes. */
  itemCount(): number {
    const count = this.u32();
    this.#items += count;
    if (this.#items > ITEMS_MAX)
      throw new Violation("a reply has more effects and writes than a batch may have");
    return count;
  }

  /** Skips to the next multiple of 8. */
  align(): void {
    this.#take(-this.#at & 7);
  }

  copy(count: number): Uint8Array {
    const at = this.#take(count);
    if (count <= SHORTEST_BYTES) return this.#bytes.slice(at, at + count);
    const part = this.#bytes.subarray(at, at + count);
    return count > SHORT_BYTES ? part : copyToSlab(part);
  }

  long(max: number): Uint8Array {
    const length = this.u32();
    if (length > max) throw new Violation(`${length} bytes where at most ${max} are allowed`);
    if (length > ALIGNED_FROM_BYTES) this.align();
    return this.copy(length);
  }

  id(): Uint8Array {
    return this.copy(ID_BYTES);
  }

  text(): string {
    const length = this.u16();
    if (length > LOG_BYTES_MAX) throw new Violation("a text is too long");
    return Buffer.from(this.copy(length)).toString("latin1");
  }

  /**
   * The most frequent outcome: one effect `respond` with a short payload, and nothing else. For another
   * outcome returns null and reads nothing.
   */
  shortResponse(): Outcome | null {
    const bytes = this.#bytes;
    const view = this.#view;
    const at = this.#at;
    if (at + ANSWER_BYTES > bytes.length) return null;
    if (bytes[at] !== 1 || bytes[at + ANSWER_KIND_AT] !== RESPOND || view.getUint32(at + 9, true) !== 1)
      return null;
    const fuelUsed = view.getFloat64(at + 1, true);
    const length = view.getUint32(at + ANSWER_KIND_AT + 9, true);
    const ahead = at + ANSWER_KIND_AT + 13;
    const start = length > ALIGNED_FROM_BYTES ? (ahead + 7) & ~7 : ahead;
    const end = start + length;
    if (length > SHORTEST_BYTES || end + ANSWER_TAIL_BYTES > bytes.length) return null;
    const isPlain = view.getUint32(end, true) === 0 && bytes[end + 4] === 0;
    if (!isPlain || !Number.isSafeInteger(fuelUsed) || fuelUsed < 0 || this.#items >= ITEMS_MAX) return null;
    this.#items++;
    this.#at = end + ANSWER_TAIL_BYTES;
    const token = view.getBigInt64(at + ANSWER_KIND_AT + 1, true);
    const effects: Effect[] = [{ kind: "respond", token, payload: bytes.slice(start, end) }];
    return { ok: true, fuelUsed, writes: NO_WRITES, effects, verdict: null };
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new Violation("the reply is too long");
  }
}
