import { expect, test } from "vitest";
import { numberFromEnvironment } from "../settings.ts";
import { killAtRandom } from "./kill.ts";

/** `PROST_KILL_S`: duration; `PROST_KILL_NODES`: number of nodes. */
const seconds = numberFromEnvironment("PROST_KILL_S", 600);
const nodes = numberFromEnvironment("PROST_KILL_NODES", 16);
const seed = numberFromEnvironment("PROST_SEED", 1);

test(`over ${seconds} s of random kills and restarts no strict message is delivered at a wrong node`, async () => {
  const report = await killAtRandom({
    nodes,
    durationMs: 1_000 * seconds,
    killEveryMs: 6_000,
    lookupsPerSecond: 10,
    seed,
  });
  console.log(JSON.stringify({ nodes, seconds, seed, ...report }, null, 2));
  expect(report.kills).toBeGreaterThan(0);
  expect(report.strict.lookups).toBeGreaterThan(100);
  expect(report.strict.incorrect).toBe(0);
  expect(report.strict.lost / report.strict.lookups).toBeLessThan(0.05);
  expect(report.tree.lost / report.tree.lookups).toBeLessThan(0.01);
  expect(report.leafSetErrors).toBe(0);
});
