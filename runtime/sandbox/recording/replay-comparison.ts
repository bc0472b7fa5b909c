/** Compares a replay with its recording. */
import { type GuestEvent, type RecordedOutcome, type RecordedState, sameBytes } from "./recording.ts";

/** Maximum number of differences that are reported; further ones are counted. */
const DIFFERENCES_MAX = 32;

/** A difference between the recording and the replay. */
export interface Difference {
  /**
   * `outcome`: another result. `fuel`: the same result with other fuel. `init`: at the start. `store`,
   * `memory`: in the state.
   */
  readonly what: "outcome" | "fuel" | "init" | "store" | "memory";
  /** The number of the event; for a difference without an event, of events so far. */
  readonly number: number;
  readonly event: GuestEvent | null;
  readonly expected: RecordedOutcome | null;
  readonly got: RecordedOutcome | null;
}

export class ReplayComparison {
  readonly #differences: Difference[] = [];
  #count = 0;
  /** Another module may use other fuel, and may have another state. */
  isOtherModule = false;

  /** The first differences, in order. */
  get differences(): readonly Difference[] {
    return this.#differences;
  }

  /** The number of all differences. */
  get count(): number {
    return this.#count;
  }

  event(number: number, event: GuestEvent, expected: RecordedOutcome, got: RecordedOutcome): void {
    if (this.#isSame(expected, got)) return;
    const what = sameBytes(expected.digest, got.digest) ? "fuel" : "outcome";
    this.#add({ what, number, event, expected, got });
  }

  init(number: number, expected: RecordedOutcome, got: RecordedOutcome): void {
    if (!this.#isSame(expected, got)) this.#add({ what: "init", number, event: null, expected, got });
  }

  store(number: number, expectedHash: Uint8Array, hash: Uint8Array): void {
    if (!this.isOtherModule && !sameBytes(expectedHash, hash))
      this.#add({ what: "store", ...without(number) });
  }

  /** Compares the state at the end. `memoryHash` is null when there is no instance. */
  state(number: number, expected: RecordedState, storeHash: Uint8Array, memoryHash: Uint8Array | null): void {
    this.store(number, expected.storeHash, storeHash);
    if (this.isOtherModule || !expected.isMemoryKnown) return;
    const before = expected.memoryHash;
    const isSame =
      before === null || memoryHash === null ? before === memoryHash : sameBytes(before, memoryHash);
    if (!isSame) this.#add({ what: "memory", ...without(number) });
  }

  #isSame(expected: RecordedOutcome, got: RecordedOutcome): boolean {
    const isFuelSame = this.isOtherModule || expected.fuelUsed === got.fuelUsed;
    return isFuelSame && sameBytes(expected.digest, got.digest);
  }

  #add(difference: Difference): void {
    this.#count++;
    if (this.#differences.length < DIFFERENCES_MAX) this.#differences.push(difference);
  }
}

function without(number: number): Omit<Difference, "what"> {
  return { number, event: null, expected: null, got: null };
}
