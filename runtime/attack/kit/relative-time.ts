/**
 * How long something takes, told by what else takes time in the same run. Machines differ, and have other work: a number of milliseconds
 * that is right on one of them is wrong on the next.
 */

const ROUNDS_MAX = 15;

/** Milliseconds that it takes to read all the bytes one after another: the least that any look at them can cost. */
export function readingMs(bytes: Uint8Array): number {
  const startMs = performance.now();
  let mixed = 0;
  for (let i = 0; i < bytes.length; i++) mixed = (Math.imul(mixed, 31) + bytes[i]) | 0;
  READ[0] = mixed;
  return performance.now() - startMs;
}

/** So that no compiler finds out that nobody wants what was read. */
const READ = new Int32Array(1);

/**
 * How many times as long as reading the bytes `work` takes. Both are done in turn, and the least of each counts; at most `ROUNDS_MAX`
 * rounds, fewer as soon as it is seen to be no more than `enough`.
 */
export function timesAsLongAsReading(bytes: Uint8Array, work: () => void, enough: number): number {
  let workMs = Number.POSITIVE_INFINITY;
  let referenceMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    referenceMs = Math.min(referenceMs, readingMs(bytes));
    const startMs = performance.now();
    work();
    workMs = Math.min(workMs, performance.now() - startMs);
    // The first rounds are before the code is compiled.
    if (round >= 2 && workMs / referenceMs <= enough) break;
  }
  return workMs / referenceMs;
}
