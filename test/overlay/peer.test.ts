import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { Peers } from "../../runtime/overlay/peer.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";

const random = seededRandom(5);
const newHandle = (id = new Id(random.bytes(32))) => ({ id, address: "192.0.2.1:4000" });

test("each of thousands of nodes is found by an equal id, and unknown ids are not found", () => {
  const peers = new Peers(4_096, random);
  const handles = Array.from({ length: 3_000 }, () => newHandle());
  const made = handles.map((handle) => peers.of(handle));
  const copies = handles.map(({ id }) => new Id(id.bytes.slice()));
  expect(copies.map((id) => peers.get(id))).toEqual(made);
  expect(handles.map((handle) => peers.of(handle))).toEqual(made);
  expect(peers.get(newHandle().id)).toBeNull();
  expect([...peers.values()]).toHaveLength(3_000);
});

test("the oldest cached peers are forgotten; leaves, table nodes and peers with open probes are not", () => {
  const peers = new Peers(100, random);
  const kept = [peers.of(newHandle()), peers.of(newHandle()), peers.of(newHandle())];
  kept[0].isLeaf = true;
  kept[1].isInTable = true;
  kept[2].openUses = 1;
  const cached = Array.from({ length: 1_000 }, () => peers.of(newHandle()));
  expect([...peers.values()].length).toBeLessThanOrEqual(103);
  for (const peer of [...kept, ...cached.slice(-50)]) expect(peers.get(peer.id)).toBe(peer);
  for (const peer of cached.slice(0, 800)) expect(peers.get(peer.id)).toBeNull();
});

test("ids with equal last bits are distinguished", () => {
  const peers = new Peers(4_096, random);
  const handles = Array.from({ length: 600 }, (_, i) => {
    const bytes = new Uint8Array(32);
    bytes[10] = i >> 8;
    bytes[11] = i & 255;
    return newHandle(new Id(bytes));
  });
  const made = handles.map((handle) => peers.of(handle));
  expect(handles.map(({ id }) => peers.get(id))).toEqual(made);
});
