/**
 * Swarm testing: an overlay under faults drawn from a seed: which faults, how strong, and a fault schedule. While
 * they last no safety property may be violated. When all faults and the churn have ended, the overlay must
 * recover: leaf sets are right, lookups arrive, and nodes keep little state.
 */
import { Id, isCloser, sharedPrefixDigits } from "../../runtime/base/id.ts";
import { OVERLAY_DEFAULTS } from "../../runtime/overlay/options.ts";
import { MINUTE_MS, noChurn } from "../../runtime/simulator/churn.ts";
import { syntheticDelays } from "../../runtime/simulator/delays.ts";
import { injectFault } from "../../runtime/simulator/fault-schedule.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { World, type WorldNode } from "../../runtime/simulator/world.ts";

interface SwarmResult {
  /** The parameters drawn from the seed, to analyse a failure. */
  readonly profile: string;
  readonly traceHash: string;
  /** Violations of safety, in words. */
  readonly violations: readonly string[];
  /** Failures to recover after the end of all faults, in words. */
  readonly shortcomings: readonly string[];
}

const FAULTS_MS = 3 * MINUTE_MS;
/** Period of the checks of strict roots. */
const CHECK_MS = 2_000;
const KEYS = 8;
/** Limit on the time until leaf sets are right after the end of all faults. */
const RECOVERY_MS = 10 * MINUTE_MS;
/** Limit on the timers of a node in a quiet overlay. */
const TIMERS_MAX = 40;
/** Limit on the share of pairs broken in one direction, and on that of pairs broken in both. */
const LINKS_BROKEN_MAX = 0.02;
/** After recovery, each kind of state may grow by this per node within this time: nodes still learn of each other. */
const WATCH_MS = 5 * MINUTE_MS;
const GROWTH_MAX = 5;
/** No node leaves if fewer are left. */
const NODES_MIN = 20;
const NO_FAULTS = { lossRate: 0, duplicateRate: 0, meanDelayMs: 50 };

export function runSwarm(seed: number): SwarmResult {
  const draw = seededRandom(seed);
  const some = (share: number, most: number) => (draw.next() < share ? draw.next() * most : 0);
  const violations = new Set<string>();
  const shortcomings: string[] = [];
  const delivered = new Set<string>();
  const profile = {
    nodes: 40 + Math.floor(draw.next() * 60),
    churnMs: 1_000 + draw.next() * 10_000,
    lossRate: some(0.5, 0.05),
    duplicateRate: some(0.4, 0.05),
    lateRate: some(0.4, 0.1),
    slowShare: some(0.3, 0.1),
    clockDrift: some(0.5, 0.005),
    massFailure: some(0.3, 0.3),
    crowd: Math.round(some(0.3, 30)),
    partitionMs: some(0.3, 60_000),
  };
  // Drawn from a separate generator, so that the other draws of a seed stay as they were before link faults existed.
  const drawLinks = seededRandom(seed ^ 0x6c696e6b);
  const links = {
    asymmetricShare: drawLinks.next() < 0.3 ? drawLinks.next() * LINKS_BROKEN_MAX : 0,
    deafShare: drawLinks.next() < 0.3 ? drawLinks.next() * LINKS_BROKEN_MAX : 0,
  };
  const world = new World({
    ...profile,
    links,
    seed,
    churn: noChurn(profile.nodes),
    delays: syntheticDelays(seededRandom(seed + 1)),
    lookupsPerNodeS: 0.05,
    strictShare: 0.5,
    onHop: (at, key, next) => {
      const advances =
        at === next ||
        at.equals(next) ||
        sharedPrefixDigits(next, key) > sharedPrefixDigits(at, key) ||
        isCloser(key, next, at);
      if (!advances) violations.add(`a hop from ${at.short} to ${next.short} was not nearer to ${key.short}`);
    },
    onDelivery: (lookup, node) => {
      const name = `lookup ${lookup} at node ${node}`;
      if (delivered.has(name)) violations.add(`${name} was delivered twice`);
      delivered.add(name);
    },
  });
  const keys = Array.from({ length: KEYS }, () => new Id(draw.bytes(32)));
  const checkRoots = () => {
    for (const key of keys) {
      const roots = [...world.nodes.values()].filter(({ overlay }) => overlay.isRoot(key, true));
      if (roots.length > 1)
        violations.add(`${roots.length} nodes were root of the strict key ${key.short} at ${world.now} ms`);
    }
  };

  const atMs = FAULTS_MS / 3;
  if (profile.massFailure > 0) injectFault(world, { kind: "massFailure", atMs, share: profile.massFailure });
  if (profile.crowd > 0) injectFault(world, { kind: "crowd", atMs: atMs / 2, nodes: profile.crowd });
  if (profile.partitionMs > 0)
    injectFault(world, { kind: "partition", atMs, forMs: profile.partitionMs, share: draw.next() });
  const end = (node: WorldNode) => (draw.next() < 0.5 ? world.leave(node) : world.crash(node));
  let nextMs = 0;
  for (let now = 0; now < FAULTS_MS; now += CHECK_MS) {
    for (; nextMs < now; nextMs += 2 * draw.next() * profile.churnMs) {
      const nodes = [...world.nodes.values()];
      const node = nodes[Math.floor(draw.next() * nodes.length)];
      if (draw.next() < 0.5) world.join(Number.POSITIVE_INFINITY);
      else if (nodes.length > NODES_MIN) end(node);
    }
    world.run(CHECK_MS);
    checkRoots();
  }

  world.network.faults = NO_FAULTS;
  world.breakLinks(null);
  const hasRecovered = () => {
    const { missing, wrong } = world.leafSetErrors();
    return missing + wrong === 0 && world.ring.size === world.nodes.size;
  };
  for (let waitedMs = 0; waitedMs < RECOVERY_MS && !hasRecovered(); waitedMs += 5_000) {
    world.run(5_000);
    checkRoots();
  }
  if (!hasRecovered())
    shortcomings.push(
      `leaf sets are still wrong: ${JSON.stringify(world.leafSetErrors())}, ` +
        `${world.nodes.size - world.ring.size} nodes have not joined`,
    );
  /** Number of entries of all nodes, by kind of state. */
  const entryCounts = () => {
    const sums: Record<string, number> = {};
    for (const { overlay } of world.nodes.values())
      for (const [kind, count] of Object.entries(overlay.entryCounts)) sums[kind] = (sums[kind] ?? 0) + count;
    return sums;
  };
  // A node that has lost many neighbours suspects a partition for this time, and is not root of strict keys.
  world.run(OVERLAY_DEFAULTS.partitionSuspectedMs + MINUTE_MS);
  const { incorrect: incorrectBefore, lost: lostBefore } = world.lookups;
  world.run(MINUTE_MS);
  world.finish();
  // Failures during the faults, which a partition makes inevitable, have been counted by now.
  const incorrect = world.lookups.incorrect - incorrectBefore;
  const lost = world.lookups.lost - lostBefore;
  if (incorrect + lost > 0)
    shortcomings.push(
      `of the lookups afterwards, ${incorrect} were delivered at a wrong node, ${lost} were lost`,
    );
  const countsBefore = entryCounts();
  world.run(WATCH_MS);
  for (const [kind, count] of Object.entries(entryCounts()))
    if (count > countsBefore[kind] + GROWTH_MAX * world.nodes.size)
      shortcomings.push(`${kind} grew from ${countsBefore[kind]} to ${count} without churn`);
  const timers = world.clock.pending / world.nodes.size;
  if (timers > TIMERS_MAX) shortcomings.push(`${timers.toFixed(0)} timers per node are left`);
  return {
    profile: JSON.stringify({ ...profile, ...links }),
    traceHash: world.trace.hex,
    violations: [...violations],
    shortcomings,
  };
}
