import { expect, test } from "vitest";
import type { NodeHandle } from "../../runtime/overlay/environment.ts";
import { Id, isCloser } from "../../runtime/overlay/id.ts";
import { LeafSet } from "../../runtime/overlay/leaf-set.ts";
import { Peer } from "../../runtime/overlay/peer.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";

const SIDE = 4;

/** So many nodes in order around the ring, `self` the first. */
function ringOf(count: number): { readonly self: NodeHandle; readonly others: NodeHandle[] } {
  const random = seededRandom(count);
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: new Id(random.bytes(32)),
    address: `node-${i}:1`,
  }));
  nodes.sort((a, b) => (a.id.hex < b.id.hex ? -1 : 1));
  const [self, ...others] = nodes;
  return { self, others };
}

function leafSetOf(self: NodeHandle, others: readonly NodeHandle[]): LeafSet {
  const leafSet = new LeafSet(self.id, SIDE);
  for (const [i, node] of others.entries()) leafSet.add(new Peer(node, i));
  return leafSet;
}

const handles = (peers: readonly Peer[]) => peers.map(({ handle }) => handle);

test("each side holds the nearest on it, whatever the order they came in", () => {
  const { self, others } = ringOf(30);
  const shuffled = [...others].sort((a, b) => (a.address < b.address ? -1 : 1));
  const leafSet = leafSetOf(self, shuffled);
  expect(handles(leafSet.larger)).toEqual(others.slice(0, SIDE));
  expect(handles(leafSet.smaller)).toEqual(others.slice(-SIDE).reverse());
  expect(leafSet.size).toBe(2 * SIDE);
});

test("it covers the ring as long as its sides meet", () => {
  for (let count = 1; count <= 2 * SIDE; count++) {
    const { self, others } = ringOf(count);
    expect(leafSetOf(self, others).coversRing).toBe(true);
  }
  const { self, others } = ringOf(2 * SIDE + 2);
  expect(leafSetOf(self, others).coversRing).toBe(false);
});

test("a side that deaths have made short covers no more than before", () => {
  const { self, others } = ringOf(60);
  const leafSet = leafSetOf(self, others);
  const far = others[30].id;
  for (const node of [...leafSet.larger]) {
    expect(leafSet.covers(far)).toBe(false);
    leafSet.remove(node);
    expect(leafSet.coversRing).toBe(false);
  }
  expect(leafSet.hasEmptySide).toBe(true);
  expect(leafSet.covers(far)).toBe(false);
  expect(leafSet.covers(leafSet.smaller[0].id)).toBe(true);
});

test("for a key that it covers it names the closest of all nodes", () => {
  const { self, others } = ringOf(60);
  const leafSet = leafSetOf(self, others);
  const random = seededRandom(7);
  let covered = 0;
  for (let i = 0; i < 500; i++) {
    const key = new Id(random.bytes(32));
    if (!leafSet.covers(key)) continue;
    covered++;
    const truth = others.reduce((best, node) => (isCloser(key, node.id, best.id) ? node : best), self);
    expect(leafSet.closest(key)?.handle ?? self).toBe(truth);
  }
  expect(covered).toBeGreaterThan(20);
});
