/**
 * Measures durations in multiples of a reference in the same run. Machines differ and have other work, so a
 * limit in milliseconds that is right on one machine is wrong on another.
 */

const ROUNDS_MAX = 15;

/** Milliseconds to read all bytes one after another: a lower bound for any check of them. */
function readingMs(bytes: Uint8Array): number {
  const startMs = performance.now();
  let mixed = 0;
  for (let i = 0; i < bytes.length; i++) mixed = (Math.imul(mixed, 31) + bytes[i]) | 0;
  READ[0] = mixed;
  return performance.now() - startMs;
}

/** Keeps the compiler from removing a read without a use. */
const READ = new Int32Array(1);

/**
 * The duration of `work` in multiples of the time to read the bytes. Both run in turn, and the minimum of
 * each counts. At most `ROUNDS_MAX` rounds; fewer once the result is at most `enough`.
 */
export function timesAsLongAsReading(bytes: Uint8Array, work: () => void, enough: number): number {
  let workMs = Number.POSITIVE_INFINITY;
  let referenceMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    referenceMs = Math.min(referenceMs, readingMs(bytes));
    const startMs = performance.now();
    work();
    workMs = Math.min(workMs, performance.now() - startMs);
    // The first rounds run before the code is compiled.
    if (round >= 2 && workMs / referenceMs <= enough) break;
  }
  return workMs / referenceMs;
}
