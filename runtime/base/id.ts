/**
 * Ids: 256-bit numbers on a ring, read as 64 digits of 4 bits (b = 4), the most significant first. Keys are
 * ids.
 */
import { createHash } from "node:crypto";
import { ID_BYTES } from "../../abi/abi.ts";
import { assert } from "./assert.ts";

export const ID_DIGITS = 64;
const OWN = -1;

export class Id {
  /** The id's own 32 bytes when `#at` is OWN, else a larger buffer that contains them at `#at`. */
  #source: Uint8Array;
  #at: number;
  /**
   * The first, second and last 32 bits as signed numbers: nearly every comparison is decided without the
   * bytes.
   */
  readonly high: number;
  readonly low: number;
  readonly tail: number;
  #hex: string | null = null;

  /** Uses the 32 `bytes`, or the 32 at `from`, without copying: they must not change afterwards. */
  constructor(bytes: Uint8Array, from = OWN) {
    const at = from === OWN ? 0 : from;
    assert(from === OWN ? bytes.length === ID_BYTES : at + ID_BYTES <= bytes.length, "an id has 32 bytes");
    this.#source = bytes;
    this.#at = from;
    this.high = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    this.low = (bytes[at + 4] << 24) | (bytes[at + 5] << 16) | (bytes[at + 6] << 8) | bytes[at + 7];
    this.tail = (bytes[at + 28] << 24) | (bytes[at + 29] << 16) | (bytes[at + 30] << 8) | bytes[at + 31];
  }

  /** 32 bytes, big-endian. Not to be changed. */
  get bytes(): Uint8Array {
    // Made on demand: for most forwarded messages only the numbers above are needed.
    if (this.#at !== OWN) {
      const { buffer, byteOffset } = this.#source;
      this.#source = new Uint8Array(buffer, byteOffset + this.#at, ID_BYTES);
      this.#at = OWN;
    }
    return this.#source;
  }

  /** The first 48 bits as an unsigned number. */
  get head(): number {
    return (this.high >>> 0) * 65_536 + (this.low >>> 16);
  }

  static fromHex(hex: string): Id {
    assert(/^[0-9a-f]{64}$/.test(hex), "an id is written as 64 lowercase hex digits");
    return new Id(Uint8Array.from(Buffer.from(hex, "hex")));
  }

  /**
   * SHA-256 of the parts, concatenated without separators. The first part should be a tag of fixed length.
   */
  static hashOf(...parts: readonly (Uint8Array | string)[]): Id {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return new Id(new Uint8Array(hash.digest()));
  }

  /** 64 lowercase hex digits; usable as a map key. */
  get hex(): string {
    if (this.#hex === null) {
      const { bytes } = this;
      this.#hex = Buffer.from(bytes.buffer, bytes.byteOffset, ID_BYTES).toString("hex");
    }
    return this.#hex;
  }

  /** The first eight digits, for display. */
  get short(): string {
    return this.hex.slice(0, 8);
  }

  /** Whether the 32 bytes at `at` are this id. */
  isAt(bytes: Uint8Array, at: number): boolean {
    const own = this.bytes;
    for (let i = ID_BYTES - 1; i >= 0; i--) if (own[i] !== bytes[at + i]) return false;
    return true;
  }

  equals(other: Id): boolean {
    if (this === other) return true;
    if (this.tail !== other.tail || this.high !== other.high || this.low !== other.low) return false;
    return compareBytes(this.bytes, other.bytes) === 0;
  }

  /** The digit at `index`, 0 being the most significant. */
  digit(index: number): number {
    const byte = this.bytes[index >> 1];
    return (index & 1) === 0 ? byte >> 4 : byte & 15;
  }

  toString(): string {
    return this.short;
  }
}

/** Compares ids as numbers: negative, zero or positive. */
export function compareIds(a: Id, b: Id): number {
  if (a.high !== b.high) return a.high >>> 0 < b.high >>> 0 ? -1 : 1;
  return a === b ? 0 : compareBytes(a.bytes, b.bytes);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < ID_BYTES; i++) {
    const difference = a[i] - b[i];
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The number of leading digits that `a` and `b` share, 0 to 64. */
export function sharedPrefixDigits(a: Id, b: Id): number {
  const high = a.high ^ b.high;
  if (high !== 0) return Math.clz32(high) >> 2;
  const low = a.low ^ b.low;
  if (low !== 0) return 8 + (Math.clz32(low) >> 2);
  if (a === b) return ID_DIGITS;
  for (let i = 8; i < ID_BYTES; i++) {
    const difference = a.bytes[i] ^ b.bytes[i];
    if (difference !== 0) return 2 * i + (difference < 16 ? 1 : 0);
  }
  return ID_DIGITS;
}

/** The distance clockwise (upwards) from `from` to `to`, as 32 big-endian bytes. */
function clockwiseDistance(from: Id, to: Id): Uint8Array {
  const distance = new Uint8Array(ID_BYTES);
  let borrow = 0;
  for (let i = ID_BYTES - 1; i >= 0; i--) {
    const difference = to.bytes[i] - from.bytes[i] - borrow;
    distance[i] = difference & 255;
    borrow = difference < 0 ? 1 : 0;
  }
  return distance;
}

/** The point of the ring with the largest distance to `id`. */
export function opposite({ bytes }: Id): Id {
  const other = Uint8Array.from(bytes);
  other[0] ^= 128;
  return new Id(other);
}

/** The distance between `a` and `b` on the ring, in the shorter direction, as 32 big-endian bytes. */
function ringDistance(a: Id, b: Id): Uint8Array {
  const up = clockwiseDistance(a, b);
  return up[0] < 128 ? up : clockwiseDistance(b, a);
}

/**
 * Negative when `a` comes before `b` clockwise from `from`, positive when after, zero when they are equal.
 */
export function compareClockwise(from: Id, a: Id, b: Id): number {
  const toA = (a.high - from.high) >>> 0;
  const toB = (b.high - from.high) >>> 0;
  // The lower bits can change each distance by one, and turn a distance of zero into nearly the whole ring.
  if (toA !== 0 && toB !== 0) {
    const order = toA - toB;
    if (order > 1) return 1;
    if (order < -1) return -1;
  }
  return a === b ? 0 : compareBytes(clockwiseDistance(from, a), clockwiseDistance(from, b));
}

/** Whether `id` lies in the range from `first` clockwise to `last`, both included. */
export function isBetween(id: Id, first: Id, last: Id): boolean {
  return compareClockwise(first, id, last) <= 0;
}

/** Heads are numbers below this. */
const HEADS = 2 ** 48;

/** The distance clockwise from `from` to `to` as a share of the ring, 0 to 1, by the first 48 bits. */
export function clockwiseShare(from: Id, to: Id): number {
  const distance = to.head - from.head;
  return (distance < 0 ? distance + HEADS : distance) / HEADS;
}

/**
 * Whether a node with id `a` is a better root node for `key` than one with id `b`: numerically closer on the
 * ring; of two equally close ids, the one clockwise of the key. For a given key this is a total order: of two
 * different ids exactly one is closer.
 */
export function isCloser(key: Id, a: Id, b: Id): boolean {
  const order = roughDistance(key, a) - roughDistance(key, b);
  // Each rough distance may be wrong by one.
  if (order > 2) return false;
  if (order < -2) return true;
  if (a === b) return false;
  const exact = compareBytes(ringDistance(key, a), ringDistance(key, b));
  if (exact !== 0) return exact < 0;
  return !a.equals(b) && compareBytes(clockwiseDistance(key, a), clockwiseDistance(key, b)) < 0;
}

/** The first 32 bits of the distance on the ring, give or take one. */
function roughDistance(a: Id, b: Id): number {
  // A distance of half the ring or more is negative as a signed number; its absolute value is the shorter
  // distance.
  return Math.abs((a.high - b.high) | 0);
}
