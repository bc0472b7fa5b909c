/** Experiments on an overlay whose nodes join and fail all the time, or whose packets are lost. */
import { GNUTELLA, MINUTE_MS, OVERNET, poissonChurn, traceChurn } from "../churn.ts";
import { atLeast, atMost, type Chart, type Experiment, SEEDS } from "./experiment.ts";
import { dependability, RARE, RATIO, run, UPKEEP } from "./measures.ts";

export const E6: Experiment = {
  id: "E6",
  title: "Gnutella-like churn",
  setup:
    "2,000 nodes on average, log-normal sessions of 2.3 h (median 1 h) with a daily wave of joins: the " +
    "published moments of the trace. One hour per seed (the trace has 60), after a warm-up of ten minutes; " +
    "0.01 lookups per node and second.",
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

export const E7: Experiment = {
  id: "E7",
  title: "Overnet-like churn",
  setup:
    "455 nodes on average, sessions of 134 minutes (median 79): the published moments of the trace. One hour " +
    "per seed, after a warm-up of ten minutes; 0.01 lookups per node and second.",
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

/** `by`: the parameter in which the cases differ. */
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
    axis: "packets per node and second",
    digits: 3,
    bars: [{ figure: "packets", label: "upkeep" }],
  },
];

export const E8: Experiment = {
  id: "E8",
  title: "Poisson churn by mean session",
  setup:
    "10,000 nodes, eight minutes per seed, after a warm-up of five; with sessions of 5 minutes 1,000 nodes, " +
    "twenty minutes per seed. 0.01 lookups per node and second.",
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
    "Every lost lookup that was traced was lost with the node that had it queued while its next hop did not " +
    "acknowledge: between two attempts, or, if no other node had forwarded the message past the dead root, " +
    "until the next hop was declared failed.",
  charts: ratioAndUpkeep("mean session"),
};

export const E9: Experiment = {
  id: "E9",
  title: "Sessions of 1.4 minutes",
  setup:
    "1,000 nodes, exponential sessions with a median of 1.4 minutes; ten minutes per seed, after a warm-up " +
    "of five; 0.1 lookups per node and second.",
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
    "A message that was sent to two next hops can be delivered twice: by a root that dies afterwards, and by " +
    "the next root of the key, or by a node closer to the key that has joined in the meantime. The double " +
    "deliveries that were traced, with sessions of 5 minutes, were of this kind.",
};

export const E10: Experiment = {
  id: "E10",
  title: "Packet loss",
  setup:
    "1,000 nodes (the plan says 10,000), sessions of 138 minutes; twenty minutes per seed, after a warm-up " +
    "of five; 0.05 lookups per node and second. Every packet is lost with the same probability.",
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
    "A message is delivered twice if it was sent to two next hops, because an acknowledgement was lost, and " +
    "its root dies, or another node becomes the root, between the two deliveries.",
  charts: ratioAndUpkeep("packet loss"),
};
