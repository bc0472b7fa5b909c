import fc from "fast-check";
import { expect, test } from "vitest";
import { Id } from "../../runtime/overlay/id.ts";
import { createOverlay } from "../../runtime/overlay/overlay.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";
import { bytes, SERVICE, startOverlay } from "./support.ts";

test("a node that leaves is out of every leaf set as soon as its farewell arrives", () => {
  const { simulation, recorders } = startOverlay({ nodes: 20, seed: 11 });
  const leaver = simulation.nodes[7];
  simulation.leave(7);
  simulation.run(1_000);
  for (const { overlay } of simulation.alive()) {
    expect(overlay.neighborSet(99).some(({ id }) => id.equals(leaver.handle.id))).toBe(false);
  }
  expect(recorders[0].updates.some(({ node, joined }) => node.id.equals(leaver.handle.id) && !joined)).toBe(
    true,
  );
});

test("a crashed neighbour is given up within seconds, and one that is only silent for half a second is not", () => {
  const { simulation } = startOverlay({ nodes: 20, seed: 12 });
  const victim = simulation.nodes[4];
  const isKnown = () =>
    simulation
      .alive()
      .some(({ overlay }) => overlay.neighborSet(99).some(({ id }) => id.equals(victim.handle.id)));
  simulation.network.partition((node) => (node.id.equals(victim.handle.id) ? 1 : 0));
  simulation.run(500);
  simulation.network.heal();
  simulation.run(20_000);
  expect(simulation.leafSetErrors()).toBe(0);
  simulation.crash(4);
  const atMs = simulation.now;
  expect(simulation.runUntil(() => !isKnown(), 60_000)).toBe(true);
  expect(simulation.now - atMs).toBeLessThan(15_000);
});

test("two halves that were cut apart become one ring again", () => {
  const { simulation } = startOverlay({ nodes: 24, seed: 13 });
  simulation.network.partition((node) => node.id.bytes[31] & 1);
  simulation.run(60_000);
  expect(simulation.leafSetErrors()).toBeGreaterThan(0);
  simulation.network.heal();
  expect(simulation.runUntil(() => simulation.leafSetErrors() === 0, 180_000)).toBe(true);
});

test("a node that crashed comes back under its own id", () => {
  const { simulation } = startOverlay({ nodes: 12, seed: 14 });
  const old = simulation.nodes[5];
  simulation.crash(5);
  const network = simulation.network.attach(old.handle);
  const overlay = createOverlay(old.handle, { clock: simulation.clock, random: seededRandom(99), network });
  let isActive = false;
  overlay.join([simulation.nodes[0].handle.address], () => {
    isActive = true;
  });
  expect(simulation.runUntil(() => isActive, 20_000)).toBe(true);
  expect(overlay.neighborSet(99)).toHaveLength(11);
});

test("a node that slept does not deliver before its neighbours have answered", () => {
  const { simulation, deliveries } = startOverlay({ nodes: 10, seed: 15 });
  const sleeper = simulation.nodes[3];
  // While it sleeps nothing comes to it, and somebody takes a place nearer to the key.
  simulation.network.partition((node) => (node.id.equals(sleeper.handle.id) ? 1 : 0));
  simulation.run(120_000);
  simulation.network.heal();
  simulation.run(120_000);
  sleeper.overlay.route(SERVICE, sleeper.handle.id, bytes("mine"));
  simulation.run(5_000);
  expect(deliveries.map(({ node }) => node)).toEqual([3]);
});

test("range gives the keys for which a node is the root: their ends are its own, the keys beside them are not", () => {
  const { simulation } = startOverlay({ nodes: 50, seed: 16 });
  simulation.run(30_000);
  for (const node of simulation.nodes) {
    const range = node.overlay.range(node.handle, 0);
    expect(range).not.toBeNull();
    if (range === null) continue;
    for (const [end, beyond] of [
      [range.first, -1n],
      [range.last, 1n],
    ] as const) {
      expect(simulation.trueRoot(end)).toBe(node);
      const next = BigInt.asUintN(256, BigInt(`0x${end.hex}`) + beyond);
      expect(simulation.trueRoot(Id.fromHex(next.toString(16).padStart(64, "0")))).not.toBe(node);
    }
  }
});

test("replicaSet names the nodes in the order in which they would become root", () => {
  const { simulation } = startOverlay({ nodes: 10, seed: 17 });
  const key = simulation.randomId();
  const names = simulation.nodes[0].overlay.replicaSet(key, 4).map(({ id }) => id.hex);
  for (const expected of names) {
    const root = simulation.trueRoot(key);
    expect(root.handle.id.hex).toBe(expected);
    simulation.crash(root.index);
  }
});

test("whatever bytes a stranger sends, they are dropped and counted, and nothing is thrown", () => {
  const clock = new VirtualClock();
  let receive: (from: { id: Id; address: string }, packet: Uint8Array) => void = () => {};
  const self = { id: Id.hashOf("self"), address: "self:1" };
  const stranger = { id: Id.hashOf("stranger"), address: "stranger:1" };
  const overlay = createOverlay(self, {
    clock,
    random: seededRandom(1),
    network: {
      address: self.address,
      send: () => true,
      resolve: () => {},
      onPacket: (handler) => {
        receive = handler;
      },
      onUnreachable: () => {},
      forget: () => {},
    },
  });
  overlay.join([], () => {});
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 9 }), (packet, kind) => {
      if (packet.length > 0) packet[0] = kind;
      receive(stranger, packet);
    }),
    { numRuns: 3_000, seed: 1 },
  );
  expect(overlay.counters.malformed).toBeGreaterThan(100);
  expect(overlay.status).toBe("active");
});
