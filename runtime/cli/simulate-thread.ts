/** The thread of `prost simulate`: runs the simulation for the options of the command line, and posts its results. */
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../base/assert.ts";
import { ProstError } from "../base/errors.ts";
import {
  type Churn,
  GNUTELLA,
  MINUTE_MS,
  noChurn,
  OVERNET,
  poissonChurn,
  traceChurn,
} from "../simulator/churn.ts";
import { matrixDelays, syntheticDelays } from "../simulator/delays.ts";
import type { ScheduledFault } from "../simulator/fault-schedule.ts";
import { seededRandom } from "../simulator/random.ts";
import { type RunOptions, runSimulation } from "../simulator/run.ts";
import { drawRunChart } from "../simulator/run-chart.ts";
import type { SimulateArguments, SimulateMessage } from "./commands/simulate.ts";

const NODES = 1_000;
const DELAYS_SEED = 0x2545f491;

assert(parentPort !== null, "this runs in a thread");
const port = parentPort;
const post = (message: SimulateMessage) => port.postMessage(message);
try {
  const options = workerData as SimulateArguments;
  let shown = -1;
  const { result, lookups, firstMinute } = runSimulation(runOptions(options), (minutes, of) => {
    if (minutes === shown) return;
    shown = minutes;
    post({ kind: "progress", minutes, of });
  });
  const title = `${result.nodes.toFixed(0)} nodes, ${result.churn} churn, ${result.delays} delays, seed ${result.seed}`;
  const minutes = lookups.minutes.slice(firstMinute, firstMinute + options.minutes);
  post({ kind: "done", result, svg: options.plot === undefined ? null : drawRunChart(title, minutes) });
} catch (error) {
  if (!(error instanceof ProstError)) throw error;
  post({ kind: "refused", message: error.message });
}

function runOptions(options: SimulateArguments): RunOptions {
  const random = seededRandom((options.seed ^ DELAYS_SEED) >>> 0);
  return {
    seed: options.seed,
    churn: churnOf(options),
    delays: options.delays === undefined ? syntheticDelays(random) : matrixDelays(options.delays, random),
    minutes: options.minutes,
    warmUpMinutes: options.warmUpMin,
    lookupsPerNodeS: options.lookupsPerNodeS,
    mode: options.mode,
    strictShare: options.strict,
    lossRate: options.loss,
    duplicateRate: options.duplicate,
    lateRate: options.late,
    links: { asymmetricShare: options.asymmetric, deafShare: options.nonTransitive },
    slowShare: options.slow,
    clockDrift: options.clockDrift,
    cleanShare: options.cleanLeave,
    start: options.coldStart === undefined ? "warm" : { joinsPerS: options.coldStart },
    faultSchedule: faultScheduleOf(options),
  };
}

function churnOf({ churn, nodes, sessionMeanMin }: SimulateArguments): Churn {
  switch (churn) {
    case "none":
      return noChurn(nodes ?? NODES);
    case "poisson":
      return poissonChurn(nodes ?? NODES, sessionMeanMin * MINUTE_MS);
    case "gnutella":
      return traceChurn(GNUTELLA, nodes);
    case "overnet":
      return traceChurn(OVERNET, nodes);
  }
}

function faultScheduleOf({
  crowd = [],
  massFailure = [],
  partition = [],
}: SimulateArguments): readonly ScheduledFault[] {
  return [
    ...crowd.map(({ minute, value }) => ({ kind: "crowd", atMs: minute * MINUTE_MS, nodes: value }) as const),
    ...massFailure.map(
      ({ minute, value }) => ({ kind: "massFailure", atMs: minute * MINUTE_MS, share: value }) as const,
    ),
    ...partition.map(
      ({ minute, value }) =>
        ({ kind: "partition", atMs: minute * MINUTE_MS, forMs: value * MINUTE_MS, share: 0.5 }) as const,
    ),
  ];
}
