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
};
