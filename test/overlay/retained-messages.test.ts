/** Messages with a dead root, when the next candidate also fails. */
import { expect, test } from "vitest";
import { Id, isCloser } from "../../runtime/base/id.ts";
import { Peer } from "../../runtime/overlay/peer.ts";
import { RetainedMessages } from "../../runtime/overlay/retained-messages.ts";
import { Transit } from "../../runtime/overlay/transit.ts";
import { SimulatedHandle } from "../../runtime/simulator/simulated-network.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";
import { bytes, SERVICE, startOverlay } from "./support.ts";

/**
 * The origin has found the root silent and sent the message to the next candidate. No node has declared the
 * root failed yet.
 */
function pastDeadRoot(seed: number) {
  const { simulation, deliveries } = startOverlay({ nodes: 12, seed });
  const key = simulation.randomId();
  const order = [...simulation.nodes].sort((a, b) => (isCloser(key, a.handle.id, b.handle.id) ? -1 : 1));
  const [root, candidate, last] = order;
  const origin = order[7];
  simulation.crash(root.index);
  origin.overlay.route(SERVICE, key, bytes("retained"));
  simulation.run(300);
  return { simulation, deliveries, origin, candidate, last };
}

test("a message survives its root and the next candidate, which fails before it declares the root failed", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { simulation, deliveries, origin, candidate, last } = pastDeadRoot(seed);
    expect(origin.overlay.counters.rerouted).toBe(1);
    expect(deliveries).toEqual([]);
    simulation.crash(candidate.index);
    simulation.run(60_000);
    expect(deliveries.map(({ node, text }) => ({ node, text }))).toEqual([
      { node: last.index, text: "retained" },
    ]);
    expect(origin.overlay.entryCounts.retainedMessages).toBe(0);
  }
});

test("a message that the next candidate has delivered before it fails is not delivered again", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { simulation, deliveries, origin, candidate } = pastDeadRoot(seed);
    expect(origin.overlay.entryCounts.retainedMessages).toBe(1);
    simulation.runUntil(() => deliveries.length > 0, 60_000);
    // For the acknowledgement to arrive.
    simulation.run(200);
    simulation.crash(candidate.index);
    simulation.run(60_000);
    expect(deliveries.map(({ node }) => node)).toEqual([candidate.index]);
  }
});

test("while the next candidate is alive, no message is delivered twice", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { simulation, deliveries } = startOverlay({ nodes: 12, seed });
    for (let i = 0; i < 20; i++) {
      const key = simulation.randomId();
      const root = simulation.trueRoot(key);
      const origin = simulation.pick(simulation.alive().filter((node) => node !== root));
      if (i === 10) simulation.crash(root.index);
      origin.overlay.route(SERVICE, key, bytes(`${i}`));
    }
    simulation.run(60_000);
    expect(deliveries.map(({ text }) => text).sort()).toEqual(
      Array.from({ length: 20 }, (_, i) => `${i}`).sort(),
    );
  }
});

const peer = (n: number) => new Peer(new SimulatedHandle(Id.hashOf(`${n}`), `n${n}`), n);
const message = new Transit(
  {
    hops: 0,
    attempt: 0,
    mode: "tree",
    credit: 1,
    service: SERVICE,
    serviceVersion: 0,
    key: SERVICE,
    messageId: new Uint8Array(16),
    requestId: 0,
    origin: peer(0).handle,
    payload: bytes("kept"),
  },
  peer(0).handle,
);

test("retained messages of a failed root are returned once, unless it was heard since or they are too old", () => {
  const clock = new VirtualClock();
  const retained = new RetainedMessages(clock, 1_000);
  const [dead, alive] = [peer(1), peer(2)];
  retained.retain(message, dead, alive, 1);
  retained.retain(message, alive, dead, 2);
  clock.advanceTo(10);
  alive.heard(clock.now());
  expect(retained.take(dead)).toEqual([message]);
  expect(retained.take(dead)).toEqual([]);
  expect(retained.take(alive)).toEqual([]);
  retained.retain(message, dead, alive, 3);
  retained.delivered(alive, 4);
  retained.delivered(dead, 3);
  expect(retained.size).toBe(1);
  retained.delivered(alive, 3);
  expect(retained.take(dead)).toEqual([]);
  retained.retain(message, dead, alive, 1);
  clock.advanceTo(2_000);
  expect(retained.take(dead)).toEqual([]);
  expect(retained.size).toBe(0);
});

test("at most 256 messages are retained, the latest ones", () => {
  const retained = new RetainedMessages(new VirtualClock(), 1_000);
  for (let i = 0; i < 1_000; i++) retained.retain(message, peer(i), peer(0), i);
  expect(retained.size).toBe(256);
});
