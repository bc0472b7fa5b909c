import { defineConfig } from "vitest/config";

/** Real processes that talk to each other. Two clusters at once would wait for the processor. */
const ALONE = ["test/processes/**/*.test.ts"];

const PACKAGE = ["test/package/**/*.test.ts"];

export default defineConfig({
  test: {
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most tests wait for processes, disks or timers at times, so each processor gets a worker.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: { name: "together", include: ["test/**/*.test.ts"], exclude: [...ALONE, ...PACKAGE] },
      },
      // Packs the checkout and installs it, which takes both the network and the processor.
      {
        extends: true,
        test: { name: "package", include: PACKAGE, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
      { extends: true, test: { name: "alone", include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
