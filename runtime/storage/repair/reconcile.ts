/**
 * Finds the records of a range that another node stores in another version, or that this node does not store:
 * range-based set reconciliation, after Meyer, "Range-Based Set Reconciliation" (SRDS 2023).
 *
 * One side sends ranges with its own fingerprints. The other side answers for each range that it is equal,
 * splits it and sends the fingerprints of the parts, or lists its records if they are few. So the traffic
 * grows with the number of differences and the logarithm of the number of records. The answering side keeps
 * no state.
 */
import {
  FINGERPRINT_BYTES,
  type Interval,
  type OrderedFingerprints,
  type RecordVersion,
} from "./ordered-fingerprints.ts";

/** Maximum number of parts into which a range is split. */
export const BRANCHING = 16;
/** Maximum number of records of a range that is listed instead of split. */
export const LISTED_MAX = 32;
/** Maximum number of ranges in one message. */
export const RANGES_MAX = 64;
/** Maximum depth of nested splits: 16^16 records need no more, so only a malicious answer goes deeper. */
const DEPTH_MAX = 16;
/**
 * Maximum number of ranges of one reconciliation, asked or still open. Beyond it, the reconciliation fails.
 */
const ASKED_MAX = 400_000;

/** A range of the records of one kind. */
export interface Range extends Interval {
  readonly kind: number;
}

export interface RangeQuestion extends Range {
  readonly fingerprint: Uint8Array;
}

/** One record in a list, with the version that the answering node stores. */
export interface ListedRecord {
  readonly hash: string;
  readonly version: number;
  readonly writerTag: number;
}

export type RangeAnswer =
  | { readonly kind: "same" }
  | { readonly kind: "list"; readonly entries: readonly ListedRecord[] }
  /**
   * `boundaries` lie within the range and ascend. There is one fingerprint more than there are boundaries.
   */
  | {
      readonly kind: "split";
      readonly boundaries: readonly Uint8Array[];
      readonly fingerprints: readonly Uint8Array[];
    };

/** The fingerprints of a kind. Null when there are no records of the kind. */
type FingerprintsOf = (kind: number) => OrderedFingerprints | null;

/** The answering side: compares one range with the records of this node. */
export function answerRange(fingerprintsOf: FingerprintsOf, range: RangeQuestion): RangeAnswer {
  const own = fingerprintsOf(range.kind);
  if (own === null) return { kind: "list", entries: [] };
  if (Buffer.compare(own.fingerprint(range), range.fingerprint) === 0) return { kind: "same" };
  if (own.count(range) <= LISTED_MAX) return { kind: "list", entries: [...own.entriesIn(range)] };
  const boundaries = own.split(range, BRANCHING);
  return {
    kind: "split",
    boundaries,
    fingerprints: partsOf(range, boundaries).map((part) => own.fingerprint(part)),
  };
}

/**
 * The asking side. Call `questions`, send the questions, and pass the answers to `take`. Repeat until there
 * are no questions.
 */
export class Reconciliation {
  readonly #fingerprintsOf: FingerprintsOf;
  /** Ranges that are still to be asked about, deepest last. Depth-first order keeps their number small. */
  readonly #open: { readonly range: Range; readonly depth: number }[];
  #asked: readonly { readonly range: Range; readonly depth: number }[] = [];
  #askedCount = 0;

  constructor(fingerprintsOf: FingerprintsOf, ranges: readonly Range[]) {
    this.#fingerprintsOf = fingerprintsOf;
    this.#open = ranges.map((range) => ({ range, depth: 0 }));
  }

  /** The next ranges to ask about, at most RANGES_MAX. When empty, all differences are found. */
  questions(): readonly RangeQuestion[] {
    this.#asked = this.#open.splice(-RANGES_MAX);
    this.#askedCount += this.#asked.length;
    return this.#asked.map(({ range }) => ({ ...range, fingerprint: this.#fingerprintOf(range) }));
  }

  /**
   * Evaluates the answers to the last questions, in their order. Returns the hashes of the records that the
   * other node stores, and this node does not store or stores in another version. Null when the answers are
   * not valid, or the reconciliation has become too long.
   */
  take(answers: readonly RangeAnswer[]): readonly string[] | null {
    if (answers.length !== this.#asked.length) return null;
    const differing: string[] = [];
    for (const [i, answer] of answers.entries()) {
      const { range, depth } = this.#asked[i];
      if (answer.kind === "list") differing.push(...this.#differing(range, answer.entries));
      if (answer.kind !== "split") continue;
      const { boundaries, fingerprints } = answer;
      if (
        depth >= DEPTH_MAX ||
        !areWithin(range, boundaries) ||
        fingerprints.length !== boundaries.length + 1
      )
        return null;
      for (const [part, interval] of partsOf(range, boundaries).entries()) {
        const smaller = { ...interval, kind: range.kind };
        if (Buffer.compare(fingerprints[part], this.#fingerprintOf(smaller)) === 0) continue;
        this.#open.push({ range: smaller, depth: depth + 1 });
      }
    }
    return this.#askedCount + this.#open.length > ASKED_MAX ? null : differing;
  }

  #differing(range: Range, listed: readonly ListedRecord[]): string[] {
    const own = new Map<string, RecordVersion>();
    for (const entry of this.#fingerprintsOf(range.kind)?.entriesIn(range) ?? []) own.set(entry.hash, entry);
    return listed
      .filter(({ hash, version, writerTag }) => {
        const stored = own.get(hash);
        // Lower versions too: by the rules of some kinds, a record with a lower version can supersede a
        // record with a higher version.
        return stored === undefined || stored.version !== version || stored.writerTag !== writerTag;
      })
      .map(({ hash }) => hash);
  }

  #fingerprintOf(range: Range): Uint8Array {
    return this.#fingerprintsOf(range.kind)?.fingerprint(range) ?? NO_FINGERPRINT;
  }
}

/** Equals no fingerprint: if this node has no record of a kind, it needs all records of the other node. */
const NO_FINGERPRINT = new Uint8Array(FINGERPRINT_BYTES);

function partsOf({ from, to }: Interval, boundaries: readonly Uint8Array[]): Interval[] {
  return [from, ...boundaries].map((start, i) => ({ from: start, to: boundaries[i] ?? to }));
}

/**
 * Whether the boundaries ascend and lie within the range. Otherwise a part could be as large as the whole
 * range, or lie outside of it.
 */
function areWithin({ from, to }: Interval, boundaries: readonly Uint8Array[]): boolean {
  if (boundaries.length === 0 || boundaries.length >= BRANCHING) return false;
  let before = from;
  for (const boundary of boundaries) {
    if (Buffer.compare(boundary, before) <= 0) return false;
    before = boundary;
  }
  return to === null || Buffer.compare(before, to) < 0;
}
