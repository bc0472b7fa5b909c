/** Experiments on mass failures, mass joins and a partition. */
import { MINUTE_MS, noChurn, poissonChurn } from "../churn.ts";
import type { Lookups, Minute, UpkeepKind } from "../lookups.ts";
import { runSimulation } from "../run.ts";
import { World } from "../world.ts";
import { atLeast, atMost, type Experiment, SEEDS, type Setting } from "./experiment.ts";
import { dependability, RARE, run, secondsUntilWhole } from "./measures.ts";

const E4_NODES = 1_000;
const E4_SHARE = 0.1;
const BEFORE = 3;
const AFTER = 5;

/** Parts of the additional traffic after the failure. */
const E4_PARTS: readonly (readonly [name: string, kinds: readonly UpkeepKind[]])[] = [
  ["of them pings", ["ping"]],
  ["acknowledgements", ["ack"]],
  ["leaf set requests and replies", ["leafSetRequest", "leafSetReply"]],
  ["failure news", ["failureNews"]],
];

/** Upkeep of the minutes after the failure, minus the upkeep of the same minutes without it. */
function additionalUpkeep({ seed, delays }: Setting) {
  const plan = { seed, delays, churn: noChurn(E4_NODES), lookupsPerNodeS: 0.05, overlay: { leafSide: 8 } };
  const still = runSimulation({ ...plan, warmUpMinutes: BEFORE, minutes: AFTER });
  const torn = runSimulation({
    ...plan,
    warmUpMinutes: BEFORE,
    minutes: AFTER,
    faultSchedule: [{ kind: "massFailure", atMs: 0, share: E4_SHARE }],
  });
  const packets = (minutes: readonly Minute[]) =>
    minutes.slice(BEFORE, BEFORE + AFTER).reduce((sum, { upkeepPackets }) => sum + upkeepPackets, 0);
  const failed = E4_NODES - torn.result.nodesAtEnd;
  // The share of survivors: their traffic without the failure is the base.
  const left = torn.result.nodesAtEnd / E4_NODES;
  const usual = packets(still.lookups.minutes) * left;
  const sent = ({ upkeep }: Lookups, kinds: readonly UpkeepKind[]) =>
    kinds.reduce((sum, kind) => sum + (upkeep.get(kind)?.packets ?? 0), 0);
  const parts = E4_PARTS.map(([name, kinds]): [string, number] => [
    name,
    (sent(torn.lookups, kinds) - sent(still.lookups, kinds) * left) / failed,
  ]);
  return {
    ...dependability(torn.result),
    "hops before": still.result.hops.mean,
    "hops after": torn.result.hops.mean,
    "packets per failed node": (packets(torn.lookups.minutes) - usual) / failed,
    ...Object.fromEntries(parts),
  };
}

export const E4: Experiment = {
  id: "E4",
  title: "A tenth of the nodes dies at once",
  setup:
    "1,000 nodes (the plan says 5,000), l = 16. A tenth of the nodes crashes at the same moment; the five " +
    "minutes afterwards are compared with the same minutes without the failure. 0.05 lookups per node and " +
    "second, to the root itself: Pastry's lookups end at any of the five closest nodes.",
  seeds: SEEDS,
  cases: [
    {
      name: "five minutes afterwards",
      figures: [
        { name: "hops before", digits: 2, published: { text: "2.73 (Pastry, 5,000 nodes)", tag: "V" } },
        { name: "hops after", digits: 2, published: { text: "2.96, 2.74 once repaired", tag: "V" } },
        {
          name: "packets per failed node",
          digits: 0,
          published: { text: "57 calls (Pastry)", tag: "V" },
          target: atMost(57),
        },
        ...E4_PARTS.map(([name]) => ({ name, digits: 0 })),
      ],
      rare: RARE("0"),
      run: additionalUpkeep,
    },
  ],
  remarks:
    "Pastry counts the calls of the repair; here every packet above the usual traffic counts. Half are " +
    "pings: the attempts before a node is declared failed, from every node with the dead node in its routing " +
    "table or leaf set, and afterwards pings of live nodes, because probing adapts to the failures observed. " +
    "Their acknowledgements are most of the second part. Counted in calls, as in the paper, the repair takes " +
    "about 55 requests and 28 failure news per failed node: 83 calls.",
};

export const E5: Experiment = {
  id: "E5",
  title: "Half of the nodes die at once",
  setup:
    "1,000 nodes, half of which crash at the same moment. Leaf sets are compared with the truth every five seconds.",
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

export const E18: Experiment = {
  id: "E18",
  title: "A partition of ten minutes, and healing",
  setup:
    "1,000 nodes in two halves that are interleaved on the ring. No packet passes between the halves for ten " +
    "minutes. After healing, leaf sets are compared with the truth every five seconds.",
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

const CROWD = 500;

/** Seconds until 99 % of leaf set members are right, in steps of 5; infinite if not within the limit. */
function secondsUntilNearlyWhole(world: World, limitS: number): number {
  for (let seconds = 0; seconds <= limitS; seconds += 5) {
    const { missing, wrong } = world.leafSetErrors();
    if (world.ring.size > 1 && missing + wrong <= 0.01 * 32 * world.ring.size) return seconds;
    world.run(5_000);
  }
  return Number.POSITIVE_INFINITY;
}

export const E19: Experiment = {
  id: "E19",
  title: "Twice as many nodes within a minute, and a start from nothing",
  setup:
    "A crowd: 500 nodes join an overlay of 500 within a minute, with 0.1 lookups per node and second (the " +
    "plan says from 1,000 to 100,000). From nothing: 500 nodes join one after another, ten per second, " +
    "without an overlay at first.",
  seeds: SEEDS,
  cases: [
    {
      name: "a crowd",
      figures: [
        { name: "share delivered at the root", digits: 5, target: atLeast(0.999) },
        { name: "joinMs", digits: 0 },
        { name: "seconds after the crowd until every leaf set is right", digits: 0, target: atMost(60) },
      ],
      rare: RARE(),
      run: (setting) => {
        const result = run(setting, {
          churn: poissonChurn(CROWD, 10 * 24 * 60 * MINUTE_MS),
          lookupsPerNodeS: 0.1,
          minutes: 3,
          warmUpMinutes: 2,
          faultSchedule: [{ kind: "crowd", atMs: 0, nodes: CROWD }],
        });
        const { lookups, lost, abandoned, incorrect } = result;
        const world = new World({ ...setting, churn: noChurn(CROWD), lookupsPerNodeS: 0 });
        world.run(MINUTE_MS);
        for (let i = 0; i < CROWD; i++)
          world.clock.at(world.random.next() * MINUTE_MS, () => world.joinForAWhile());
        world.run(MINUTE_MS);
        return {
          ...dependability(result),
          "share delivered at the root": 1 - (lost + incorrect) / (lookups - abandoned),
          "seconds after the crowd until every leaf set is right": secondsUntilWhole(world, 600),
        };
      },
    },
    {
      name: "from nothing",
      figures: [
        { name: "seconds after the last join until 99 % of leaf set members are right", digits: 0 },
        { name: "seconds after the last join until all are right", digits: 0, target: atMost(60) },
        { name: "joinMs", digits: 0 },
      ],
      run: (setting) => {
        const world = new World({
          ...setting,
          churn: noChurn(CROWD),
          lookupsPerNodeS: 0,
          start: { joinsPerS: 10 },
        });
        world.run((CROWD / 10) * 1_000);
        const nearlyS = secondsUntilNearlyWhole(world, 600);
        const joins = world.lookups.joinMs.toSorted((a, b) => a - b);
        return {
          "seconds after the last join until 99 % of leaf set members are right": nearlyS,
          "seconds after the last join until all are right": nearlyS + secondsUntilWhole(world, 600),
          joinMs: joins[joins.length >> 1] ?? Number.NaN,
        };
      },
    },
  ],
};
