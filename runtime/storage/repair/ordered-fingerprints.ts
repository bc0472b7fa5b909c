/**
 * The records of one kind in the order of their places on the ring, with a fingerprint of any range of them.
 *
 * Records are stored in runs (sorted arrays), and each run has the sum of its records' fingerprints. So the
 * fingerprint of a range costs one pass over runs instead of records, and a change costs a binary search.
 * `reconcile.ts` compares these fingerprints.
 */
import { hash as digest } from "node:crypto";
import { ID_BYTES } from "../../../abi/abi.ts";
import { assert } from "../../base/assert.ts";

/** One version of one record, without its value. */
export interface RecordVersion {
  /** The first HASH_BYTES of the SHA-256 of its stored key, in latin1. */
  readonly hash: string;
  readonly storedKey: Uint8Array;
  readonly version: number;
  readonly writerTag: number;
}

/** Length of the hash that names a record in messages, in bytes. */
export const HASH_BYTES = 12;
/**
 * A record's place is its key, then its hash. A boundary is a place or a prefix of one, and lies before all
 * places that begin with it.
 */
export const PLACE_BYTES = ID_BYTES + HASH_BYTES;
export const FINGERPRINT_BYTES = 16;
/** Offset of a record's key in its stored key: after kind and scope. */
const KEY_AT = 1 + ID_BYTES;
/** Number of records at which a run is split in two. */
const RUN_MAX = 256;
const WORDS = 8;

/** Places with from <= place < to. `to` is null when the interval has no upper end. */
export interface Interval {
  readonly from: Uint8Array;
  readonly to: Uint8Array | null;
}

interface Run {
  readonly entries: RecordVersion[];
  /** The fingerprint of each entry. */
  readonly fingerprints: Uint32Array;
  readonly sum: Uint32Array;
}

interface Position {
  readonly run: number;
  readonly at: number;
}

export class OrderedFingerprints {
  /** Only a single run may be empty. */
  readonly #runs: Run[] = [newRun()];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds the record, or replaces its earlier version. */
  set(entry: RecordVersion): void {
    const place = placeOf(entry);
    const { run, at } = this.#seek(place);
    const { entries, fingerprints, sum } = this.#runs[run];
    const fingerprint = fingerprintOf(entry);
    if (entries[at]?.hash === entry.hash && comparePlace(entries[at], place) === 0) {
      subtract(sum, fingerprints, at * WORDS);
      entries[at] = entry;
    } else {
      entries.push(entry);
      entries.copyWithin(at + 1, at);
      entries[at] = entry;
      fingerprints.copyWithin((at + 1) * WORDS, at * WORDS, (entries.length - 1) * WORDS);
      this.#size++;
    }
    fingerprints.set(fingerprint, at * WORDS);
    add(sum, fingerprint, 0);
    if (entries.length === RUN_MAX) this.#halve(run);
  }

  delete(entry: RecordVersion): void {
    const place = placeOf(entry);
    const { run, at } = this.#seek(place);
    const { entries, fingerprints, sum } = this.#runs[run];
    if (entries[at] === undefined || comparePlace(entries[at], place) !== 0) return;
    subtract(sum, fingerprints, at * WORDS);
    entries.copyWithin(at, at + 1);
    entries.pop();
    fingerprints.copyWithin(at * WORDS, (at + 1) * WORDS, (entries.length + 1) * WORDS);
    this.#size--;
    if (entries.length === 0 && this.#runs.length > 1) this.#runs.splice(run, 1);
  }

  count(interval: Interval): number {
    const [first, last] = this.#ends(interval);
    let count = last.at - first.at;
    for (let run = first.run; run < last.run; run++) count += this.#runs[run].entries.length;
    return Math.max(0, count);
  }

  /**
   * The fingerprint of the records in the interval, FINGERPRINT_BYTES long. Equal sets of records and
   * versions have equal fingerprints.
   */
  fingerprint(interval: Interval): Uint8Array {
    const [first, last] = this.#ends(interval);
    const sum = new Uint32Array(WORDS);
    let count = 0;
    for (let at = first.run; at <= last.run; at++) {
      const run = this.#runs[at];
      const from = at === first.run ? first.at : 0;
      const to = at === last.run ? last.at : run.entries.length;
      if (from === 0 && to === run.entries.length) add(sum, run.sum, 0);
      else for (let i = from; i < to; i++) add(sum, run.fingerprints, i * WORDS);
      count += Math.max(0, to - from);
    }
    const bytes = Buffer.allocUnsafe(WORDS * 4 + 4);
    for (let word = 0; word < WORDS; word++) bytes.writeUInt32BE(sum[word], word * 4);
    bytes.writeUInt32BE(count, WORDS * 4);
    return Uint8Array.from(digest("sha256", bytes, "buffer").subarray(0, FINGERPRINT_BYTES));
  }

  *entriesIn(interval: Interval): Iterable<RecordVersion> {
    const [first, last] = this.#ends(interval);
    for (let at = first.run; at <= last.run; at++) {
      const { entries } = this.#runs[at];
      yield* entries.slice(at === first.run ? first.at : 0, at === last.run ? last.at : entries.length);
    }
  }

  /**
   * Boundaries that split the interval into `parts` of about equal numbers of records; fewer if there are
   * fewer records.
   */
  split(interval: Interval, parts: number): Uint8Array[] {
    const [first] = this.#ends(interval);
    const count = this.count(interval);
    const boundaries: Uint8Array[] = [];
    let { run, at } = first;
    let passed = 0;
    let before: RecordVersion | null = null;
    for (let part = 1; part < parts; part++) {
      const rank = Math.floor((count * part) / parts);
      if (rank === 0 || rank <= passed) continue;
      // Step to the entry before the boundary, which may be in an earlier run than the entry after it.
      for (let steps = rank - 1 - passed; ; ) {
        const left = this.#runs[run].entries.length - at;
        if (steps < left) {
          at += steps;
          break;
        }
        steps -= left;
        run++;
        at = 0;
      }
      before = this.#runs[run].entries[at];
      at++;
      if (at === this.#runs[run].entries.length) {
        run++;
        at = 0;
      }
      passed = rank;
      boundaries.push(boundaryBetween(before, this.#runs[run].entries[at]));
    }
    return boundaries;
  }

  #ends({ from, to }: Interval): readonly [Position, Position] {
    const last = this.#runs.length - 1;
    const end = to === null ? { run: last, at: this.#runs[last].entries.length } : this.#seek(to);
    return [this.#seek(from), end];
  }

  /** The position of the first entry at or after the boundary; after the last entry if there is none. */
  #seek(boundary: Uint8Array): Position {
    let low = 0;
    let high = this.#runs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { entries } = this.#runs[middle];
      if (comparePlace(entries[entries.length - 1], boundary) >= 0) high = middle;
      else low = middle + 1;
    }
    const { entries } = this.#runs[low];
    let from = 0;
    let to = entries.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (comparePlace(entries[middle], boundary) >= 0) to = middle;
      else from = middle + 1;
    }
    return { run: low, at: from };
  }

  #halve(at: number): void {
    const run = this.#runs[at];
    const upper = newRun();
    const half = RUN_MAX / 2;
    upper.entries.push(...run.entries.splice(half));
    upper.fingerprints.set(run.fingerprints.subarray(half * WORDS));
    for (let i = 0; i < upper.entries.length; i++) {
      add(upper.sum, upper.fingerprints, i * WORDS);
      subtract(run.sum, upper.fingerprints, i * WORDS);
    }
    this.#runs.splice(at + 1, 0, upper);
  }
}

function newRun(): Run {
  return { entries: [], fingerprints: new Uint32Array(RUN_MAX * WORDS), sum: new Uint32Array(WORDS) };
}

function placeOf({ storedKey, hash }: RecordVersion): Uint8Array {
  const place = new Uint8Array(PLACE_BYTES);
  place.set(storedKey.subarray(KEY_AT, KEY_AT + ID_BYTES));
  for (let i = 0; i < HASH_BYTES; i++) place[ID_BYTES + i] = hash.charCodeAt(i);
  return place;
}

/** Compares as for `sort`. Zero if the entry's place begins with the boundary. */
function comparePlace({ storedKey, hash }: RecordVersion, boundary: Uint8Array): number {
  assert(boundary.length <= PLACE_BYTES, "a boundary is no longer than a place");
  for (let i = 0; i < boundary.length; i++) {
    const byte = i < ID_BYTES ? storedKey[KEY_AT + i] : hash.charCodeAt(i - ID_BYTES);
    const difference = byte - boundary[i];
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The shortest boundary after `before` and not after `after`. */
function boundaryBetween(before: RecordVersion, after: RecordVersion): Uint8Array {
  const [low, high] = [placeOf(before), placeOf(after)];
  let length = 1;
  while (low[length - 1] === high[length - 1]) length++;
  return high.subarray(0, length);
}

/**
 * Fingerprints are added modulo 2^256: AdHash, after Bellare and Micciancio, "A New Paradigm for
 * Collision-Free Hashing" (EUROCRYPT 1997). With XOR, a node that chooses a few hundred records could cancel
 * a difference by linear algebra.
 */
function fingerprintOf({ hash, version, writerTag }: RecordVersion): Uint32Array {
  const bytes = Buffer.allocUnsafe(HASH_BYTES + 6 + 4);
  bytes.write(hash, 0, "latin1");
  bytes.writeUIntBE(version, HASH_BYTES, 6);
  bytes.writeUInt32BE(writerTag, HASH_BYTES + 6);
  const hashed = digest("sha256", bytes, "buffer");
  const fingerprint = new Uint32Array(WORDS);
  for (let word = 0; word < WORDS; word++) fingerprint[word] = hashed.readUInt32BE(word * 4);
  return fingerprint;
}

function add(sum: Uint32Array, fingerprints: Uint32Array, at: number): void {
  let carry = 0;
  for (let word = WORDS - 1; word >= 0; word--) {
    const total = sum[word] + fingerprints[at + word] + carry;
    sum[word] = total;
    carry = total > 0xffff_ffff ? 1 : 0;
  }
}

function subtract(sum: Uint32Array, fingerprints: Uint32Array, at: number): void {
  let borrow = 0;
  for (let word = WORDS - 1; word >= 0; word--) {
    const rest = sum[word] - fingerprints[at + word] - borrow;
    sum[word] = rest;
    borrow = rest < 0 ? 1 : 0;
  }
}
