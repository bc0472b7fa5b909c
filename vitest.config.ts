import { defineConfig } from "vitest/config";

/** Real processes that talk to each other: beside others of its kind a cluster would wait for the processor, not for what it waits for. */
const ALONE = ["test/processes/**/*.test.ts"];

export default defineConfig({
  test: {
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most tests wait for processes, disks or timers at times: one worker for each processor, and none left out.
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "together", include: ["test/**/*.test.ts"], exclude: ALONE } },
      { extends: true, test: { name: "alone", include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
