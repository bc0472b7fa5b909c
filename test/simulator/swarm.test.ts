/** A few seeds of the swarm, each run twice; `npm run test:long` has a thousand. */
import { describe, expect, test } from "vitest";
import { runSwarm } from "./swarm.ts";

describe.each([1, 2])("an overlay under the faults drawn from seed %i", (seed) => {
  const first = runSwarm(seed);

  test("violates no safety property, and recovers afterwards", () => {
    expect(first, first.profile).toMatchObject({ violations: [], shortcomings: [] });
  });

  test("gives the same trace in a second run, bit by bit", () => {
    expect(runSwarm(seed).traceHash).toBe(first.traceHash);
  });
});

// Seed 21: a node that joined on the smaller side of a partition had lost no neighbour, so it did not suspect a
// partition, and was root of a strict key beside the true root.
test.each([21])("a node that joins during a partition suspects it as its neighbours do (seed %i)", (seed) => {
  expect(runSwarm(seed)).toMatchObject({ violations: [], shortcomings: [] });
});

// Seed 4: if one neighbour granted a lease and the other refused, each grant made all waiting keys request again,
// without end.
test.each([4])(
  "nodes get leases of strict keys after long faults, without endless requests (seed %i)",
  (seed) => {
    expect(runSwarm(seed)).toMatchObject({ violations: [], shortcomings: [] });
  },
);
