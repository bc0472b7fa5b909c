/** Experiments on routes in an overlay without churn: hops by size, and delay beside the direct delay. */
import { HOUR_MS, noChurn } from "../churn.ts";
import { uniformDelays } from "../delays.ts";
import { atMost, type Case, type Experiment, SEEDS, within } from "./experiment.ts";
import { dependability, run } from "./measures.ts";

/** Routing tables do not change: nodes do not exchange rows during the measurement. */
const STATIC = { gossipFirstMs: HOUR_MS, cachedPeersMax: 64 };
const FIGURE_5 = [0, 0.0006, 0.0156, 0.1643, 0.6449, 0.1745];

export const E1: Experiment = {
  id: "E1",
  title: "Hop distribution, static",
  setup:
    "100,000 nodes, l = 16, about 180,000 messages to ids of nodes. Routing tables are filled at random; " +
    "neighbour selection is off.",
  seeds: SEEDS,
  delays: "uniform",
  cases: [
    {
      name: "share of messages by hops",
      figures: FIGURE_5.map((share, hops) => ({
        name: String(hops),
        digits: 4,
        published: { text: share.toFixed(4), tag: "V" as const },
        target: within(share, 0.01),
      })),
      run: ({ seed }) => {
        const { hops } = run(
          { seed, delays: uniformDelays(50) },
          {
            churn: noChurn(100_000),
            lookupsPerNodeS: 0.03,
            minutes: 1,
            keys: "nodes",
            samples: 1,
            overlay: { ...STATIC, leafSide: 8 },
          },
        );
        return Object.fromEntries(FIGURE_5.map((_, at) => [String(at), hops.distribution[at] ?? 0]));
      },
    },
  ],
  charts: [
    {
      by: "figures",
      name: "hops",
      title: "Hops of a message among 100,000 nodes",
      axis: "share of messages",
      digits: 4,
      bars: [
        { figure: "", label: "ours" },
        { figure: "", label: "Pastry, figure 5" },
      ],
    },
  ],
};

const hopsOf = (nodes: number, most: number): Case => ({
  name: `${nodes.toLocaleString("en")} nodes`,
  figures: [
    {
      name: "hops",
      digits: 3,
      published: { text: String(most), tag: "C" },
      target: atMost(most + 0.005, `≤ ${most}`),
    },
  ],
  run: ({ seed }) => ({
    hops: run(
      { seed, delays: uniformDelays(50) },
      {
        churn: noChurn(nodes),
        lookupsPerNodeS: Math.min(1, 3_000 / nodes),
        minutes: 1,
        samples: 1,
        overlay: STATIC,
      },
    ).hops.mean,
  }),
});

export const E2: Experiment = {
  id: "E2",
  title: "Hops by size, static",
  setup:
    "Random keys, l = 32, about 180,000 messages (60,000 among 1,000 nodes). Routing tables are filled at " +
    "random; neighbour selection is off.",
  seeds: SEEDS,
  delays: "uniform",
  cases: [hopsOf(1_000, 2.31), hopsOf(10_000, 3.05), hopsOf(100_000, 3.81)],
  charts: [
    {
      name: "hops",
      title: "Hops of a message, by the number of nodes",
      axis: "hops, mean",
      digits: 3,
      bars: [{ figure: "hops", label: "hops" }],
    },
  ],
};

export const E3: Experiment = {
  id: "E3",
  title: "Delay over direct delay, after an hour of neighbour selection",
  setup:
    "1,000 nodes whose routing tables are filled at random at first. No churn; an hour of neighbour " +
    "selection, then ten minutes are measured.",
  seeds: SEEDS,
  cases: [
    {
      name: "after one hour",
      figures: [
        {
          name: "ratio",
          digits: 2,
          published: { text: "1.3 to 1.4 (Pastry, figure 6)", tag: "V" },
          target: atMost(1.45),
        },
        { name: "medianRatio", digits: 2 },
        { name: "hops", digits: 2 },
      ],
      run: (setting) =>
        dependability(
          run(setting, {
            churn: noChurn(1_000),
            lookupsPerNodeS: 0.05,
            minutes: 10,
            warmUpMinutes: 60,
            samples: 1,
          }),
        ),
    },
  ],
  remarks:
    "The matrix of the stored figures has round trips measured between PlanetLab hosts. A figure that was " +
    "made with synthetic delays is not comparable with it.",
};

export const E15: Experiment = {
  id: "E15",
  title: "At the size of Freenet's network",
  setup:
    "443 nodes without churn, random keys. Nodes visited: hops plus one, since Freenet counts the first peer too.",
  seeds: SEEDS,
  cases: [
    {
      name: "443 nodes",
      figures: [
        {
          name: "median nodes visited",
          digits: 0,
          published: { text: "7 (Freenet, live)", tag: "V" },
          target: atMost(3),
        },
        {
          name: "99 % visit at most",
          digits: 0,
          published: { text: "11, cut off there", tag: "V" },
          target: atMost(4),
        },
        { name: "hops", digits: 2, published: { text: "1.97", tag: "C" } },
      ],
      run: (setting) => {
        const { hops } = run(setting, { churn: noChurn(443), lookupsPerNodeS: 2, minutes: 1 });
        // As Freenet counts: the first peer is included.
        const quantile = (share: number) => {
          let [visited, seen] = [1, hops.distribution[0]];
          while (seen < share && visited < hops.distribution.length) seen += hops.distribution[visited++];
          return visited;
        };
        return {
          "median nodes visited": quantile(0.5),
          "99 % visit at most": quantile(0.99),
          hops: hops.mean,
        };
      },
    },
  ],
};
