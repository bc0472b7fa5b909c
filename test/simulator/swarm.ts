/**
 * Swarm testing: one overlay in trouble that its seed draws: which faults, how hard, and what befalls it. While they last nothing
 * unsafe may happen; when all is healed and nobody comes or goes any more, it must become whole, answer, and stay small.
 */
import { Id, isCloser, sharedPrefixDigits } from "../../runtime/base/id.ts";
import { OVERLAY_DEFAULTS } from "../../runtime/overlay/options.ts";
import { MINUTE_MS, noChurn } from "../../runtime/simulator/churn.ts";
import { syntheticDelays } from "../../runtime/simulator/delays.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { befall } from "../../runtime/simulator/troubles.ts";
import { World, type WorldNode } from "../../runtime/simulator/world.ts";

interface Ordeal {
  /** What the seed has drawn, for who looks into a failure. */
  readonly profile: string;
  readonly traceHash: string;
  /** What must never be, in words; empty when all is well. */
  readonly violations: readonly string[];
  /** What should have come right when all trouble was over, and has not. */
  readonly shortcomings: readonly string[];
}

const TROUBLE_MS = 3 * MINUTE_MS;
const LOOK_MS = 2_000;
const KEYS = 8;
/** How long after the end of all trouble leaf sets may differ from the truth. */
const WHOLE_MS = 10 * MINUTE_MS;
/** Timers of a node in a quiet overlay, at the most. */
const TIMERS_MAX = 40;
/** The share of pairs of nodes that hear each other one way only, or not at all, at the most. */
const LINKS_BROKEN_MAX = 0.02;
/** How long it is watched whether anything grows, and by how much it may for each node: they go on getting to know each other. */
const WATCH_MS = 5 * MINUTE_MS;
const GROWTH_MAX = 5;
/** So few are left that no more go. */
const NODES_MIN = 20;
const NOTHING_WRONG = { lossRate: 0, duplicateRate: 0, meanDelayMs: 50 };

export function ordeal(seed: number): Ordeal {
  const draw = seededRandom(seed);
  const some = (share: number, most: number) => (draw.next() < share ? draw.next() * most : 0);
  const violations = new Set<string>();
  const shortcomings: string[] = [];
  const delivered = new Set<string>();
  const profile = {
    nodes: 40 + Math.floor(draw.next() * 60),
    comeOrGoEveryMs: 1_000 + draw.next() * 10_000,
    lossRate: some(0.5, 0.05),
    duplicateRate: some(0.4, 0.05),
    lateRate: some(0.4, 0.1),
    slowShare: some(0.3, 0.1),
    clockDrift: some(0.5, 0.005),
    massFailure: some(0.3, 0.3),
    crowd: Math.round(some(0.3, 30)),
    partitionMs: some(0.3, 60_000),
  };
  // Drawn apart, so that what a seed has drawn before there were such links stays as it was.
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
      if (!advances) violations.add(`a hop from ${at.short} to ${next.short} brought ${key.short} no nearer`);
    },
    onDelivery: (lookup, node) => {
      const name = `lookup ${lookup} at node ${node}`;
      if (delivered.has(name)) violations.add(`${name} was delivered twice`);
      delivered.add(name);
    },
  });
  const keys = Array.from({ length: KEYS }, () => new Id(draw.bytes(32)));
  const lookAtRoots = () => {
    for (const key of keys) {
      const sure = [...world.nodes.values()].filter(({ overlay }) => overlay.isRoot(key, true));
      if (sure.length > 1)
        violations.add(`${sure.length} nodes were root of the strict key ${key.short} at ${world.now} ms`);
    }
  };

  const atMs = TROUBLE_MS / 3;
  if (profile.massFailure > 0) befall(world, { kind: "massFailure", atMs, share: profile.massFailure });
  if (profile.crowd > 0) befall(world, { kind: "crowd", atMs: atMs / 2, nodes: profile.crowd });
  if (profile.partitionMs > 0)
    befall(world, { kind: "partition", atMs, forMs: profile.partitionMs, share: draw.next() });
  const farewell = (node: WorldNode) => (draw.next() < 0.5 ? world.leave(node) : world.crash(node));
  let nextMs = 0;
  for (let now = 0; now < TROUBLE_MS; now += LOOK_MS) {
    for (; nextMs < now; nextMs += 2 * draw.next() * profile.comeOrGoEveryMs) {
      const there = [...world.nodes.values()];
      const node = there[Math.floor(draw.next() * there.length)];
      if (draw.next() < 0.5) world.join(Number.POSITIVE_INFINITY);
      else if (there.length > NODES_MIN) farewell(node);
    }
    world.run(LOOK_MS);
    lookAtRoots();
  }

  world.network.faults = NOTHING_WRONG;
  world.breakLinks(null);
  const isWhole = () => {
    const { missing, wrong } = world.leafSetErrors();
    return missing + wrong === 0 && world.ring.size === world.nodes.size;
  };
  for (let waitedMs = 0; waitedMs < WHOLE_MS && !isWhole(); waitedMs += 5_000) {
    world.run(5_000);
    lookAtRoots();
  }
  if (!isWhole())
    shortcomings.push(
      `leaf sets still differ: ${JSON.stringify(world.leafSetErrors())}, ${world.nodes.size - world.ring.size} nodes are not in`,
    );
  /** Entries of all nodes, by what holds them. */
  const held = () => {
    const sums: Record<string, number> = {};
    for (const { overlay } of world.nodes.values())
      for (const [what, count] of Object.entries(overlay.entryCounts)) sums[what] = (sums[what] ?? 0) + count;
    return sums;
  };
  // Who has lost many neighbours is not sure of strict keys for so long.
  world.run(OVERLAY_DEFAULTS.partitionSuspectedMs + MINUTE_MS);
  const { incorrect: incorrectBefore, lost: lostBefore } = world.lookups;
  world.run(MINUTE_MS);
  world.finish();
  // What went wrong while the trouble lasted, as it must where a network is cut in two, has been counted by now.
  const incorrect = world.lookups.incorrect - incorrectBefore;
  const lost = world.lookups.lost - lostBefore;
  if (incorrect + lost > 0)
    shortcomings.push(`of the lookups afterwards ${incorrect} went astray, ${lost} were lost`);
  const heldBefore = held();
  world.run(WATCH_MS);
  for (const [what, count] of Object.entries(held()))
    if (count > heldBefore[what] + GROWTH_MAX * world.nodes.size)
      shortcomings.push(`${what} grew from ${heldBefore[what]} to ${count} while nobody came or went`);
  const timers = world.clock.pending / world.nodes.size;
  if (timers > TIMERS_MAX) shortcomings.push(`${timers.toFixed(0)} timers for each node are left`);
  return {
    profile: JSON.stringify({ ...profile, ...links }),
    traceHash: world.trace.hex,
    violations: [...violations],
    shortcomings,
  };
}
