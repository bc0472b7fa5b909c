/** Kills and restarts nodes at random, while the others look up the roots of keys. */
import { setTimeout as sleep } from "node:timers/promises";
import { Id } from "../../runtime/base/id.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { Cluster, type ClusterNode } from "./cluster.ts";
import { ActivePeriods, type Figures, figuresOf, type Lookup, type LookupMode, lookup } from "./lookups.ts";

interface KillOptions {
  readonly nodes: number;
  readonly durationMs: number;
  /** The mean time between two kills; at most a third of the nodes is down. */
  readonly killEveryMs: number;
  readonly lookupsPerSecond: number;
  readonly seed: number;
}

interface KillReport {
  readonly kills: number;
  readonly tree: Figures;
  readonly strict: Figures;
  /** Missing and wrong members of leaf sets after the last restart. */
  readonly leafSetErrors: number;
}

/** The longest time that a killed node stays down. */
const AWAY_MS = 15_000;
/** In strict mode a key of a dead root has no root until the leases of the dead node have expired. */
const LOOKUP_MS = 30_000;
/** The time for the leaf sets to become correct after the last restart. */
const QUIET_MS = 60_000;

export async function killAtRandom(options: KillOptions): Promise<KillReport> {
  const random = seededRandom(options.seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random.next() * items.length)];
  // Like sites on one continent: 5 to 25 ms one way, the same in both directions.
  const delayMs = (from: number, to: number) => 5 + ((7 * (from + to) + 13 * from * to) % 20);
  await using cluster = await Cluster.start({ nodes: options.nodes, delayMs });
  const periods = new ActivePeriods();
  for (const node of cluster.nodes) periods.began(node);
  const untilMs = performance.now() + options.durationMs;
  const under: Promise<void>[] = [];
  let kills = 0;

  const killer = async () => {
    while (performance.now() < untilMs) {
      await sleep(2 * options.killEveryMs * random.next());
      const running = cluster.running();
      if (running.length <= (2 * options.nodes) / 3) continue;
      under.push(killAndRestart(pick(running), AWAY_MS * random.next()));
    }
  };
  const killAndRestart = async (node: ClusterNode, awayMs: number) => {
    kills++;
    periods.ends(node);
    await cluster.kill(node);
    await sleep(awayMs);
    await cluster.restart(node);
    periods.began(node);
  };

  const done: Lookup[] = [];
  const pending = new Set<Promise<void>>();
  const lookUp = async (mode: LookupMode, from: ClusterNode, key: Id) => {
    const found = await lookup(cluster, from, key, mode, LOOKUP_MS);
    if (found !== null) done.push(found);
  };
  const client = async () => {
    for (let count = 0; performance.now() < untilMs; count++) {
      await sleep(1_000 / options.lookupsPerSecond);
      const mode = count % 2 === 0 ? "strict" : "tree";
      const result = lookUp(mode, pick(cluster.running()), new Id(random.bytes(32)));
      pending.add(result);
      void result.finally(() => pending.delete(result)).catch(() => {});
      if (pending.size > 1_000) await Promise.race(pending);
    }
  };

  await Promise.all([killer(), client()]);
  await Promise.all([...under, ...pending]);
  const of = (mode: LookupMode) =>
    figuresOf(
      done.filter((each) => each.mode === mode),
      periods,
    );
  return { kills, tree: of("tree"), strict: of("strict"), leafSetErrors: await leafSetErrors(cluster) };
}

/** Resolves to 0 as soon as there are none, otherwise to the number after QUIET_MS. */
async function leafSetErrors(cluster: Cluster): Promise<number> {
  const untilMs = performance.now() + QUIET_MS;
  for (;;) {
    let errors = 0;
    for (const node of cluster.nodes) {
      // The overlay is so small that every node belongs to every leaf set.
      const leafNodes = new Set((await node.control.status()).leafNodes.map(({ nodeId }) => nodeId));
      for (const { nodeId } of cluster.nodes) if (nodeId !== node.nodeId && !leafNodes.has(nodeId)) errors++;
    }
    if (errors === 0 || performance.now() > untilMs) return errors;
    await sleep(1_000);
  }
}
