/** One simulation from its parameters to its figures. */
import { type Churn, MINUTE_MS } from "./churn.ts";
import type { Lookups } from "./lookups.ts";
import { type Report, report } from "./report.ts";
import { befall, type Trouble } from "./troubles.ts";
import { World, type WorldOptions } from "./world.ts";

export interface RunOptions extends Omit<WorldOptions, "warmUpMs" | "churn"> {
  readonly churn: Churn;
  /** That are measured. */
  readonly minutes: number;
  /** Before them. */
  readonly warmUpMinutes: number;
  /** Their moments count from the first measured minute. */
  readonly troubles?: readonly Trouble[];
}

export interface RunResult extends Report {
  readonly seed: number;
  readonly minutes: number;
  readonly delays: string;
  readonly churn: string;
  /** Nodes that were there at the end. */
  readonly nodesAtEnd: number;
  /** Of all packets that were sent; equal for equal parameters. */
  readonly traceHash: string;
}

/** Virtual time between two calls of `onProgress`, in milliseconds. */
const STEP_MS = 5_000;

/** `onProgress` is called with the virtual minutes that are done, of all. */
export function runSimulation(
  options: RunOptions,
  onProgress: (minutes: number, ofMinutes: number) => void = () => {},
): { readonly result: RunResult; readonly lookups: Lookups; readonly firstMinute: number } {
  const { seed, minutes, warmUpMinutes, churn, delays, troubles = [] } = options;
  const world = new World({ ...options, warmUpMs: warmUpMinutes * MINUTE_MS });
  for (const trouble of troubles)
    befall(world, { ...trouble, atMs: trouble.atMs + warmUpMinutes * MINUTE_MS });
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
