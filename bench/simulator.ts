/**
 * The cost of an event (a packet that arrives, a timer that is due) in a simulated overlay under churn and lookups,
 * beside events of the clock alone with the same number of timers.
 */
import { MINUTE_MS, poissonChurn } from "../runtime/simulator/churn.ts";
import { syntheticDelays } from "../runtime/simulator/delays.ts";
import { seededRandom } from "../runtime/simulator/random.ts";
import { VirtualClock } from "../runtime/simulator/virtual-clock.ts";
import { World } from "../runtime/simulator/world.ts";
import { percentile, printTable, ratio } from "./timing.ts";

const SIZES = [300, 3_000];
const SIZES_FULL = [300, 3_000, 30_000];
const SEED = 7;
const SESSION_MS = 138 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** Virtual time of one round, in milliseconds, and the number of rounds after a warm-up round. */
const ROUND_MS = 15_000;
const ROUNDS = 5;
const ROUNDS_FULL = 12;

interface Row {
  readonly nodes: number;
  readonly events: number;
  readonly nsPerEvent: number;
  readonly floorNs: number;
  /** Virtual time over processor time. */
  readonly speed: number;
  readonly heapKiBPerNode: number;
}

export function run({ full }: { readonly full: boolean }): void {
  const rows = (full ? SIZES_FULL : SIZES).map((nodes) => measure(nodes, full ? ROUNDS_FULL : ROUNDS));
  printTable(
    [
      "nodes",
      "events/s",
      "ns per event",
      "clock alone, ns",
      "times floor",
      "times real time",
      "KiB per node",
    ],
    rows.map(({ nodes, nsPerEvent, floorNs, speed, heapKiBPerNode }) => [
      nodes.toLocaleString("en"),
      Math.round(1e9 / nsPerEvent).toLocaleString("en"),
      nsPerEvent.toFixed(0),
      floorNs.toFixed(0),
      ratio(nsPerEvent, floorNs),
      speed.toFixed(0),
      heapKiBPerNode.toFixed(0),
    ]),
  );
  console.log(JSON.stringify({ bench: "simulator", rows }));
}

/** Medians of the rounds: the work of a round varies, so the best round would be the emptiest. */
function measure(nodes: number, rounds: number): Row {
  const heapBefore = heapBytes();
  const world = new World({
    seed: SEED,
    churn: poissonChurn(nodes, SESSION_MS),
    delays: syntheticDelays(seededRandom(SEED)),
    lookupsPerNodeS: 0.01,
    overlay: { gossipFirstMs: HOUR_MS },
  });
  const { clock } = world;
  pass(clock, ROUND_MS);
  const heapKiBPerNode = (heapBytes() - heapBefore) / 1_024 / nodes;
  const bare = bareClock(clock.pending);
  const cost: number[] = [];
  const floor: number[] = [];
  const speed: number[] = [];
  let events = 0;
  for (let round = 0; round < rounds; round++) {
    const own = pass(clock, ROUND_MS);
    events += own.events;
    cost.push((own.ms * 1e6) / own.events);
    speed.push(ROUND_MS / own.ms);
    const alone = pass(bare, ROUND_MS);
    floor.push((alone.ms * 1e6) / alone.events);
  }
  return {
    nodes,
    events,
    nsPerEvent: percentile(cost, 0.5),
    floorNs: percentile(floor, 0.5),
    speed: percentile(speed, 0.5),
    heapKiBPerNode,
  };
}

/** Advances virtual time by `forMs`. Returns the number of events and their processor time. */
function pass(clock: VirtualClock, forMs: number): { readonly events: number; readonly ms: number } {
  const untilMs = clock.now() + forMs;
  const startUs = process.cpuUsage().user;
  let events = 0;
  while (clock.step(untilMs)) events++;
  clock.advanceTo(untilMs);
  return { events, ms: (process.cpuUsage().user - startUs) / 1e3 };
}

/** A clock with timers that only set themselves again, as far ahead as nodes' timers on average. */
function bareClock(timers: number): VirtualClock {
  const clock = new VirtualClock();
  const random = seededRandom(SEED);
  for (let i = 0; i < timers; i++) {
    const again = () => {
      clock.after(2 * ROUND_MS * random.next(), again);
    };
    again();
  }
  pass(clock, ROUND_MS);
  return clock;
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
