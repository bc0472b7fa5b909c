/** One simulation, from its parameters to its figures. */
import { type Churn, MINUTE_MS } from "./churn.ts";
import { injectFault, type ScheduledFault } from "./fault-schedule.ts";
import type { Lookups } from "./lookups.ts";
import { type Report, report } from "./report.ts";
import { World, type WorldOptions } from "./world.ts";

export interface RunOptions extends Omit<WorldOptions, "warmUpMs" | "churn"> {
  readonly churn: Churn;
  /** Measured virtual minutes. */
  readonly minutes: number;
  /** Virtual minutes before the measured ones; they do not count. */
  readonly warmUpMinutes: number;
  /** Times are relative to the first measured minute. */
  readonly faultSchedule?: readonly ScheduledFault[];
}

export interface RunResult extends Report {
  readonly seed: number;
  readonly minutes: number;
  readonly delays: string;
  readonly churn: string;
  /** Nodes alive at the end. */
  readonly nodesAtEnd: number;
  /** Hash over all packets sent; equal for equal parameters. */
  readonly traceHash: string;
}

/** Virtual time between two calls of `onProgress`, in milliseconds. */
const STEP_MS = 5_000;

/**
 * Runs the simulation to its end. `onProgress` gets the virtual minutes that are done, and all of them.
 * `firstMinute`: the first measured minute in `lookups.minutes`.
 */
export function runSimulation(
  options: RunOptions,
  onProgress: (minutes: number, ofMinutes: number) => void = () => {},
): { readonly result: RunResult; readonly lookups: Lookups; readonly firstMinute: number } {
  const { seed, minutes, warmUpMinutes, churn, delays, faultSchedule = [] } = options;
  const world = new World({ ...options, warmUpMs: warmUpMinutes * MINUTE_MS });
  for (const fault of faultSchedule)
    injectFault(world, { ...fault, atMs: fault.atMs + warmUpMinutes * MINUTE_MS });
  const all = warmUpMinutes + minutes;
  for (let doneMs = 0; doneMs < all * MINUTE_MS; doneMs += STEP_MS) {
    world.run(Math.min(STEP_MS, all * MINUTE_MS - doneMs));
    onProgress(Math.floor(world.now / MINUTE_MS), all);
  }
  const nodesAtEnd = world.nodes.size;
  world.finish();
  const figures = report(world.lookups, warmUpMinutes, all);
  return {
    result: {
      seed,
      minutes,
      delays: delays.name,
      churn: churn.name,
      nodesAtEnd,
      ...figures,
      traceHash: world.trace.hex,
    },
    lookups: world.lookups,
    firstMinute: warmUpMinutes,
  };
}
