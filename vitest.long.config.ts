import { defineConfig } from "vitest/config";

/** What takes minutes: thousands of modules, long fuzzing. `PROST_LONG_S` is the seconds each fuzzer runs. */
export default defineConfig({
  test: {
    include: ["test/**/*.long.ts"],
    pool: "forks",
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
