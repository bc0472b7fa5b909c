/**
 * Histories of records under faults and on disks that crash, for many seeds: `PROST_SEEDS`, `PROST_LONG_S`.
 */
import { test } from "vitest";
import { runSeeds } from "../seed-runs.ts";
import { runRecords } from "./record-run.ts";

test("no acknowledged record is lost under churn, pauses, partitions and failing disks", async () => {
  await runSeeds("records, crashing disks", ["faults", "cutShort", "damaged"], runRecords);
});
