/** Recorded traces: a change that does not change the protocol leaves each of them equal, bit for bit. */
import { expect, test } from "vitest";
import { MINUTE_MS, noChurn, poissonChurn } from "../../runtime/simulator/churn.ts";
import { syntheticDelays } from "../../runtime/simulator/delays.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { type RunOptions, runSimulation } from "../../runtime/simulator/run.ts";

/** Trace hash by seed. A commit that changes the protocol records them again, and says so. */
const RECORDED: Record<number, string> = {
  1: "704e0a5b55fcf09dea11ebcf2627e250",
  2: "60d9962e534ca8b10fbe4cc45a14d7e3",
  3: "f51683782dff8c75217259f3d26b4cb4",
  4: "fd6ea7bb94eb37c821e2e69a2bcf42b7",
  5: "b12d64ea8ae05b165c611d0f8900d63f",
  6: "b1249b8a16ea860b78466608bc452c1d",
  7: "e71741d0fa855c909070b80bb70dbc9f",
  8: "9fbd83e9e48c1e5fb4852914fd543bea",
  9: "211e8510ea2ab4b763cfff2e96521999",
  10: "54ad5e0eac3aabed7692f7ca0a991163",
};

const base = (seed: number) => ({
  seed,
  churn: poissonChurn(80, 10 * MINUTE_MS),
  delays: syntheticDelays(seededRandom(seed + 1)),
  lookupsPerNodeS: 0.05,
  strictShare: 0.5,
  minutes: 2,
  warmUpMinutes: 1,
});

/** Ten overlays with different faults, so that every packet kind and every repair is in some trace. */
const RUNS: readonly RunOptions[] = [
  base(1),
  { ...base(2), lossRate: 0.05, duplicateRate: 0.05, lateRate: 0.1 },
  { ...base(3), slowShare: 0.1, clockDrift: 0.005 },
  { ...base(4), links: { asymmetricShare: 0.02, deafShare: 0.02 } },
  { ...base(5), faultSchedule: [{ kind: "massFailure", atMs: MINUTE_MS, share: 0.3 }] },
  { ...base(6), faultSchedule: [{ kind: "partition", atMs: MINUTE_MS / 2, forMs: MINUTE_MS, share: 0.4 }] },
  { ...base(7), faultSchedule: [{ kind: "crowd", atMs: MINUTE_MS, nodes: 40 }] },
  { ...base(8), churn: noChurn(60), start: { joinsPerS: 2 } },
  { ...base(9), cleanShare: 1, mode: "shortcut" as const },
  {
    ...base(10),
    churn: poissonChurn(80, 3 * MINUTE_MS),
    lossRate: 0.1,
    cleanShare: 0.5,
    faultSchedule: [
      { kind: "massFailure", atMs: MINUTE_MS, share: 0.5 },
      { kind: "partition", atMs: 1.5 * MINUTE_MS, forMs: MINUTE_MS / 2, share: 0.5 },
    ],
  },
];

test.each(RUNS)("the trace of seed $seed is the recorded one", (options) => {
  expect(runSimulation(options).result.traceHash).toBe(RECORDED[options.seed]);
});
