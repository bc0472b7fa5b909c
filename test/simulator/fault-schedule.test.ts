/** Faults of simulated links, nodes and clocks, and the fault schedule of a simulation. */
import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { MINUTE_MS, noChurn } from "../../runtime/simulator/churn.ts";
import { syntheticDelays, uniformDelays } from "../../runtime/simulator/delays.ts";
import type { ScheduledFault } from "../../runtime/simulator/fault-schedule.ts";
import { brokenLinks } from "../../runtime/simulator/link-faults.ts";
import { NodeClock } from "../../runtime/simulator/node-clock.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { runSimulation } from "../../runtime/simulator/run.ts";
import {
  type NetworkFaults,
  SimulatedHandle,
  SimulatedNetwork,
} from "../../runtime/simulator/simulated-network.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";
import { World, type WorldOptions } from "../../runtime/simulator/world.ts";

const DELAY_MS = 50;
const FLAWLESS: NetworkFaults = { lossRate: 0, duplicateRate: 0, meanDelayMs: DELAY_MS };

/** Nodes that only receive. */
function listeners(count: number, faults: Partial<NetworkFaults> = {}) {
  const clock = new VirtualClock();
  const random = seededRandom(3);
  const network = new SimulatedNetwork(
    clock,
    random,
    { ...FLAWLESS, ...faults },
    { delays: { ...uniformDelays(DELAY_MS), jitter: 0 }, machinesAnswer: false },
  );
  const nodes = Array.from({ length: count }, (_, i) => {
    const handle = new SimulatedHandle(new Id(random.bytes(32)), `${i}`);
    const port = network.attach(handle);
    const heardMs: number[] = [];
    port.onPacket(() => heardMs.push(clock.now()));
    return { handle, port, heardMs };
  });
  const send = (from: number, to: number) =>
    nodes[from].port.send(nodes[to].handle, { kind: "rowRequest", row: 0 });
  const run = () => {
    while (clock.step(clock.now() + 10_000));
  };
  return { network, nodes, send, run };
}

test("the given shares of pairs are broken in one direction, or in both", () => {
  const random = seededRandom(1);
  const isBroken = brokenLinks({ asymmetricShare: 0.1, deafShare: 0.05 }, 7);
  const pairs = Array.from({ length: 20_000 }, () =>
    [0, 1].map((i) => ({ id: new Id(random.bytes(32)), address: `${i}` })),
  );
  const broken = pairs.map(([a, b]) => [a, b].filter((from) => isBroken?.(from, from === a ? b : a)));
  const one = broken.filter((senders) => senders.length === 1);
  expect(one.length / pairs.length).toBeCloseTo(0.1, 1.5);
  expect(broken.filter((senders) => senders.length === 2).length / pairs.length).toBeCloseTo(0.05, 1.5);
  // Both directions are equally frequent.
  expect(one.filter(([from]) => from.address === "0").length / one.length).toBeCloseTo(0.5, 1);
  expect(pairs.map(([a, b]) => [a, b].filter((from) => isBroken?.(from, from === a ? b : a)))).toEqual(
    broken,
  );
});

test("without link faults there is no predicate of broken links", () => {
  expect(brokenLinks({ asymmetricShare: 0, deafShare: 0 }, 7)).toBeNull();
});

test("two nodes that cannot reach each other both reach a third, and a link can pass in one direction only", () => {
  const { network, nodes, send, run } = listeners(3);
  const [a, b, c] = nodes;
  network.cut((from, to) => from !== c.handle && to !== c.handle);
  for (const [from, to] of [
    [0, 1],
    [1, 0],
    [0, 2],
    [1, 2],
    [2, 0],
  ])
    send(from, to);
  run();
  expect([a, b, c].map(({ heardMs }) => heardMs.length)).toEqual([1, 0, 2]);
  network.cut((from) => from === a.handle);
  send(0, 1);
  send(1, 0);
  run();
  expect([a, b].map(({ heardMs }) => heardMs.length)).toEqual([2, 0]);
});

test("only nodes on the same side of a partition reach each other, until it heals", () => {
  const { network, nodes, send, run } = listeners(4);
  const all = () => {
    for (const from of [0, 1, 2, 3]) for (const to of [0, 1, 2, 3]) if (from !== to) send(from, to);
    run();
    return nodes.map(({ heardMs }) => heardMs.splice(0).length);
  };
  network.partition(({ address }) => (address === "0" ? 0 : 1));
  expect(all()).toEqual([0, 2, 2, 2]);
  network.heal();
  expect(all()).toEqual([3, 3, 3, 3]);
});

test("packets from and to a slow node take longer, and packets between other nodes do not", () => {
  const { network, nodes, send, run } = listeners(3);
  network.slow(nodes[0].handle, 8);
  send(0, 1);
  send(1, 0);
  send(1, 2);
  run();
  expect(nodes.map(({ heardMs }) => heardMs)).toEqual([[8 * DELAY_MS], [8 * DELAY_MS], [DELAY_MS]]);
});

test("packets are lost, duplicated and delayed at the given rates", () => {
  const count = 5_000;
  const share = (faults: Partial<NetworkFaults>) => {
    const { nodes, send, run } = listeners(2, faults);
    for (let i = 0; i < count; i++) send(0, 1);
    run();
    return nodes[1].heardMs;
  };
  expect(share({ lossRate: 0.2 }).length / count).toBeCloseTo(0.8, 1);
  expect(share({ duplicateRate: 0.2 }).length / count).toBeCloseTo(1.2, 1);
  const late = share({ lateRate: 0.2, lateMs: 500 }).filter((ms) => ms > DELAY_MS);
  expect(late.length / count).toBeCloseTo(0.2, 1);
  expect(Math.max(...late)).toBeLessThanOrEqual(DELAY_MS + 500);
});

test("a fast clock shows more time, and its timers run sooner", () => {
  const clock = new VirtualClock();
  const fast = new NodeClock(clock, { hasEnded: false }, 1.25);
  let dueMs = 0;
  fast.after(1_000, () => {
    dueMs = clock.now();
  });
  while (clock.step(2_000));
  expect(dueMs).toBe(800);
  expect(fast.now()).toBe(1_000);
});

const options = (over: Partial<WorldOptions> = {}): WorldOptions => ({
  seed: 5,
  churn: noChurn(120),
  delays: syntheticDelays(seededRandom(5)),
  lookupsPerNodeS: 0.05,
  ...over,
});

test("the clocks of nodes drift by at most the given share", () => {
  const world = new World(options({ clockDrift: 0.01, lookupsPerNodeS: 0 }));
  world.run(10 * MINUTE_MS);
  const beats = [...world.nodes.values()].map(({ overlay }) => overlay.counters.sent.heartbeat ?? 0);
  // A heartbeat every half minute: 20, or one more or fewer, depending on start and drift.
  expect(Math.max(...beats)).toBeGreaterThan(Math.min(...beats));
  for (const count of beats) expect(Math.abs(count - 20)).toBeLessThanOrEqual(1);
});

test("with a little of every fault the overlay still delivers nearly every lookup once, at its root", () => {
  const faults: Partial<WorldOptions> = {
    links: { asymmetricShare: 0.002, deafShare: 0.002 },
    slowShare: 0.02,
    clockDrift: 0.01,
    lateRate: 0.02,
    duplicateRate: 0.02,
    lossRate: 0.01,
  };
  const { result } = runSimulation({ ...options(faults), warmUpMinutes: 0, minutes: 3 });
  expect(result.lookups).toBeGreaterThan(500);
  expect(result.delivered / result.lookups).toBeGreaterThan(0.98);
  // A node that cannot reach the root of a key delivers at itself, or at another node.
  expect(result.incorrect / result.lookups).toBeLessThan(0.015);
  expect(result.control.byKind.retransmission?.messagesPerNodeS).toBeGreaterThan(0);
});

test("nodes that reply eight times as late as others are not declared failed", () => {
  const slow = runSimulation({ ...options({ slowShare: 0.1 }), warmUpMinutes: 0, minutes: 5 }).result;
  const even = runSimulation({ ...options(), warmUpMinutes: 0, minutes: 5 }).result;
  expect(slow.incorrect + slow.lost).toBe(0);
  expect(slow.control.messagesPerNodeS).toBeLessThan(2 * even.control.messagesPerNodeS);
});

test("scheduled faults happen at their times: a mass join, a mass failure, a partition that heals", () => {
  const run = (fault: ScheduledFault) =>
    runSimulation({ ...options(), warmUpMinutes: 0, minutes: 4, faultSchedule: [fault] });
  const crowd = run({ kind: "crowd", atMs: MINUTE_MS, nodes: 30 });
  expect(crowd.result.joinMs.joins).toBe(30);
  expect(crowd.lookups.minutes[0].nodeMs).toBe(120 * MINUTE_MS);
  const failure = run({ kind: "massFailure", atMs: MINUTE_MS, share: 0.25 });
  expect(failure.result.nodesAtEnd / 120).toBeCloseTo(0.75, 0.9);
  const apart = run({ kind: "partition", atMs: MINUTE_MS, forMs: MINUTE_MS, share: 0.5 });
  const failed = apart.lookups.minutes.map(({ incorrect, lost }) => incorrect + lost);
  expect(failed[0]).toBe(0);
  expect(failed[1]).toBeGreaterThan(10);
  expect(failed[3]).toBeLessThan(failed[1] / 4);
});
