/** A few seeds of the swarm, each run twice; `npm run test:long` has a thousand. */
import { describe, expect, test } from "vitest";
import { ordeal } from "./swarm.ts";

describe.each([1, 2])("an overlay in the trouble that seed %i draws", (seed) => {
  const first = ordeal(seed);

  test("does nothing unsafe, and is whole again afterwards", () => {
    expect(first, first.profile).toMatchObject({ violations: [], shortcomings: [] });
  });

  test("gives the same trace again, bit by bit", () => {
    expect(ordeal(seed).traceHash).toBe(first.traceHash);
  });
});

// Seed 21: who had come to the smaller side of a cut had lost nobody, was not in doubt, and was root of a strict key beside the true one.
test.each([21])(
  "who comes while the overlay is cut in two is as unsure as those it finds there (seed %i)",
  (seed) => {
    expect(ordeal(seed)).toMatchObject({ violations: [], shortcomings: [] });
  },
);

// Seed 4: where one neighbour granted and the other refused, each grant had all that waited ask again: there was no end to it.
test.each([4])(
  "nodes that want strict keys after long trouble get them, and do not ask without end (seed %i)",
  (seed) => {
    expect(ordeal(seed)).toMatchObject({ violations: [], shortcomings: [] });
  },
);
