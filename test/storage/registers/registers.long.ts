/**
 * Histories of registers under faults, for many seeds: `PROST_SEEDS`, `PROST_LONG_S`; `PROST_DISKS` names one
 * kind of disk.
 */
import { test } from "vitest";
import { choicesFromEnvironment } from "../../settings.ts";
import { runSeeds } from "../seed-runs.ts";
import { runRegisters } from "./register-run.ts";

const COUNTS = ["undecided", "faults", "cutShort", "damaged", "unavailable"] as const;

test.each(choicesFromEnvironment("PROST_DISKS", ["refusing", "crashing"] as const))(
  "every history of registers under churn, pauses, partitions and %s disks is linearizable",
  async (disks) => {
    await runSeeds(`registers, ${disks} disks`, COUNTS, (seed) => runRegisters(seed, disks));
  },
);
