/** Merged values under faults, for many seeds: `PROST_SEEDS`, `PROST_LONG_S`. */
import { test } from "vitest";
import { runSeeds } from "../seed-runs.ts";
import { runMerges } from "./merge-run.ts";

test("merged values converge and lose no acknowledged write under churn, partitions and disk faults", async () => {
  await runSeeds("merged values", ["faults", "merges"], runMerges);
});
