/** Many nodes that die or come at once. */
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

/** What a tenth more of dead nodes costs, in parts. */
const E4_PARTS: readonly (readonly [name: string, kinds: readonly UpkeepKind[]])[] = [
  ["of them pings", ["ping"]],
  ["acknowledgements", ["ack"]],
  ["questions for leaf sets, and answers", ["leafSetRequest", "leafSetReply"]],
  ["news of the dead", ["failureNews"]],
];

/** Upkeep of the minutes after the failure, less that of the same minutes without it. */
function tenth({ seed, delays }: Setting) {
  const plan = { seed, delays, churn: noChurn(E4_NODES), lookupsPerNodeS: 0.05, overlay: { leafSide: 8 } };
  const still = runSimulation({ ...plan, warmUpMinutes: BEFORE, minutes: AFTER });
  const torn = runSimulation({
    ...plan,
    warmUpMinutes: BEFORE,
    minutes: AFTER,
    troubles: [{ kind: "massFailure", atMs: 0, share: E4_SHARE }],
  });
  const packets = (minutes: readonly Minute[]) =>
    minutes.slice(BEFORE, BEFORE + AFTER).reduce((sum, { upkeepPackets }) => sum + upkeepPackets, 0);
  const failed = E4_NODES - torn.result.nodesAtEnd;
  // Those who are left would have sent as much without it.
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
    "packets a failed node": (packets(torn.lookups.minutes) - usual) / failed,
    ...Object.fromEntries(parts),
  };
}

export const E4: Experiment = {
  id: "E4",
  title: "A tenth of the nodes dies at once",
  setup:
    "1,000 nodes (the plan says 5,000), l = 16; a tenth is gone without a word at the same moment, and the five minutes from then on are measured against the same five without it. 0.05 lookups a second and node, to the root itself: Pastry's end at any of the five closest.",
  seeds: SEEDS,
  cases: [
    {
      name: "five minutes from then",
      figures: [
        { name: "hops before", digits: 2, published: { text: "2.73 (Pastry, 5,000 nodes)", tag: "V" } },
        { name: "hops after", digits: 2, published: { text: "2.96, 2.74 once repaired", tag: "V" } },
        {
          name: "packets a failed node",
          digits: 0,
          published: { text: "57 calls (Pastry)", tag: "V" },
          target: atMost(57),
        },
        ...E4_PARTS.map(([name]) => ({ name, digits: 0 })),
      ],
      rare: RARE("0"),
      run: tenth,
    },
  ],
  remarks:
    "Pastry counts calls of repair alone; here every packet more than usual counts. Half are pings: the attempts before each verdict, by everybody who has the dead node in table or leaf set, and, in the minutes after, of nodes that live, since probing is tuned to how many were seen to fail; their acknowledgements are most of the second part. Counted in calls as there, mending takes about 55 questions and 28 pieces of news a failed node, 83 calls.",
};

const CROWD = 500;

/** Until 99 of 100 places in leaf sets are right, seen each five seconds; infinite: not within the limit. */
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
  title: "Twice as many within a minute, and a start from nothing",
  setup:
    "A crowd of 500 nodes comes to 500 within a minute, with 0.1 lookups a second and node (the plan says from 1,000 to 100,000); and 500 nodes that join one after another, ten a second, where there was nobody.",
  seeds: SEEDS,
  cases: [
    {
      name: "a crowd",
      figures: [
        { name: "share delivered right", digits: 5, target: atLeast(0.999) },
        { name: "joinMs", digits: 0 },
        { name: "seconds after it until every leaf set is right", digits: 0, target: atMost(60) },
      ],
      rare: RARE(),
      run: (setting) => {
        const result = run(setting, {
          churn: poissonChurn(CROWD, 10 * 24 * 60 * MINUTE_MS),
          lookupsPerNodeS: 0.1,
          minutes: 3,
          warmUpMinutes: 2,
          troubles: [{ kind: "crowd", atMs: 0, nodes: CROWD }],
        });
        const { lookups, lost, abandoned, incorrect } = result;
        const world = new World({ ...setting, churn: noChurn(CROWD), lookupsPerNodeS: 0 });
        world.run(MINUTE_MS);
        for (let i = 0; i < CROWD; i++)
          world.clock.at(world.random.next() * MINUTE_MS, () => world.joinForAWhile());
        world.run(MINUTE_MS);
        return {
          ...dependability(result),
          "share delivered right": 1 - (lost + incorrect) / (lookups - abandoned),
          "seconds after it until every leaf set is right": secondsUntilWhole(world, 600),
        };
      },
    },
    {
      name: "from nothing",
      figures: [
        { name: "seconds after the last came until 99 % of leaf sets' places are right", digits: 0 },
        { name: "seconds until all are", digits: 0, target: atMost(60) },
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
          "seconds after the last came until 99 % of leaf sets' places are right": nearlyS,
          "seconds until all are": nearlyS + secondsUntilWhole(world, 600),
          joinMs: joins[joins.length >> 1] ?? Number.NaN,
        };
      },
    },
  ],
};
