/** Other overlays beside ours, in the same simulator. */
import { chord } from "../baselines/chord.ts";
import { type CompareOptions, type Comparison, runBaseline, runOurs } from "../baselines/compare.ts";
import { kademlia } from "../baselines/kademlia.ts";
import { HOUR_MS, poissonChurn } from "../churn.ts";
import { atMost, type Case, type Experiment, SEEDS } from "./experiment.ts";

const NODES = 500;

const beside = (name: string, play: (options: CompareOptions) => Comparison, isOurs = false): Case => ({
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
    const { report, upkeep, total } = play({
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
    "500 nodes (the plan says 10,000), sessions of an hour, 0.05 lookups a second and node, fifteen minutes a seed after ten; the same delays and the same account. Delay is until a message is at the node that is responsible for its key. Chord: 8 successors, stabilization each 20 s, fingers each 120 s, as in OverSim. Kademlia: buckets of 20; with α = 3 a lookup ends when the 20 closest have answered (the paper), with α = 10 when the 3 closest have (the network of IPFS). Answers are waited for 1.5 s. What is sent for lookups is upkeep of nobody and counts in all.",
  seeds: SEEDS,
  cases: [
    beside("ours", runOurs, true),
    beside("Chord, recursive", (options) =>
      runBaseline(chord({ style: "recursive", successors: 8 }), options),
    ),
    beside("Chord, iterative", (options) =>
      runBaseline(chord({ style: "iterative", successors: 8 }), options),
    ),
    beside("Kademlia, α = 3", (options) => runBaseline(kademlia({ k: 20, alpha: 3, enough: 20 }), options)),
    beside("Kademlia, α = 10", (options) => runBaseline(kademlia({ k: 20, alpha: 10, enough: 3 }), options)),
  ],
  remarks:
    "A lookup of Kademlia's asks some 24 nodes, each of which names 20 others: that is where the bytes go. A contact that has died holds up one of its questions for 1.5 s, and with α = 3 nearly every lookup waits for several such, since it ends only when all of the 20 closest have answered. Chord sends less, but each of its hops goes to a node that is as far away as any. Neither baseline chooses near nodes: their papers do not.",
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
      title: "What an overlay sends, by overlay",
      axis: "bytes a node and second",
      digits: 0,
      bars: [
        { figure: "bytes of upkeep", label: "upkeep" },
        { figure: "bytes in all", label: "with lookups" },
      ],
    },
    {
      name: "packets",
      title: "Packets an overlay sends, by overlay",
      axis: "packets a node and second",
      digits: 2,
      bars: [
        { figure: "packets of upkeep", label: "upkeep" },
        { figure: "packets in all", label: "with lookups" },
      ],
    },
  ],
};
