import { expect, test } from "vitest";
import { createSimulation } from "../../../runtime/simulator/simulation.ts";
import {
  intervalsOf,
  isInKeyRange,
  keyRangeOf,
  outside,
  sharedRanges,
} from "../../../runtime/storage/repair/key-ranges.ts";
import type { Interval } from "../../../runtime/storage/repair/ordered-fingerprints.ts";

test.each([
  [1, 90],
  [2, 91],
  [5, 92],
  [9, 93],
  [40, 94],
])("in an overlay of %i nodes, key ranges agree with the replica sets", (nodes, seed) => {
  const simulation = createSimulation({ nodes, seed });
  const keys = Array.from({ length: 120 }, () => simulation.randomId());
  for (const { overlay, handle } of simulation.nodes) {
    for (const copies of [4, 8]) {
      const range = keyRangeOf(overlay, handle, copies);
      expect(range).not.toBeNull();
      for (const key of keys) {
        const isHolder = overlay.replicaSet(key, copies).some(({ id }) => id.equals(handle.id));
        expect(isInKeyRange(range!, key.bytes, 0)).toBe(isHolder);
        expect(outside(range!).some((interval) => isWithin(interval, key.bytes))).toBe(!isHolder);
      }
    }
  }
  const [{ overlay, handle }] = simulation.nodes;
  for (const other of overlay.neighborSet(100)) {
    const ranges = sharedRanges(overlay, other, [4, 8]) ?? [];
    for (const copies of [4, 8]) {
      const range = ranges.find((one) => one.copies === copies);
      for (const key of keys) {
        const ids = overlay.replicaSet(key, copies).map(({ id }) => id.hex);
        const isShared = ids.includes(handle.id.hex) && ids.includes(other.id.hex);
        const isIn =
          range !== undefined &&
          isInKeyRange(range.one, key.bytes, 0) &&
          isInKeyRange(range.other, key.bytes, 0);
        expect(isIn).toBe(isShared);
        const intervals = range === undefined ? [] : intervalsOf(range);
        expect(intervals.filter((interval) => isWithin(interval, key.bytes))).toHaveLength(isShared ? 1 : 0);
      }
    }
  }
});

function isWithin({ from, to }: Interval, place: Uint8Array): boolean {
  return Buffer.compare(place, from) >= 0 && (to === null || Buffer.compare(place, to) < 0);
}
