import { expect, test } from "vitest";
import { numberFromEnvironment } from "../settings.ts";
import { realityCheck } from "./reality.ts";

/** `PROST_REALITY_NODES`: number of processes; `PROST_REALITY_S`: duration after the last join. */
const nodes = numberFromEnvironment("PROST_REALITY_NODES", 24);
const seconds = numberFromEnvironment("PROST_REALITY_S", 480);
const seed = numberFromEnvironment("PROST_SEED", 1);

test(`${nodes} real and simulated nodes take the same hops, and equal maintenance traffic within a tenth`, async () => {
  const report = await realityCheck({ nodes, durationMs: 1_000 * seconds, lookupsPerSecond: 10, seed });
  console.log(JSON.stringify({ nodes, seed, ...report }, null, 2));
  const { real, simulated } = report;
  expect(real.lost).toBe(0);
  for (let hops = 0; hops < Math.max(real.hopShares.length, simulated.hopShares.length); hops++)
    expect(Math.abs((real.hopShares[hops] ?? 0) - (simulated.hopShares[hops] ?? 0))).toBeLessThanOrEqual(0.1);
  expect(Math.abs(real.upkeep / simulated.upkeep - 1)).toBeLessThanOrEqual(0.1);
});
