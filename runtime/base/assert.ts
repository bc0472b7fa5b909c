/** States what must be true whatever the world does. False means a bug of ours: the program stops. */
export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${claim}`);
}
