/** The whole overlay under lasting churn, mass failures and a partition. A failing test names its seed. */
import { describe, expect, test } from "vitest";
import { isCloser } from "../../runtime/base/id.ts";
import type { Response } from "../../runtime/overlay/api.ts";
import { bytes, SERVICE, startOverlay } from "../overlay/support.ts";

describe.each([41, 42])("while nodes join, leave and crash and packets are lost (seed %i),", (seed) => {
  const { simulation, deliveries } = startOverlay({ nodes: 60, seed, lossRate: 0.01, duplicateRate: 0.01 });
  const roots = new Map<string, Set<number>>();
  const responses: Response[] = [];

  test("every request of a surviving node is answered", () => {
    const askers = simulation.nodes.slice(0, 10);
    const mortal = () => simulation.alive().filter(({ index }) => index >= askers.length);
    const keys = Array.from({ length: 90 }, () => simulation.randomId());
    // Until a joining node is active, the previous root of a key is still right.
    const noteRoots = () => {
      const active = simulation.alive().filter(({ overlay }) => overlay.status === "active");
      for (const [i, key] of keys.slice(0, roots.size).entries()) {
        const root = active.reduce((best, node) =>
          isCloser(key, node.handle.id, best.handle.id) ? node : best,
        );
        roots.get(`${i}`)?.add(root.index).add(simulation.trueRoot(key).index);
      }
    };
    for (const [i, key] of keys.entries()) {
      roots.set(`${i}`, new Set([simulation.trueRoot(key).index]));
      simulation
        .pick(askers)
        .overlay.request(SERVICE, key, bytes(`${i}`), { timeoutMs: 40_000 }, (it) => responses.push(it));
      simulation.run(500);
      if (i % 6 === 0) simulation.crash(simulation.pick(mortal()).index);
      if (i % 6 === 2) simulation.leave(simulation.pick(mortal()).index);
      if (i % 3 === 1) simulation.add();
      noteRoots();
    }
    simulation.run(45_000);
    noteRoots();
    expect(responses.filter(({ ok }) => ok)).toHaveLength(keys.length);
  });

  test("every message is delivered at a root of its key, and at most once at each node", () => {
    for (const { node, text } of deliveries) expect(roots.get(text)).toContain(node);
    const places = deliveries.map(({ node, text }) => `${text} at ${node}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test("every leaf set is right again when the churn has ended", () => {
    expect(simulation.runUntil(() => simulation.leafSetErrors() === 0, 120_000, 500)).toBe(true);
  });
});

test("after half of the nodes die at once, the others form one ring again", () => {
  const { simulation, deliveries } = startOverlay({ nodes: 120, seed: 43 });
  simulation.run(60_000);
  for (let i = 0; i < 60; i++) simulation.crash(simulation.pick(simulation.alive()).index);
  expect(simulation.runUntil(() => simulation.leafSetErrors() === 0, 180_000, 500)).toBe(true);
  const expected = Array.from({ length: 100 }, (_, i) => {
    const key = simulation.randomId();
    simulation.pick(simulation.alive()).overlay.route(SERVICE, key, bytes(`${i}`));
    return [`${i}`, simulation.trueRoot(key).index] as const;
  });
  simulation.run(10_000);
  expect(new Map(deliveries.map(({ text, node }) => [text, node]))).toEqual(new Map(expected));
});

test("a quiet overlay sends less than two packets per node and second", () => {
  const { simulation } = startOverlay({ nodes: 60, seed: 44 });
  simulation.run(120_000);
  const sent = () => simulation.nodes.reduce((sum, { overlay }) => sum + overlay.counters.packetsSent, 0);
  const before = sent();
  const seconds = 120;
  simulation.run(seconds * 1_000);
  const perNodeAndSecond = (sent() - before) / simulation.nodes.length / seconds;
  expect(perNodeAndSecond).toBeGreaterThan(0);
  expect(perNodeAndSecond).toBeLessThan(2);
});

test("an overlay heals after a partition along the ring, where each half knows few nodes of the other", () => {
  const { simulation } = startOverlay({ nodes: 80, seed: 45 });
  simulation.run(30_000);
  simulation.network.partition((node) => node.id.bytes[0] >> 7);
  simulation.run(90_000);
  simulation.network.heal();
  expect(simulation.runUntil(() => simulation.leafSetErrors() === 0, 300_000, 500)).toBe(true);
});
