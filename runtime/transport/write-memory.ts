/** A pool of write buffers for links. Allocating a buffer for each write costs more than filling it. */

/**
 * Size of a write, in bytes, unless a single packet is longer. A slow peer's progress is measured in writes.
 */
const WRITE_BYTES = 64 * 1024;
/** Maximum number of unused buffers in the pool. */
const POOLED_MAX = 64;

const pool: Buffer[] = [];

/** A buffer of at least `size` bytes, with any content. */
export function takeMemory(size: number): Buffer {
  if (size > WRITE_BYTES) return Buffer.allocUnsafeSlow(size);
  return pool.pop() ?? Buffer.allocUnsafeSlow(WRITE_BYTES);
}

/** Returns a buffer to the pool. The caller must not use it afterwards. */
export function giveBack(memory: Buffer): void {
  if (memory.length === WRITE_BYTES && pool.length < POOLED_MAX) pool.push(memory);
}
