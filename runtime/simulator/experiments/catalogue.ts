/** The experiments, by the numbers of the plan. Sizes are such that all of them take less than an hour of one core. */
import { GNUTELLA, HOUR_MS, MINUTE_MS, noChurn, OVERNET, poissonChurn, traceChurn } from "../churn.ts";
import { uniformDelays } from "../delays.ts";
import { World } from "../world.ts";
import { E11, E12 } from "./ablations.ts";
import { atLeast, atMost, type Case, type Chart, type Experiment, SEEDS, within } from "./experiment.ts";
import { dependability, RARE, RATIO, run, secondsUntilWhole, UPKEEP } from "./measures.ts";
import { E14 } from "./rivals.ts";
import { E4, E19 } from "./upheavals.ts";

/** Tables stay as they were filled: nobody tells others of nearer nodes while it is measured. */
const STATIC = { gossipFirstMs: HOUR_MS, cachedPeersMax: 64 };
const FIGURE_5 = [0, 0.0006, 0.0156, 0.1643, 0.6449, 0.1745];

const E1: Experiment = {
  id: "E1",
  title: "Hop distribution, static",
  setup:
    "100,000 nodes, l = 16, about 180,000 messages to ids of nodes; tables filled at random, and nobody looks for nearer nodes.",
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

const E2: Experiment = {
  id: "E2",
  title: "Hops by size, static",
  setup:
    "Random keys, l = 32, about 180,000 messages (60,000 among 1,000 nodes); tables filled at random, and nobody looks for nearer nodes.",
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

const E3: Experiment = {
  id: "E3",
  title: "Delay over direct delay, after an hour of live neighbour selection",
  setup:
    "1,000 nodes whose tables are filled at random at first; an hour without churn, then ten minutes measured.",
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
};

const E5: Experiment = {
  id: "E5",
  title: "Half of the nodes die at once",
  setup:
    "1,000 nodes, half of them gone without a word at the same moment; leaf sets are held against the truth every five seconds.",
  seeds: SEEDS,
  cases: [
    {
      name: "ring",
      figures: [{ name: "seconds until every leaf set is right", digits: 0, target: atMost(90) }],
      run: ({ seed, delays }) => {
        const world = new World({ seed, delays, churn: noChurn(1_000), lookupsPerNodeS: 0 });
        world.run(MINUTE_MS);
        for (const node of [...world.nodes.values()]) if (world.random.next() < 0.5) world.crash(node);
        return { "seconds until every leaf set is right": secondsUntilWhole(world, 600) };
      },
    },
  ],
};

const E6: Experiment = {
  id: "E6",
  title: "Gnutella-like churn",
  setup:
    "2,000 nodes on average, log-normal sessions of 2.3 h (median 1 h) with a daily wave, made to the moments of the trace; one hour a seed (the trace has 60), after ten minutes; 0.01 lookups a second and node.",
  seeds: SEEDS,
  cases: [
    {
      name: "2,000 nodes",
      figures: [
        {
          name: "packets",
          digits: 3,
          published: { text: "0.245 (MSPastry)", tag: "R" },
          target: atMost(0.25),
        },
        {
          name: "ratio",
          digits: 2,
          published: { text: "1.80 (MSPastry, GATech)", tag: "R" },
          target: atMost(1.5),
        },
        ...UPKEEP.slice(1),
      ],
      rare: RARE("1e-5"),
      run: (setting) =>
        dependability(
          run(setting, {
            churn: traceChurn(GNUTELLA),
            lookupsPerNodeS: 0.01,
            minutes: 60,
            warmUpMinutes: 10,
          }),
        ),
    },
  ],
};

const E7: Experiment = {
  id: "E7",
  title: "Overnet-like churn",
  setup:
    "455 nodes on average, sessions of 134 minutes (median 79), made to the moments of the trace; one hour a seed.",
  seeds: SEEDS,
  cases: [
    {
      name: "455 nodes",
      figures: [{ name: "packets", digits: 3, target: atMost(0.25) }, RATIO, ...UPKEEP.slice(1)],
      rare: RARE(),
      run: (setting) =>
        dependability(
          run(setting, { churn: traceChurn(OVERNET), lookupsPerNodeS: 0.01, minutes: 60, warmUpMinutes: 10 }),
        ),
    },
  ],
};

/** `by`: what tells the cases apart. */
const ratioAndUpkeep = (by: string): readonly Chart[] => [
  {
    name: "ratio",
    title: `Delay over direct delay, by ${by}`,
    axis: "ratio of means",
    digits: 2,
    bars: [{ figure: "ratio", label: "delay ratio" }],
  },
  {
    name: "packets",
    title: `Upkeep, by ${by}`,
    axis: "packets a node and second",
    digits: 3,
    bars: [{ figure: "packets", label: "upkeep" }],
  },
];

const E8: Experiment = {
  id: "E8",
  title: "Poisson churn by mean session",
  setup:
    "10,000 nodes, eight minutes a seed after five; sessions of 5 minutes with 1,000 nodes, twenty minutes a seed. 0.01 lookups a second and node.",
  seeds: SEEDS,
  cases: [5, 15, 30, 60, 120, 600].map((minutes) => ({
    name: `sessions of ${minutes} min`,
    figures: [RATIO, ...UPKEEP],
    rare: RARE(minutes >= 15 ? "2e-5" : "1e-3"),
    run: (setting) =>
      dependability(
        run(setting, {
          churn: poissonChurn(minutes >= 15 ? 10_000 : 1_000, minutes * MINUTE_MS),
          lookupsPerNodeS: 0.01,
          minutes: minutes >= 15 ? 8 : 20,
          warmUpMinutes: 5,
        }),
      ),
  })),
  remarks:
    "What was lost, where it was traced, was lost with the one node that held it while its next hop did not answer: between the attempts, or, where nobody else had seen the message go past the dead root, until the verdict.",
  charts: ratioAndUpkeep("how long nodes stay"),
};

const E9: Experiment = {
  id: "E9",
  title: "Sessions of 1.4 minutes",
  setup:
    "1,000 nodes, exponential sessions with a median of 1.4 minutes, ten minutes a seed after five; 0.1 lookups a second and node.",
  seeds: SEEDS,
  cases: [
    {
      name: "median 1.4 min",
      figures: [
        { name: "share delivered", digits: 4, target: atLeast(0.99) },
        { name: "bytes", digits: 0, published: { text: "< 900 (Bamboo)", tag: "V" }, target: atMost(900) },
        { name: "packets", digits: 2 },
        RATIO,
        { name: "joinMs", digits: 0 },
      ],
      rare: RARE(),
      run: (setting) => {
        const result = run(setting, {
          churn: poissonChurn(1_000, (1.4 / Math.LN2) * MINUTE_MS),
          lookupsPerNodeS: 0.1,
          minutes: 10,
          warmUpMinutes: 5,
        });
        const { lookups, lost, abandoned } = result;
        return { ...dependability(result), "share delivered": 1 - lost / (lookups - abandoned) };
      },
    },
  ],
  remarks:
    "A message that went two ways can be delivered by a root that dies then, and again by the node in its place, or by one that has come to be nearer to the key meanwhile: so were those that were traced, with sessions of 5 minutes.",
};

const E10: Experiment = {
  id: "E10",
  title: "Packets that are lost",
  setup:
    "1,000 nodes (the plan says 10,000), sessions of 138 minutes, twenty minutes a seed; every packet is lost with the same chance.",
  seeds: SEEDS,
  cases: [0.01, 0.05].map((lossRate) => ({
    name: `${100 * lossRate} % lost`,
    figures: [RATIO, ...UPKEEP],
    rare: RARE("1e-5"),
    run: (setting) =>
      dependability(
        run(setting, {
          churn: poissonChurn(1_000, 138 * MINUTE_MS),
          lookupsPerNodeS: 0.05,
          minutes: 20,
          warmUpMinutes: 5,
          lossRate,
        }),
      ),
  })),
  remarks:
    "Delivered twice is what went two ways, since an acknowledgement was lost, when its root dies or another node comes to be nearer to the key between the two.",
  charts: ratioAndUpkeep("packets that are lost"),
};

const E15: Experiment = {
  id: "E15",
  title: "At the size of Freenet's network",
  setup: "443 nodes without churn, random keys. A node that delivers its own message has visited none.",
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
        // Freenet counts peers visited, the first included.
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

const E18: Experiment = {
  id: "E18",
  title: "Cut in two for ten minutes, and healed",
  setup:
    "1,000 nodes; no packet passes between the halves, which lie interleaved on the ring; leaf sets are held against the truth every five seconds after healing.",
  seeds: SEEDS,
  cases: [
    {
      name: "healing",
      figures: [{ name: "seconds until one ring", digits: 0, target: atMost(180) }],
      run: ({ seed, delays }) => {
        const world = new World({ seed, delays, churn: noChurn(1_000), lookupsPerNodeS: 0 });
        world.run(MINUTE_MS);
        world.cut((from, to) => from.id.bytes[31] % 2 !== to.id.bytes[31] % 2);
        world.run(10 * MINUTE_MS);
        world.heal();
        return { "seconds until one ring": secondsUntilWhole(world, 1_800) };
      },
    },
  ],
};

const E23: Experiment = {
  id: "E23",
  title: "One overlay for all services, or one for each",
  setup:
    "500 nodes, sessions of an hour, 0.1 lookups a second and node in all, spread over so many services; one overlay carries them all, or each service has an overlay of its own on the same nodes. Overlays of their own are independent, so one is simulated, with its share of the lookups, and counted as often as there are services.",
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
      axis: "packets a node and second",
      digits: 2,
      bars: [
        { figure: "packets, one overlay", label: "one overlay" },
        { figure: "packets, one each", label: "an overlay for each" },
      ],
    },
  ],
};

const E26: Experiment = {
  id: "E26",
  title: "The same seed twice",
  setup:
    "300 nodes, sessions of ten minutes, 2 % of packets lost, ten minutes; hash over every packet that was sent.",
  seeds: SEEDS,
  cases: [
    {
      name: "two runs a seed",
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

/** The simulator itself: what a churned overlay of so many nodes takes of a processor and of memory. */
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

const E27: Experiment = {
  id: "E27",
  title: "The simulator at scale",
  setup:
    "Poisson churn, sessions of 138 minutes, a lookup a node each 100 s, from a warm start; shorter than an hour, so that it takes minutes. The first minutes, in which all look for nearer nodes, take two to three times as long as those of an hour later. The whole is `prost simulate --nodes 100000 --minutes 60 --session-mean-min 138 --lookups-per-node-s 0.01 --loss 0 --seed 7`.",
  seeds: [7],
  cases: [scaleOf(2_000, 60), scaleOf(10_000, 30), scaleOf(100_000, 3)],
};

export const EXPERIMENTS: readonly Experiment[] = [
  E1,
  E2,
  E3,
  E4,
  E5,
  E6,
  E7,
  E8,
  E9,
  E10,
  E11,
  E12,
  E14,
  E15,
  E18,
  E19,
  E23,
  E26,
  E27,
];
