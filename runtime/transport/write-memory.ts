/** Memory in which links gather what leaves in one write. It is kept: to take and free it for each write costs more than to fill it. */

/** One write has at most so many bytes, unless it is a single packet that is longer: what a slow peer takes is seen write by write. */
export const WRITE_BYTES = 64 * 1024;
/** Pieces that are kept while nobody uses them; others are let go. */
const KEPT_MAX = 64;

const kept: Buffer[] = [];

export function takeMemory(bytes: number): Buffer {
  if (bytes > WRITE_BYTES) return Buffer.allocUnsafeSlow(bytes);
  return kept.pop() ?? Buffer.allocUnsafeSlow(WRITE_BYTES);
}

/** Nothing reads or writes it any more. */
export function giveBack(memory: Buffer): void {
  if (memory.length === WRITE_BYTES && kept.length < KEPT_MAX) kept.push(memory);
}
