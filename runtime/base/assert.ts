/** For claims that hold whatever other nodes and the machine do. A false claim is a bug in prost. */
export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${claim}`);
}
