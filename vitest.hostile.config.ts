import { defineConfig } from "vitest/config";

/** The whole attack suite: cases that take long too, and every case with a wall left out. */
export default defineConfig({
  test: {
    include: ["test/attack/**/*.test.ts"],
    pool: "forks",
    maxWorkers: "100%",
    env: { PROST_HOSTILE: "all" },
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
