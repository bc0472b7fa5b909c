/**
 * Contacts that lie to a joining node. Named nodes get requests before they are added, and other contacts
 * give a second opinion.
 */
import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import type { NodeHandle } from "../../runtime/base/node-handle.ts";
import { type Packet, ticketOf } from "../../runtime/overlay/packets.ts";
import { createOverlay } from "../../runtime/overlay/pastry-node.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { bytes, nextTo, SERVICE, startOverlay, type TestOverlay } from "./support.ts";

const NODES = 60;

/** A node that answers as an honest one would, but names only the given nodes. */
function startLiar(
  { simulation }: TestOverlay,
  handle: NodeHandle,
  named: (requester: Id) => readonly NodeHandle[],
) {
  const port = simulation.network.attach(handle);
  port.onPacket((from, packet) => {
    if (packet === null) return;
    const reply = (answer: Packet) => port.send(from, answer);
    if ("sequence" in packet && packet.kind !== "ack") reply({ kind: "ack", sequence: packet.sequence });
    if (packet.kind === "route") {
      // Several times, as if other nodes had replied the same.
      for (let i = 0; i < 5; i++)
        port.send(packet.origin, {
          kind: "rows",
          stage: "root",
          ticket: ticketOf(packet.messageId),
          nodes: [handle],
          roundTripsMs: [0],
          leaves: named(packet.origin.id),
        });
    } else if (packet.kind === "leafSetRequest") {
      const members = named(from.id);
      reply({ kind: "leafSetReply", sequence: packet.sequence, members, failed: [], tunedMs: 60_000 });
    } else if (packet.kind === "leaseRequest") {
      reply({ kind: "leaseReply", sequence: packet.sequence, isGranted: true });
    }
  });
}

/**
 * A node joins through the contacts. Returns whether it became active, how many of its two true neighbours it
 * knows, and its made-up members.
 */
function joinThrough(whole: TestOverlay, contacts: readonly string[], liars: readonly NodeHandle[]) {
  const { simulation } = whole;
  const handle = { id: simulation.randomId(), address: "newcomer:1" };
  const network = simulation.network.attach(handle);
  const overlay = createOverlay(handle, { clock: simulation.clock, random: seededRandom(96), network });
  overlay.join(contacts, () => {});
  const isIn = simulation.runUntil(() => overlay.status === "active", 60_000, 50);
  const nearest = [...simulation.nodes].sort((a, b) =>
    distance(handle.id, a.handle.id) < distance(handle.id, b.handle.id) ? -1 : 1,
  );
  const members = new Set(overlay.neighborSet(99).map(({ id }) => id.hex));
  const neighbours = [nearest[0], nearest[1]].filter((node) => members.has(node.handle.id.hex)).length;
  const known = [...liars, ...simulation.nodes.map((node) => node.handle)];
  const madeUp = overlay.neighborSet(99).filter(({ id }) => !known.some((other) => other.id.equals(id)));
  return { overlay, handle, isIn, neighbours, madeUp: madeUp.length };
}

function distance(a: Id, b: Id): bigint {
  const [x, y] = [BigInt(`0x${a.hex}`), BigInt(`0x${b.hex}`)];
  const up = BigInt.asUintN(256, x - y);
  const down = BigInt.asUintN(256, y - x);
  return up < down ? up : down;
}

const liarNamed = (name: string): NodeHandle => ({ id: Id.hashOf(name), address: `${name}:1` });

test("a contact that claims to be alone does not hide the true neighbours, which another contact knows", () => {
  const whole = startOverlay({ nodes: NODES, seed: 41 });
  const liar = liarNamed("liar");
  startLiar(whole, liar, () => []);
  const honest = whole.simulation.nodes[7].handle.address;
  const { isIn, neighbours, madeUp } = joinThrough(whole, [liar.address, honest], [liar]);
  expect({ isIn, neighbours, madeUp }).toEqual({ isIn: true, neighbours: 2, madeUp: 0 });
});

test("a contact that names made-up nodes near the joining one gets none of them into its leaf set", () => {
  const whole = startOverlay({ nodes: NODES, seed: 42 });
  const liar = liarNamed("liar");
  let made = 0;
  const invented = (requester: Id) =>
    Array.from({ length: 32 }, (_, i) => ({
      id: nextTo(requester, BigInt(++made) * (i % 2 === 0 ? 1n : -1n)),
      address: `invented-${made}:1`,
    }));
  startLiar(whole, liar, invented);
  const honest = whole.simulation.nodes[7].handle.address;
  const { isIn, neighbours, madeUp } = joinThrough(whole, [liar.address, honest], [liar]);
  expect({ isIn, neighbours, madeUp }).toEqual({ isIn: true, neighbours: 2, madeUp: 0 });
});

test("contacts that name only each other do not capture a node with one honest contact, and its keys reach it", () => {
  const whole = startOverlay({ nodes: NODES, seed: 43 });
  const { simulation, deliveries } = whole;
  const liars = ["liar-1", "liar-2", "liar-3", "liar-4"].map(liarNamed);
  for (const liar of liars) startLiar(whole, liar, () => liars.filter((other) => other !== liar));
  const contacts = [liars[0].address, liars[1].address, simulation.nodes[3].handle.address];
  const { overlay, handle, isIn, neighbours } = joinThrough(whole, contacts, liars);
  expect({ isIn, neighbours }).toEqual({ isIn: true, neighbours: 2 });
  simulation.run(30_000);
  const received: string[] = [];
  overlay.register(SERVICE, {
    forward: () => "continue",
    deliver: () => received.push("mine"),
    direct: () => {},
    update: () => {},
  });
  for (const { overlay: from } of simulation.nodes) from.route(SERVICE, handle.id, bytes("to the newcomer"));
  simulation.run(10_000);
  expect(deliveries).toEqual([]);
  expect(received).toHaveLength(NODES);
});
