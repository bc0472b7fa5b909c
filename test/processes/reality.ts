/**
 * Compares the simulator with reality (experiment E25): real processes with delays between them, and the same
 * nodes in the simulator, with the same ids, delays, join times and lookups. The difference is what the
 * simulator leaves out.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Id } from "../../runtime/base/id.ts";
import { Tracer } from "../../runtime/overlay/trace.ts";
import { Traffic } from "../../runtime/overlay/traffic.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { Simulation } from "../../runtime/simulator/simulation.ts";
import { Cluster } from "./cluster.ts";
import { lookup } from "./lookups.ts";

interface RealityOptions {
  readonly nodes: number;
  /** Counted from the last join. */
  readonly durationMs: number;
  readonly lookupsPerSecond: number;
  readonly seed: number;
}

interface Side {
  /** The shares of lookups by their number of hops. */
  readonly hopShares: readonly number[];
  readonly meanHops: number;
  readonly medianMs: number;
  /** Maintenance packets per node and second, over all whole minutes, in sum and by kind. */
  readonly upkeep: number;
  readonly upkeepByKind: Readonly<Record<string, number>>;
  readonly lost: number;
}

/** One lookup of the workload and its result. Times in ms since the start of the first node. */
interface LookupResult {
  readonly atMs: number;
  readonly from: number;
  readonly key: Id;
  readonly hops: number | null;
  readonly delayMs: number;
}

const LOOKUP_MS = 20_000;
/** A node reports its rates over the last minute. */
const MINUTE_MS = 60_000;

export async function realityCheck(
  options: RealityOptions,
): Promise<{ readonly real: Side; readonly simulated: Side; readonly seconds: number }> {
  const random = seededRandom(options.seed);
  // Like sites on one continent: 5 to 25 ms one way, the same in both directions.
  const delayMs = (from: number, to: number) => 5 + ((7 * (from + to) + 13 * from * to) % 20);
  const startMs = performance.now();
  const now = () => performance.now() - startMs;
  await using cluster = await Cluster.start({ nodes: 1, delayMs });
  const joinedMs = [now()];
  for (let i = 1; i < options.nodes; i++) {
    await cluster.grow(1);
    joinedMs.push(now());
  }
  const lastJoinedMs = now();
  const untilMs = lastJoinedMs + options.durationMs;
  const sampledMs: number[] = [];
  const samples: Promise<Upkeep>[] = [];
  const lookups: LookupResult[] = [];
  const pending: Promise<void>[] = [];
  while (now() < untilMs) {
    await sleep(1_000 / options.lookupsPerSecond);
    if (now() >= lastJoinedMs + MINUTE_MS * (samples.length + 1)) {
      sampledMs.push(now());
      samples.push(
        Promise.all(cluster.nodes.map(({ control }) => control.status())).then((statuses) =>
          upkeepOf(statuses.map(({ sends }) => sends)),
        ),
      );
    }
    const from = Math.floor(random.next() * options.nodes);
    const [atMs, key] = [now(), new Id(random.bytes(32))];
    const result = lookup(cluster, cluster.nodes[from], key, "tree", LOOKUP_MS).then((found) => {
      if (found === null) throw new Error(`node ${from} has ended`);
      const { root, hops, sentMs, answeredMs } = found;
      lookups.push({ atMs, from, key, hops: root === null ? null : hops, delayMs: answeredMs - sentMs });
    });
    pending.push(result);
  }
  const endMs = now();
  await Promise.all(pending);
  const ids = cluster.nodes.map(({ nodeId }) => Id.fromHex(nodeId));
  const simulated = await simulate({ ids, joinedMs, endMs, sampledMs, delayMs, lookups, seed: options.seed });
  return { real: sideOf(lookups, await Promise.all(samples)), simulated, seconds: Math.round(endMs / 1_000) };
}

async function simulate(run: {
  readonly ids: readonly Id[];
  readonly joinedMs: readonly number[];
  readonly endMs: number;
  /** When the rates of the nodes were read. */
  readonly sampledMs: readonly number[];
  readonly delayMs: (from: number, to: number) => number;
  readonly lookups: readonly LookupResult[];
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
  const lookups: LookupResult[] = [];
  for (const [at, id] of run.ids.entries())
    simulation.clock.after(run.joinedMs[at], () => simulation.add(id));
  for (const { atMs, from, key } of run.lookups)
    simulation.clock.after(atMs, () => {
      void tracers[from].trace(
        key,
        { mode: "tree", timeoutMs: LOOKUP_MS, rootOnly: true },
        ({ hop, delayMs, isRoot }) => {
          lookups.push({ atMs, from, key, hops: isRoot ? hop : null, delayMs });
        },
      );
    });
  const samples: Upkeep[] = [];
  for (const atMs of run.sampledMs)
    simulation.clock.after(atMs, () => samples.push(upkeepOf(traffic.map((each) => each.rates()))));
  simulation.run(run.endMs + LOOKUP_MS);
  // Results are promises, which settle after the run.
  await new Promise((resolve) => setImmediate(resolve));
  return sideOf(lookups, samples);
}

/** Packets per node and second, by kind. */
type Upkeep = ReadonlyMap<string, number>;

interface Rate {
  readonly kind: string;
  readonly isUpkeep: boolean;
  readonly packetsPerSecond: number;
}

function upkeepOf(nodes: readonly (readonly Rate[])[]): Upkeep {
  const upkeep = new Map<string, number>();
  for (const { kind, isUpkeep, packetsPerSecond } of nodes.flat())
    if (isUpkeep) upkeep.set(kind, (upkeep.get(kind) ?? 0) + packetsPerSecond / nodes.length);
  return upkeep;
}

function sideOf(lookups: readonly LookupResult[], samples: readonly Upkeep[]): Side {
  const answered = lookups.flatMap(({ hops, delayMs }) => (hops === null ? [] : [{ hops, delayMs }]));
  const counts: number[] = [];
  for (const { hops } of answered) counts[hops] = (counts[hops] ?? 0) + 1;
  const round = (value: number) => Math.round(1_000 * value) / 1_000;
  const delaysMs = answered.map(({ delayMs }) => delayMs).sort((a, b) => a - b);
  const byKind = new Map<string, number>();
  for (const [kind, rate] of samples.flatMap((sample) => [...sample]))
    byKind.set(kind, (byKind.get(kind) ?? 0) + rate / samples.length);
  return {
    hopShares: Array.from(counts, (count = 0) => round(count / answered.length)),
    meanHops: round(answered.reduce((sum, { hops }) => sum + hops, 0) / answered.length),
    medianMs: round(delaysMs[Math.floor(delaysMs.length / 2)] ?? 0),
    upkeep: round([...byKind.values()].reduce((sum, rate) => sum + rate, 0)),
    upkeepByKind: Object.fromEntries([...byKind].map(([kind, rate]) => [kind, round(rate)])),
    lost: lookups.length - answered.length,
  };
}
