import { expect, test } from "vitest";
import { type Id, isBetween } from "../../runtime/base/id.ts";
import { bytes, nextTo, SERVICE, startOverlay } from "./support.ts";

test("a multicast reaches every node of its range once, and no other node", () => {
  const { simulation, deliveries } = startOverlay({ nodes: 200, seed: 71 });
  simulation.run(60_000);
  const ring = [...simulation.nodes].sort((a, b) => (a.handle.id.hex < b.handle.id.hex ? -1 : 1));
  const ranges: [Id, Id][] = [
    [ring[20].handle.id, ring[90].handle.id],
    [ring[150].handle.id, ring[30].handle.id],
    [nextTo(ring[70].handle.id, 1n), nextTo(ring[71].handle.id, -1n)],
    [ring[5].handle.id, ring[5].handle.id],
    [nextTo(ring[10].handle.id, 1n), ring[10].handle.id],
  ];
  for (const [first, last] of ranges) {
    for (const from of [0, 77, 133]) {
      deliveries.length = 0;
      simulation.nodes[from].overlay.multicast(SERVICE, first, last, bytes("to all"));
      simulation.run(5_000);
      const expected = simulation.nodes.filter(({ handle }) => isBetween(handle.id, first, last));
      expect(deliveries.map(({ node }) => node).sort()).toEqual(expected.map(({ index }) => index).sort());
      for (const { key, node } of deliveries) expect(key.equals(simulation.nodes[node].handle.id)).toBe(true);
    }
  }
});

test("a multicast reaches each node once over links that lose and duplicate packets", () => {
  const { simulation, deliveries } = startOverlay({
    nodes: 60,
    seed: 72,
    lossRate: 0.05,
    duplicateRate: 0.05,
  });
  const last = nextTo(simulation.nodes[0].handle.id, -1n);
  simulation.nodes[0].overlay.multicast(SERVICE, simulation.nodes[0].handle.id, last, bytes("hear"));
  simulation.run(20_000);
  expect(deliveries.map(({ node }) => node).sort((a, b) => a - b)).toEqual(
    simulation.nodes.map(({ index }) => index),
  );
});
