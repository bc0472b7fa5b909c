import { expect, test } from "vitest";
import type { Id } from "../../runtime/base/id.ts";
import { OVERLAY_DEFAULTS } from "../../runtime/overlay/options.ts";
import type { SimulatedNode } from "../../runtime/simulator/simulation.ts";
import { bytes, nextTo, SERVICE, startOverlay } from "./support.ts";

const LEASE_MS = OVERLAY_DEFAULTS.leaseMs;

const routeStrict = (overlay: ReturnType<typeof startOverlay>, from: number, key: Id, text: string) =>
  overlay.simulation.nodes[from].overlay.route(SERVICE, key, bytes(text), { mode: "strict" });

test("a strict message is delivered once, by the root, after its neighbours have granted leases", () => {
  const whole = startOverlay({ nodes: 20, seed: 61 });
  whole.simulation.run(2 * LEASE_MS);
  const key = whole.simulation.randomId();
  routeStrict(whole, 3, key, "strict");
  whole.simulation.run(5_000);
  expect(whole.deliveries.map(({ text, node }) => [text, node])).toEqual([
    ["strict", whole.simulation.trueRoot(key).index],
  ]);
});

test("a new node delivers nothing strict until a lease that it may have forgotten has expired", () => {
  const whole = startOverlay({ nodes: 1, seed: 62 });
  routeStrict(whole, 0, whole.simulation.randomId(), "early");
  whole.simulation.run(LEASE_MS / 2);
  expect(whole.deliveries).toEqual([]);
  expect(whole.simulation.nodes[0].overlay.isRoot(whole.simulation.randomId(), true)).toBe(false);
  whole.simulation.run(LEASE_MS);
  expect(whole.simulation.nodes[0].overlay.isRoot(whole.simulation.randomId(), true)).toBe(true);
});

test("no node delivers for a dead node's strict keys before the leases of that node have expired", () => {
  const whole = startOverlay({ nodes: 30, seed: 63 });
  const { simulation } = whole;
  simulation.run(2 * LEASE_MS);
  const victim = simulation.nodes[8];
  const key = victim.handle.id;
  routeStrict(whole, 1, key, "before");
  simulation.run(5_000);
  expect(whole.deliveries.map(({ node }) => node)).toEqual([8]);
  // Its links break, so that it is declared failed long before its leases expire.
  simulation.kill(8);
  const diedMs = simulation.now;
  routeStrict(whole, 1, key, "after");
  simulation.runUntil(() => whole.deliveries.length === 2, 60_000, 100);
  expect(whole.deliveries.map(({ text, node }) => [text, node])).toEqual([
    ["before", 8],
    ["after", simulation.trueRoot(key).index],
  ]);
  // The last lease was granted at most one renewal period before the failure.
  expect(simulation.now - diedMs).toBeGreaterThan(LEASE_MS - OVERLAY_DEFAULTS.leaseRenewMs - 3_000);
  expect(simulation.now - diedMs).toBeLessThan(3 * LEASE_MS);
});

test("a newcomer takes over its part of the strict keys, and two nodes never deliver for one key", () => {
  const whole = startOverlay({ nodes: 30, seed: 64 });
  const { simulation } = whole;
  simulation.run(2 * LEASE_MS);
  const old = simulation.nodes[5];
  const key = nextTo(old.handle.id, 1n << 200n);
  const sure = () =>
    simulation.alive().filter(({ overlay }) => overlay.status === "active" && overlay.isRoot(key, true));
  simulation.runUntil(() => sure().length === 1, 20_000, 100);
  const newcomer = simulation.add(nextTo(old.handle.id, 1n << 201n));
  let most = 0;
  for (let i = 0; i < 600; i++) {
    simulation.run(100);
    most = Math.max(most, sure().length);
  }
  expect(most).toBe(1);
  expect(sure()).toEqual([simulation.trueRoot(key)]);
  expect(newcomer.overlay.status).toBe("active");
});

test("at most one side of a partition delivers for a strict key, and after it heals the root does", {
  timeout: 240_000,
}, () => {
  for (const [seed, share] of [
    [65, 0.5],
    [66, 0.3],
    [67, 0.8],
  ]) {
    const whole = startOverlay({ nodes: 120, seed });
    const { simulation } = whole;
    simulation.run(2 * LEASE_MS);
    const keys = Array.from({ length: 40 }, () => simulation.randomId());
    const sure = (key: Id) =>
      simulation.alive().filter(({ overlay }) => overlay.status === "active" && overlay.isRoot(key, true));
    for (const key of keys) sure(key);
    simulation.run(5_000);
    expect(keys.filter((key) => sure(key).length === 1).length).toBe(keys.length);
    simulation.network.partition((node) => (node.id.bytes[31] < 256 * share ? 1 : 0));
    for (let second = 0; second < 180; second += 2) {
      simulation.run(2_000);
      for (const key of keys) expect(sure(key).length).toBeLessThan(2);
    }
    simulation.network.heal();
    simulation.runUntil(() => simulation.leafSetErrors() === 0, 300_000, 1_000);
    simulation.run(OVERLAY_DEFAULTS.partitionSuspectedMs + 60_000);
    for (const key of keys) sure(key);
    simulation.run(2 * LEASE_MS);
    for (const key of keys) expect(sure(key)).toEqual([simulation.trueRoot(key)]);
  }
});

test("a node that joins the smaller side of a partition is sure of no strict key, though it has lost no neighbour", {
  timeout: 60_000,
}, () => {
  const { simulation } = startOverlay({ nodes: 80, seed: 67 });
  simulation.run(2 * LEASE_MS);
  const isSmaller = (id: Id) => id.bytes[31] < 77;
  simulation.network.partition(({ id }) => (isSmaller(id) ? 1 : 0));
  const newcomers: SimulatedNode[] = [];
  for (let i = 0; i < 6; i++) {
    let id = simulation.randomId();
    while (!isSmaller(id)) id = simulation.randomId();
    newcomers.push(simulation.add(id));
  }
  let active = 0;
  for (let i = 0; i < 120; i++) {
    simulation.run(500);
    const there = newcomers.filter(({ overlay }) => overlay.status === "active");
    active = Math.max(active, there.length);
    expect(there.filter(({ handle, overlay }) => overlay.isRoot(handle.id, true))).toEqual([]);
  }
  expect(active).toBeGreaterThan(3);
});

test("a node with a clock that jumps ahead takes over no keys while the holder of its promise may deliver", () => {
  const whole = startOverlay({ nodes: 16, seed: 69 });
  const { simulation } = whole;
  simulation.run(2 * LEASE_MS);
  const holder = simulation.nodes[5];
  const key = holder.handle.id;
  const sure = () =>
    simulation.nodes.filter(({ overlay }) => overlay.isRoot(key, true)).map(({ index }) => index);
  for (let i = 0; i < 50; i++) {
    sure();
    simulation.run(200);
  }
  expect(sure()).toEqual([5]);
  // The holder is cut off but still has its lease. For its heir, with the advanced clock, that lease
  // has expired.
  simulation.network.partition(({ id }) => (id.equals(key) ? 1 : 0));
  const [, heir] = simulation.nodes[0].overlay.replicaSet(key, 2);
  const { index } = simulation.nodes.find(({ handle }) => handle.id.equals(heir.id)) as SimulatedNode;
  simulation.jumpAhead(index, 6 * LEASE_MS);
  const owners = new Set<number>();
  for (let ms = 0; ms < 6 * LEASE_MS; ms += 100) {
    const now = sure();
    expect(now.length).toBeLessThanOrEqual(1);
    for (const owner of now) owners.add(owner);
    simulation.run(100);
  }
  expect([...owners]).toEqual([5, index]);
});
