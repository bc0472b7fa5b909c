import fc from "fast-check";
import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import type { Response } from "../../runtime/overlay/api.ts";
import { OVERLAY_DEFAULTS } from "../../runtime/overlay/options.ts";
import { decodePacket } from "../../runtime/overlay/packet-codec/decode.ts";
import type { Packet } from "../../runtime/overlay/packets.ts";
import { createOverlay } from "../../runtime/overlay/pastry-node.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { createSimulation } from "../../runtime/simulator/simulation.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";
import { bytes, nextTo, SERVICE, startOverlay, text } from "./support.ts";

test("a node that leaves gracefully is out of every leaf set as soon as its packet arrives", () => {
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

test("a crashed neighbour is declared failed after its heartbeat is due, one silent for half a second is not", () => {
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
  const { heartbeatMs, probeMsMax } = OVERLAY_DEFAULTS;
  const detectionMs = 5_000;
  expect(simulation.now - atMs).toBeLessThan(heartbeatMs + probeMsMax + detectionMs);
});

test("the two halves of a partition become one ring again", () => {
  const { simulation } = startOverlay({ nodes: 24, seed: 13 });
  simulation.network.partition((node) => node.id.bytes[31] & 1);
  simulation.run(60_000);
  expect(simulation.leafSetErrors()).toBeGreaterThan(0);
  simulation.network.heal();
  expect(simulation.runUntil(() => simulation.leafSetErrors() === 0, 180_000, 500)).toBe(true);
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

test("a node that was paused delivers nothing for keys that became another node's meanwhile", () => {
  const { simulation, deliveries } = startOverlay({ nodes: 30, seed: 15 });
  const paused = simulation.nodes[3];
  const key = nextTo(paused.handle.id, 1n);
  simulation.pause(3);
  simulation.nodes[0].overlay.route(SERVICE, key, bytes("for the newcomer"), { hint: paused.handle });
  simulation.run(60_000);
  const newcomer = simulation.add(nextTo(paused.handle.id, 2n));
  simulation.run(60_000);
  deliveries.length = 0;
  // Its queued packets arrive before any timer of its own can detect the pause.
  simulation.resume(3);
  expect(deliveries).toEqual([]);
  paused.overlay.route(SERVICE, newcomer.handle.id, bytes("its own"));
  simulation.run(30_000);
  expect(deliveries.find(({ text }) => text === "its own")?.node).toBe(newcomer.index);
  expect(deliveries.filter(({ node }) => node === 3)).toEqual([]);
  expect(simulation.leafSetErrors()).toBe(0);
});

test("after a pause, the first message of an application is delivered only after the leaf set has replied", () => {
  const { simulation } = startOverlay({ nodes: 12, seed: 26 });
  const handle = { id: simulation.randomId(), address: "paused:1" };
  const network = simulation.network.attach(handle);
  let wasPaused = false;
  let resumed = () => {};
  const overlay = createOverlay(handle, {
    clock: simulation.clock,
    random: seededRandom(95),
    network,
    onPause: (_limitMs, notice) => {
      resumed = notice;
    },
    checkForPause: () => {
      if (wasPaused) resumed();
      wasPaused = false;
    },
  });
  const delivered: string[] = [];
  const deliver = ({ payload }: { readonly payload: Uint8Array }) => delivered.push(text(payload));
  overlay.register(SERVICE, { forward: () => "continue", deliver, direct: () => {}, update: () => {} });
  overlay.join([simulation.nodes[0].handle.address], () => {});
  simulation.run(10_000);
  overlay.route(SERVICE, handle.id, bytes("awake"));
  expect(delivered).toEqual(["awake"]);
  wasPaused = true;
  overlay.route(SERVICE, handle.id, bytes("after the pause"));
  expect(delivered).toEqual(["awake"]);
  simulation.run(5_000);
  expect(delivered).toEqual(["awake", "after the pause"]);
});

test("a node that was paused learns that a departed node is back before it delivers", () => {
  const { simulation, deliveries } = startOverlay({ nodes: 12, seed: 27 });
  const { handle } = simulation.nodes[5];
  simulation.leave(5);
  simulation.run(1_000);
  // The root of the departed node's keys.
  const paused = simulation.trueRoot(handle.id);
  const [contact] = simulation.alive().filter((node) => node !== paused);
  simulation.pause(paused.index);
  contact.overlay.route(SERVICE, paused.handle.id, bytes("to the paused node"));
  const isKnown = () =>
    simulation
      .alive()
      .some(
        (node) =>
          node !== paused && node.overlay.neighborSet(99).some(({ id }) => id.equals(paused.handle.id)),
      );
  // So the returning node does not learn of the paused one, and sends it nothing.
  expect(simulation.runUntil(() => !isKnown(), 40_000)).toBe(true);
  const network = simulation.network.attach(handle);
  const overlay = createOverlay(handle, { clock: simulation.clock, random: seededRandom(94), network });
  overlay.join([contact.handle.address], () => {});
  expect(simulation.runUntil(() => overlay.status === "active", 10_000)).toBe(true);
  simulation.run(10_000);
  simulation.resume(paused.index);
  paused.overlay.route(SERVICE, handle.id, bytes("for the returned node"));
  simulation.run(10_000);
  expect(deliveries.filter(({ text }) => text === "for the returned node")).toEqual([]);
});

test("a killed neighbour is declared failed within two seconds, and pending requests to it reach the next root", () => {
  const { simulation } = startOverlay({ nodes: 40, seed: 18 });
  simulation.run(60_000);
  const victim = simulation.nodes[9];
  const isKnown = () =>
    simulation
      .alive()
      .some(({ overlay }) => overlay.neighborSet(99).some(({ id }) => id.equals(victim.handle.id)));
  const others = simulation.nodes.filter((node) => node !== victim);
  const responses: Response[] = [];
  for (const { overlay } of others)
    overlay.request(SERVICE, victim.handle.id, bytes("to the root"), { timeoutMs: 4_000 }, (it) =>
      responses.push(it),
    );
  simulation.kill(9);
  expect(simulation.runUntil(() => !isKnown(), 2_000, 50)).toBe(true);
  simulation.run(4_000);
  const root = simulation.trueRoot(victim.handle.id).handle.id;
  expect(responses).toHaveLength(39);
  expect(responses.every((response) => response.ok && response.from.id.equals(root))).toBe(true);
});

test("the last of four nodes stays active alone when the others have left gracefully", () => {
  const { simulation, deliveries } = startOverlay({ nodes: 4, seed: 19 });
  for (const index of [0, 1, 2]) {
    simulation.leave(index);
    simulation.run(500);
  }
  const [last] = simulation.alive();
  expect(last.overlay.status).toBe("active");
  last.overlay.route(SERVICE, simulation.randomId(), bytes("still here"));
  expect(deliveries.map(({ text }) => text)).toEqual(["still here"]);
});

test("a node that is cut off from all others delivers nothing, and joins again when it can", () => {
  const { simulation, deliveries } = startOverlay({ nodes: 12, seed: 20 });
  const lonely = simulation.nodes[5];
  simulation.network.partition((node) => (node.id.equals(lonely.handle.id) ? 1 : 0));
  simulation.run(120_000);
  expect(lonely.overlay.status).toBe("joining");
  lonely.overlay.route(SERVICE, simulation.nodes[1].handle.id, bytes("held"));
  simulation.run(5_000);
  expect(deliveries).toEqual([]);
  simulation.network.heal();
  expect(simulation.runUntil(() => lonely.overlay.status === "active", 60_000)).toBe(true);
  simulation.run(30_000);
  expect(deliveries.map(({ node }) => node)).toEqual([1]);
  expect(simulation.leafSetErrors()).toBe(0);
});

test("when all other nodes have failed and come back, the remaining one lets them in", () => {
  const { simulation } = startOverlay({ nodes: 5, seed: 23 });
  for (const index of [1, 2, 3, 4]) simulation.crash(index);
  const [left] = simulation.nodes;
  expect(simulation.runUntil(() => left.overlay.status === "joining", 60_000)).toBe(true);
  const contacts = [left.handle.address];
  const overlays = simulation.nodes.slice(1).map(({ handle, random }) => {
    const network = simulation.network.attach(handle);
    const overlay = createOverlay(handle, { clock: simulation.clock, random, network });
    overlay.join(contacts, () => {});
    return overlay;
  });
  const all = [left.overlay, ...overlays];
  expect(simulation.runUntil(() => all.every(({ status }) => status === "active"), 180_000)).toBe(true);
  simulation.run(60_000);
  for (const { neighborSet } of all.map((overlay) => ({ neighborSet: overlay.neighborSet(99) })))
    expect(neighborSet).toHaveLength(4);
});

test("nodes that were all isolated from each other become one ring again", () => {
  const { simulation } = startOverlay({ nodes: 6, seed: 24 });
  simulation.network.partition((node) =>
    simulation.nodes.findIndex(({ handle }) => handle.id.equals(node.id)),
  );
  simulation.run(120_000);
  expect(simulation.nodes.every(({ overlay }) => overlay.status === "joining")).toBe(true);
  simulation.network.heal();
  const isOne = () =>
    simulation.leafSetErrors() === 0 && simulation.nodes.every(({ overlay }) => overlay.status === "active");
  expect(simulation.runUntil(isOne, 180_000, 500)).toBe(true);
});

test("a node that is restarted at another address is reached there", () => {
  const { simulation } = startOverlay({ nodes: 12, seed: 21 });
  const { handle: old } = simulation.nodes[5];
  simulation.crash(5);
  const handle = { id: old.id, address: "elsewhere:1" };
  const network = simulation.network.attach(handle);
  const overlay = createOverlay(handle, { clock: simulation.clock, random: seededRandom(98), network });
  overlay.join([simulation.nodes[0].handle.address], () => {});
  const addresses = () =>
    simulation.alive().map((node) => {
      const members = node.overlay.neighborSet(99);
      return members.find(({ id }) => id.equals(old.id))?.address;
    });
  expect(simulation.runUntil(() => addresses().every((address) => address === "elsewhere:1"), 5_000)).toBe(
    true,
  );
});

test("a node that loses one side of its leaf set claims no keys beyond it, and finds the nodes there", () => {
  const { simulation, deliveries } = startOverlay({ nodes: 150, seed: 22 });
  simulation.run(60_000);
  const ring = [...simulation.nodes].sort((a, b) => (a.handle.id.hex < b.handle.id.hex ? -1 : 1));
  const witness = ring[40];
  const doomed = ring.slice(41, 41 + 16);
  const keyBeyond = ring[60].handle.id;
  for (const { index } of doomed) simulation.crash(index);
  const responses: Response[] = [];
  for (let second = 0; second < 40; second++) {
    const isRoot = witness.overlay.isRoot(keyBeyond);
    expect(isRoot).toBe(false);
    witness.overlay.request(SERVICE, keyBeyond, bytes(`${second}`), { timeoutMs: 20_000 }, (it) =>
      responses.push(it),
    );
    simulation.run(1_000);
  }
  expect(simulation.runUntil(() => simulation.leafSetErrors() === 0, 120_000, 500)).toBe(true);
  expect(responses.filter(({ ok }) => ok)).toHaveLength(40);
  expect(new Set(deliveries.map(({ node }) => node))).toEqual(new Set([ring[60].index]));
});

test("a node joins through a list of addresses that contains its own address and an unused one", () => {
  const { simulation } = startOverlay({ nodes: 3, seed: 23 });
  const handle = { id: simulation.randomId(), address: "listed:1" };
  const network = simulation.network.attach(handle);
  const overlay = createOverlay(handle, { clock: simulation.clock, random: seededRandom(97), network });
  overlay.join(["listed:1", "unused:1", simulation.nodes[0].handle.address], () => {});
  expect(simulation.runUntil(() => overlay.status === "active", 20_000)).toBe(true);
  expect(overlay.neighborSet(99)).toHaveLength(3);
});

test("range returns the keys of a root: both ends are its own, the keys beside them are not", () => {
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
      expect(simulation.trueRoot(nextTo(end, beyond))).not.toBe(node);
    }
  }
});

test("replicaSet returns the nodes in the order in which they would become root", () => {
  const { simulation } = startOverlay({ nodes: 10, seed: 17 });
  const key = simulation.randomId();
  const names = simulation.nodes[0].overlay.replicaSet(key, 4).map(({ id }) => id.hex);
  for (const expected of names) {
    const root = simulation.trueRoot(key);
    expect(root.handle.id.hex).toBe(expected);
    simulation.crash(root.index);
  }
});

test("any malformed bytes of an unknown peer are dropped and counted, without an exception", () => {
  const clock = new VirtualClock();
  let receive: (from: { id: Id; address: string }, packet: Packet | null, bytes: number) => void = () => {};
  const self = { id: Id.hashOf("self"), address: "self:1" };
  const unknown = { id: Id.hashOf("unknown"), address: "unknown:1" };
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
      receive(unknown, decodePacket(packet), packet.length);
    }),
    { numRuns: 3_000, seed: 1 },
  );
  expect(overlay.counters.malformed).toBeGreaterThan(100);
  expect(overlay.status).toBe("active");
});

test("a joining node sends about as many requests as its leaf set has members, not one to every named node", () => {
  const simulation = createSimulation({ nodes: 120, seed: 5 });
  const { overlay } = simulation.add();
  expect(simulation.runUntil(() => overlay.status === "active", 60_000)).toBe(true);
  expect(overlay.neighborSet(100)).toHaveLength(32);
  expect(overlay.counters.sent.leafSetRequest).toBeLessThan(2 * 32);
});

test.each([0.1, 0.5])(
  "when a share of %d fails at once, leaf sets are repaired with a bounded number of requests",
  (share) => {
    const { simulation } = startOverlay({ nodes: 100, seed: 24 });
    simulation.run(60_000);
    const sent = () => simulation.alive().map(({ overlay }) => overlay.counters.sent.leafSetRequest ?? 0);
    const dead = Math.round(100 * share);
    for (let i = 0; i < dead; i++) simulation.crash(simulation.pick(simulation.alive()).index);
    const before = sent();
    expect(simulation.runUntil(() => simulation.leafSetErrors() === 0, 120_000, 500)).toBe(true);
    const after = sent();
    // Each failure takes a member from 32 other nodes, and each of those must find one.
    const perLoss = after.reduce((sum, count, i) => sum + count - before[i], 0) / (dead * 32);
    expect(perLoss).toBeLessThan(6);
    expect(Math.max(...after.map((count, i) => count - before[i]))).toBeLessThan(200);
  },
);

test("a node that joins while half of the others have just failed sends each of them only a few requests", () => {
  const { simulation } = startOverlay({ nodes: 100, seed: 25 });
  simulation.run(60_000);
  for (let i = 0; i < 50; i++) simulation.crash(simulation.pick(simulation.alive()).index);
  const newcomers = Array.from({ length: 5 }, () => simulation.add());
  expect(simulation.runUntil(() => simulation.leafSetErrors() === 0, 180_000, 500)).toBe(true);
  for (const { overlay } of newcomers) {
    expect(overlay.status).toBe("active");
    expect(overlay.counters.sent.leafSetRequest).toBeLessThan(10 * 32);
  }
});
