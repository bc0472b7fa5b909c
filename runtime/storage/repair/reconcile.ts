/**
 * Which records of a range another node has in other versions, or alone: by range-based set reconciliation, after Meyer,
 * "Range-Based Set Reconciliation" (SRDS 2023). One side asks about ranges with its own fingerprints; the other says that a
 * range is the same, parts it into ranges with fingerprints of theirs, or, where few records are in it, lists them. So what
 * is sent grows with the difference and the logarithm of the number of records. The side that answers keeps nothing.
 */
import type { Interval, OrderedFingerprints, RecordVersion } from "./ordered-fingerprints.ts";
import { FINGERPRINT_BYTES } from "./ordered-fingerprints.ts";

/** Into how many parts a range is split. */
export const BRANCHING = 16;
/** So few records are listed. */
export const LISTED_MAX = 32;
/** Ranges in one question. */
export const RANGES_MAX = 64;
/** Splits of splits: 16^16 records would need no more. Only an answer that lies goes deeper. */
const DEPTH_MAX = 16;
/** Ranges of one reconciliation that are asked about; what is beyond waits for the next. */
const ASKED_MAX = 400_000;

/** Of the records of one kind. */
export interface Range extends Interval {
  readonly kind: number;
}

export interface RangeQuestion extends Range {
  readonly print: Uint8Array;
}

/** What is said of one record: which version is held. */
export interface ListedRecord {
  readonly hash: string;
  readonly version: number;
  readonly writerTag: number;
}

export type RangeAnswer =
  | { readonly kind: "same" }
  | { readonly kind: "list"; readonly entries: readonly ListedRecord[] }
  /** `boundaries` lie within the range and ascend; there is a print more than there are of them. */
  | {
      readonly kind: "split";
      readonly boundaries: readonly Uint8Array[];
      readonly prints: readonly Uint8Array[];
    };

/** The records of a kind; null: none. */
export type FingerprintsOf = (kind: number) => OrderedFingerprints | null;

export function answerRange(printsOf: FingerprintsOf, range: RangeQuestion): RangeAnswer {
  const own = printsOf(range.kind);
  if (own === null) return { kind: "list", entries: [] };
  if (Buffer.compare(own.print(range), range.print) === 0) return { kind: "same" };
  if (own.count(range) <= LISTED_MAX) return { kind: "list", entries: [...own.within(range)] };
  const boundaries = own.split(range, BRANCHING);
  return {
    kind: "split",
    boundaries,
    prints: partsOf(range, boundaries).map((part) => own.print(part)),
  };
}

/** The side that asks: gives questions, takes their answers, until none is left. */
export class Reconciliation {
  readonly #printsOf: FingerprintsOf;
  /** What is still to be asked about, deepest last: so there are never many. */
  readonly #open: { readonly range: Range; readonly depth: number }[];
  #asked: readonly { readonly range: Range; readonly depth: number }[] = [];
  #askedCount = 0;

  constructor(printsOf: FingerprintsOf, ranges: readonly Range[]) {
    this.#printsOf = printsOf;
    this.#open = ranges.map((range) => ({ range, depth: 0 }));
  }

  /** Empty: all is known. */
  questions(): readonly RangeQuestion[] {
    this.#asked = this.#open.splice(-RANGES_MAX);
    this.#askedCount += this.#asked.length;
    return this.#asked.map(({ range }) => ({ ...range, print: this.#printOf(range) }));
  }

  /**
   * Takes the answers to the last questions. Returns the hashes of what the other has in another version, or this node not at all.
   * Null: these are no answers to them, or there is no end to them.
   */
  take(answers: readonly RangeAnswer[]): readonly string[] | null {
    if (answers.length !== this.#asked.length) return null;
    const differing: string[] = [];
    for (const [i, answer] of answers.entries()) {
      const { range, depth } = this.#asked[i];
      if (answer.kind === "list") differing.push(...this.#differing(range, answer.entries));
      if (answer.kind !== "split") continue;
      const { boundaries, prints } = answer;
      if (depth >= DEPTH_MAX || !areWithin(range, boundaries) || prints.length !== boundaries.length + 1)
        return null;
      for (const [part, interval] of partsOf(range, boundaries).entries()) {
        const smaller = { ...interval, kind: range.kind };
        if (Buffer.compare(prints[part], this.#printOf(smaller)) === 0) continue;
        this.#open.push({ range: smaller, depth: depth + 1 });
      }
    }
    return this.#askedCount + this.#open.length > ASKED_MAX ? null : differing;
  }

  #differing(range: Range, listed: readonly ListedRecord[]): string[] {
    const own = new Map<string, RecordVersion>();
    for (const entry of this.#printsOf(range.kind)?.within(range) ?? []) own.set(entry.hash, entry);
    return listed
      .filter(({ hash, version, writerTag }) => {
        const held = own.get(hash);
        // Not only what is older here: by the rules of some kinds a record can be newer than one of a later moment.
        return held === undefined || held.version !== version || held.writerTag !== writerTag;
      })
      .map(({ hash }) => hash);
  }

  #printOf(range: Range): Uint8Array {
    return this.#printsOf(range.kind)?.print(range) ?? NO_PRINT;
  }
}

/** Equal to none: where there is nothing of a kind, all that the other has is wanted. */
const NO_PRINT = new Uint8Array(FINGERPRINT_BYTES);

function partsOf({ from, to }: Interval, boundaries: readonly Uint8Array[]): Interval[] {
  return [from, ...boundaries].map((start, i) => ({ from: start, to: boundaries[i] ?? to }));
}

/** Each after the one before, and none outside: else a part would be as large as the whole, or nobody's to ask for. */
function areWithin({ from, to }: Interval, boundaries: readonly Uint8Array[]): boolean {
  if (boundaries.length === 0 || boundaries.length >= BRANCHING) return false;
  let before = from;
  for (const boundary of boundaries) {
    if (Buffer.compare(boundary, before) <= 0) return false;
    before = boundary;
  }
  return to === null || Buffer.compare(before, to) < 0;
}
