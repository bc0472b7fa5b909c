/** Experiments on the simulator itself: equal traces of equal seeds, and its processor time and memory at scale. */
import { MINUTE_MS, poissonChurn } from "../churn.ts";
import { atLeast, atMost, type Case, type Experiment, SEEDS } from "./experiment.ts";
import { dependability, RARE, run } from "./measures.ts";

export const E26: Experiment = {
  id: "E26",
  title: "Two runs of the same seed",
  setup:
    "300 nodes, sessions of ten minutes, 2 % packet loss, ten minutes. The trace hash covers every packet sent.",
  seeds: SEEDS,
  cases: [
    {
      name: "two runs per seed",
      figures: [{ name: "equal traces", digits: 0, target: atLeast(1, "all") }],
      run: (setting) => {
        const once = () =>
          run(setting, {
            churn: poissonChurn(300, 10 * MINUTE_MS),
            lookupsPerNodeS: 0.05,
            minutes: 10,
            lossRate: 0.02,
          }).traceHash;
        const [first, second] = [once(), once()];
        return { "equal traces": first === second ? 1 : 0 };
      },
    },
  ],
};

/** Processor time and memory of a simulated overlay under churn. */
const scaleOf = (nodes: number, minutes: number): Case => {
  const hour = (60 * 100_000) / (minutes * nodes);
  return {
    name: `${nodes.toLocaleString("en")} nodes, ${minutes} minutes`,
    figures: [
      { name: "processorS", digits: 0 },
      {
        name: "processorS of 100,000 nodes in an hour at that rate",
        digits: 0,
        target: atMost(900),
      },
      { name: "peak memory, GiB", digits: 1, ...(nodes === 100_000 && { target: atMost(8) }) },
      { name: "packets", digits: 3 },
    ],
    rare: RARE(),
    run: (setting) => {
      const beforeUs = process.cpuUsage().user;
      const result = run(setting, {
        churn: poissonChurn(nodes, 138 * MINUTE_MS),
        lookupsPerNodeS: 0.01,
        minutes,
      });
      const processorS = (process.cpuUsage().user - beforeUs) / 1e6;
      return {
        ...dependability(result),
        processorS,
        "processorS of 100,000 nodes in an hour at that rate": processorS * hour,
        "peak memory, GiB": process.resourceUsage().maxRSS / 2 ** 20,
      };
    },
  };
};

export const E27: Experiment = {
  id: "E27",
  title: "The simulator at scale",
  setup:
    "Poisson churn, sessions of 138 minutes, one lookup per node every 100 s, from a warm start. The runs " +
    "are shorter than an hour, so that they take minutes. The first minutes, in which all nodes look for " +
    "nearer neighbours, take two to three times as long as the minutes an hour later. The full run is `prost " +
    "simulate --nodes 100000 --minutes 60 --session-mean-min 138 --lookups-per-node-s 0.01 --loss 0 --seed " +
    "7`.",
  seeds: [7],
  cases: [scaleOf(2_000, 60), scaleOf(10_000, 30), scaleOf(100_000, 3)],
};
