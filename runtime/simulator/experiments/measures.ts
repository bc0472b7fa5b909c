/** Measures that several experiments share. */
import { type RunOptions, type RunResult, runSimulation } from "../run.ts";
import type { World } from "../world.ts";
import type { Case, Figure, Setting } from "./experiment.ts";

type Plan = Omit<RunOptions, "seed" | "delays" | "warmUpMinutes"> & { readonly warmUpMinutes?: number };

export function run({ seed, delays }: Setting, plan: Plan): RunResult {
  return runSimulation({ warmUpMinutes: 0, delays, ...plan, seed }).result;
}

/** The figures of every run under churn. */
export function dependability(result: RunResult) {
  const { lookups, lost, incorrect, abandoned, twice, control, delayRatio, hops } = result;
  return {
    lookups,
    lost,
    incorrect,
    abandoned,
    twice,
    packets: control.messagesPerNodeS,
    bytes: control.bytesPerNodeS,
    ratio: delayRatio.ofMeans ?? Number.NaN,
    medianRatio: delayRatio.median ?? Number.NaN,
    hops: hops.mean,
    joinMs: result.joinMs.p50,
  };
}

export const RARE = (lost?: string): NonNullable<Case["rare"]> => [
  { name: "incorrect", events: "incorrect", trials: "lookups", target: "0" },
  { name: "lost", events: "lost", trials: "lookups", ...(lost === undefined ? {} : { target: lost }) },
  { name: "delivered twice", events: "twice", trials: "lookups", target: "0" },
];
export const RATIO: Figure = { name: "ratio", digits: 2 };
export const UPKEEP: readonly Figure[] = [
  { name: "packets", digits: 3 },
  { name: "bytes", digits: 0 },
  { name: "hops", digits: 2 },
  { name: "joinMs", digits: 0 },
];

/** Seconds until all leaf sets equal the truth, in steps of 5; infinite if not within the limit. */
export function secondsUntilWhole(world: World, limitS: number): number {
  for (let seconds = 0; seconds <= limitS; seconds += 5) {
    const { missing, wrong } = world.leafSetErrors();
    if (missing + wrong === 0) return seconds;
    world.run(5_000);
  }
  return Number.POSITIVE_INFINITY;
}
