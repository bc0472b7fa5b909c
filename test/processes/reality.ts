/**
 * The simulator held against reality (experiment E25): real processes with delays between them, and the same nodes in the simulator, with
 * the same ids, delays, moments of joining and lookups. What differs then is what the simulator leaves out.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Id } from "../../runtime/overlay/id.ts";
import { Tracer } from "../../runtime/overlay/trace.ts";
import { type KindRate, Traffic } from "../../runtime/overlay/traffic.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { Simulation } from "../../runtime/simulator/simulation.ts";
import { Cluster } from "./cluster.ts";
import { lookup } from "./lookups.ts";

export interface RealityOptions {
  readonly nodes: number;
  /** From when the last node has joined. The overlay's upkeep is that of the last minute. */
  readonly durationMs: number;
  readonly lookupsPerSecond: number;
  readonly seed: number;
}

export interface Side {
  /** Of the lookups, the share that took so many hops. */
  readonly hopShares: readonly number[];
  readonly meanHops: number;
  readonly medianMs: number;
  /** Packets of the overlay's own a node and second. */
  readonly upkeep: number;
  readonly lost: number;
}

/** One lookup of the workload: when, in ms from the first node's start, and what came of it. */
interface Asked {
  readonly atMs: number;
  readonly from: number;
  readonly key: Id;
  readonly hops: number | null;
  readonly delayMs: number;
}

const LOOKUP_MS = 20_000;

export async function realityCheck(
  options: RealityOptions,
): Promise<{ readonly real: Side; readonly simulated: Side; readonly seconds: number }> {
  const random = seededRandom(options.seed);
  // Like places of one continent: 5 to 25 ms one way, the same in both directions.
  const delayMs = (from: number, to: number) => 5 + ((7 * (from + to) + 13 * from * to) % 20);
  const startMs = performance.now();
  const now = () => performance.now() - startMs;
  await using cluster = await Cluster.start({ nodes: 1, delayMs });
  const joinedMs = [now()];
  for (let i = 1; i < options.nodes; i++) {
    await cluster.grow(1);
    joinedMs.push(now());
  }
  const untilMs = now() + options.durationMs;
  const asked: Asked[] = [];
  const under: Promise<void>[] = [];
  while (now() < untilMs) {
    await sleep(1_000 / options.lookupsPerSecond);
    const from = Math.floor(random.next() * options.nodes);
    const [atMs, key] = [now(), new Id(random.bytes(32))];
    const one = lookup(cluster, cluster.nodes[from], key, "tree", LOOKUP_MS).then((found) => {
      if (found === null) throw new Error(`node ${from} has gone`);
      const { root, hops, sentMs, answeredMs } = found;
      asked.push({ atMs, from, key, hops: root === null ? null : hops, delayMs: answeredMs - sentMs });
    });
    under.push(one);
  }
  const statuses = await Promise.all(cluster.nodes.map(({ control }) => control.status()));
  const endMs = now();
  await Promise.all(under);
  const rates = statuses.map(({ sends }) => upkeepOf(sends));
  const ids = cluster.nodes.map(({ nodeId }) => Id.fromHex(nodeId));
  const simulated = await simulate({ ids, joinedMs, endMs, delayMs, asked, seed: options.seed });
  return { real: sideOf(asked, rates), simulated, seconds: Math.round(endMs / 1_000) };
}

async function simulate(run: {
  readonly ids: readonly Id[];
  readonly joinedMs: readonly number[];
  readonly endMs: number;
  readonly delayMs: (from: number, to: number) => number;
  readonly asked: readonly Asked[];
  readonly seed: number;
}): Promise<Side> {
  const delays = { name: "as in the cluster", baseMs: run.delayMs, jitter: 0 };
  const tracers: Tracer[] = [];
  const traffic: Traffic[] = [];
  const simulation = new Simulation({
    nodes: 0,
    seed: run.seed,
    delays,
    onNode: ({ index, overlay, clock }) => {
      tracers[index] = new Tracer(overlay, clock);
      traffic[index] = new Traffic(overlay.counters, clock);
    },
  });
  const asked: Asked[] = [];
  for (const [at, id] of run.ids.entries())
    simulation.clock.after(run.joinedMs[at], () => simulation.add(id));
  for (const { atMs, from, key } of run.asked)
    simulation.clock.after(atMs, () => {
      void tracers[from].trace(
        key,
        { mode: "tree", timeoutMs: LOOKUP_MS, rootOnly: true },
        ({ hop, delayMs, isRoot }) => {
          asked.push({ atMs, from, key, hops: isRoot ? hop : null, delayMs });
        },
      );
    });
  simulation.run(run.endMs);
  const rates = traffic.map((each) => upkeepOf(each.rates()));
  simulation.run(LOOKUP_MS);
  // Answers are promises, which are kept when nothing runs.
  await new Promise((resolve) => setImmediate(resolve));
  return sideOf(asked, rates);
}

function upkeepOf(sends: readonly Pick<KindRate, "isUpkeep" | "packetsPerSecond">[]): number {
  return sends
    .filter(({ isUpkeep }) => isUpkeep)
    .reduce((sum, { packetsPerSecond }) => sum + packetsPerSecond, 0);
}

function sideOf(asked: readonly Asked[], rates: readonly number[]): Side {
  const answered = asked.flatMap(({ hops, delayMs }) => (hops === null ? [] : [{ hops, delayMs }]));
  const counts: number[] = [];
  for (const { hops } of answered) counts[hops] = (counts[hops] ?? 0) + 1;
  const round = (value: number) => Math.round(1_000 * value) / 1_000;
  const delaysMs = answered.map(({ delayMs }) => delayMs).sort((a, b) => a - b);
  return {
    hopShares: Array.from(counts, (count = 0) => round(count / answered.length)),
    meanHops: round(answered.reduce((sum, { hops }) => sum + hops, 0) / answered.length),
    medianMs: round(delaysMs[Math.floor(delaysMs.length / 2)] ?? 0),
    upkeep: round(rates.reduce((sum, rate) => sum + rate, 0) / rates.length),
    lost: asked.length - answered.length,
  };
}
