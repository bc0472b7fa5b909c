/** Experiments that compare prost with other overlays, and one shared overlay with an overlay for each service. */
import { chord } from "../baselines/chord.ts";
import { type CompareOptions, type Comparison, runBaseline, runOurs } from "../baselines/compare.ts";
import { kademlia } from "../baselines/kademlia.ts";
import { HOUR_MS, poissonChurn } from "../churn.ts";
import { atMost, type Case, type Experiment, SEEDS } from "./experiment.ts";
import { run } from "./measures.ts";

const NODES = 500;

const overlayCase = (
  name: string,
  simulate: (options: CompareOptions) => Comparison,
  isOurs = false,
): Case => ({
  name,
  figures: [
    { name: "delay p50, ms", digits: 0, ...(isOurs && { target: atMost(190) }) },
    { name: "delay p90, ms", digits: 0 },
    { name: "hops", digits: 2 },
    { name: "packets of upkeep", digits: 3 },
    { name: "bytes of upkeep", digits: 0 },
    { name: "packets in all", digits: 3 },
    { name: "bytes in all", digits: 0 },
  ],
  rare: [
    { name: "lost", events: "lost", trials: "lookups" },
    { name: "incorrect", events: "incorrect", trials: "lookups" },
  ],
  run: (setting) => {
    const { report, upkeep, total } = simulate({
      ...setting,
      churn: poissonChurn(NODES, HOUR_MS),
      lookupsPerNodeS: 0.05,
      warmUpMinutes: 10,
      minutes: 15,
    });
    const { lookups, lost, incorrect, delayMs, hops } = report;
    return {
      lookups,
      lost,
      incorrect,
      "delay p50, ms": delayMs.p50,
      "delay p90, ms": delayMs.p90,
      hops: hops.mean,
      "packets of upkeep": upkeep.packets,
      "bytes of upkeep": upkeep.bytes,
      "packets in all": total.packets,
      "bytes in all": total.bytes,
    };
  },
});

export const E14: Experiment = {
  id: "E14",
  title: "Beside Chord and Kademlia in the same simulator",
  setup:
    "500 nodes (the plan says 10,000), sessions of an hour, 0.05 lookups per node and second; fifteen " +
    "minutes per seed, after a warm-up of ten. All overlays have the same delays and the same measures. " +
    "Delay: until the message arrives at the root of its key. Chord: 8 successors, stabilization every 20 s, " +
    "fingers every 120 s, as in OverSim. Kademlia: buckets of 20; with α = 3 a lookup ends when the 20 " +
    "closest nodes have replied (the paper), with α = 10 when the 3 closest have (IPFS). Requests time out " +
    "after 1.5 s. Packets of lookups are not upkeep; they count in all.",
  seeds: SEEDS,
  cases: [
    overlayCase("ours", runOurs, true),
    overlayCase("Chord, recursive", (options) =>
      runBaseline(chord({ style: "recursive", successors: 8 }), options),
    ),
    overlayCase("Chord, iterative", (options) =>
      runBaseline(chord({ style: "iterative", successors: 8 }), options),
    ),
    overlayCase("Kademlia, α = 3", (options) =>
      runBaseline(kademlia({ k: 20, alpha: 3, enough: 20 }), options),
    ),
    overlayCase("Kademlia, α = 10", (options) =>
      runBaseline(kademlia({ k: 20, alpha: 10, enough: 3 }), options),
    ),
  ],
  remarks:
    "A Kademlia lookup sends requests to about 24 nodes, and each reply names 20 nodes: these are most of " +
    "the bytes. A dead contact delays a request by 1.5 s. With α = 3 nearly every lookup waits for several " +
    "dead contacts, since it ends only when all of the 20 closest nodes have replied. Chord sends less, but " +
    "each of its hops goes to a node at an average distance. Neither baseline selects near nodes, as in " +
    "their papers.",
  charts: [
    {
      name: "delay",
      title: "Delay of a lookup, by overlay",
      axis: "milliseconds until the message is at the root",
      digits: 0,
      bars: [
        { figure: "delay p50, ms", label: "median" },
        { figure: "delay p90, ms", label: "90th percentile" },
      ],
    },
    {
      name: "bytes",
      title: "Bytes sent, by overlay",
      axis: "bytes per node and second",
      digits: 0,
      bars: [
        { figure: "bytes of upkeep", label: "upkeep" },
        { figure: "bytes in all", label: "with lookups" },
      ],
    },
    {
      name: "packets",
      title: "Packets sent, by overlay",
      axis: "packets per node and second",
      digits: 2,
      bars: [
        { figure: "packets of upkeep", label: "upkeep" },
        { figure: "packets in all", label: "with lookups" },
      ],
    },
  ],
};

export const E23: Experiment = {
  id: "E23",
  title: "One overlay for all services, or one for each",
  setup:
    "500 nodes, sessions of an hour; 0.1 lookups per node and second in total, spread over the services. " +
    "Either one overlay carries all services, or each service has its own overlay on the same nodes. " +
    "Separate overlays are independent, so one is simulated with its share of the lookups, and multiplied by " +
    "the number of services.",
  seeds: SEEDS,
  cases: [1, 10, 100].map((services) => ({
    name: `${services} service${services === 1 ? "" : "s"}`,
    figures: [
      { name: "packets, one overlay", digits: 3 },
      { name: "packets, one each", digits: 3 },
      { name: "times as many", digits: 1 },
    ],
    run: (setting) => {
      const upkeep = (lookupsPerNodeS: number) =>
        run(setting, { churn: poissonChurn(500, HOUR_MS), lookupsPerNodeS, minutes: 20, warmUpMinutes: 5 })
          .control.messagesPerNodeS;
      const one = upkeep(0.1);
      const each = services * upkeep(0.1 / services);
      return { "packets, one overlay": one, "packets, one each": each, "times as many": each / one };
    },
  })),
  charts: [
    {
      name: "packets",
      title: "Upkeep, by the number of services",
      axis: "packets per node and second",
      digits: 2,
      bars: [
        { figure: "packets, one overlay", label: "one overlay" },
        { figure: "packets, one each", label: "an overlay for each" },
      ],
    },
  ],
};
