import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareClockwise, Id, isCloser } from "../../runtime/base/id.ts";
import type { NodeHandle } from "../../runtime/base/node-handle.ts";
import { LEAF_SIDE, LeafSet } from "../../runtime/overlay/leaf-set.ts";
import { Peer } from "../../runtime/overlay/peer.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";

const SIDE = 4;

/** `count` nodes in order around the ring, with `self` the first. */
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

test("each side has the nearest nodes on it, whatever the order in which they are added", () => {
  const { self, others } = ringOf(30);
  const shuffled = [...others].sort((a, b) => (a.address < b.address ? -1 : 1));
  const leafSet = leafSetOf(self, shuffled);
  expect(handles(leafSet.larger)).toEqual(others.slice(0, SIDE));
  expect(handles(leafSet.smaller)).toEqual(others.slice(-SIDE).reverse());
  expect(leafSet.size).toBe(2 * SIDE);
});

test("it covers the ring as long as its sides overlap", () => {
  for (let count = 1; count <= 2 * SIDE; count++) {
    const { self, others } = ringOf(count);
    expect(leafSetOf(self, others).coversRing).toBe(true);
  }
  const { self, others } = ringOf(2 * SIDE + 2);
  expect(leafSetOf(self, others).coversRing).toBe(false);
});

test("a side that is short after failures covers no more keys than before", () => {
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

test("for a key that it covers it returns the closest of all nodes", () => {
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

/** A ring too large for the sides to overlap, and the leaf set of its first node, with the default size. */
function largeRing(seed: number, count = 2_000) {
  const random = seededRandom(seed);
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: new Id(random.bytes(32)),
    address: `node-${i}:1`,
  }));
  nodes.sort((a, b) => (a.id.hex < b.id.hex ? -1 : 1));
  const [self, ...others] = nodes;
  const peers = others.map((handle, i) => new Peer(handle, i));
  const leafSet = new LeafSet(self.id, LEAF_SIDE);
  for (const peer of [...peers.slice(0, LEAF_SIDE), ...peers.slice(-LEAF_SIDE)]) leafSet.add(peer);
  return { peers, leafSet };
}

test("a short side adds neither nodes far away nor those next to the last of the other side", () => {
  const { peers, leafSet } = largeRing(11);
  for (const peer of leafSet.larger.slice(0, 5)) leafSet.remove(peer);
  for (const far of [peers[100], peers[1_000], peers[1_900], peers[peers.length - LEAF_SIDE - 1]]) {
    expect(leafSet.wants(far.id)).toBe(false);
    expect(leafSet.add(far)).toBe(null);
  }
  expect(leafSet.coversRing).toBe(false);
  expect(leafSet.covers(peers[200].id)).toBe(false);
  // The next nodes on the ring are added.
  for (const peer of peers.slice(LEAF_SIDE, LEAF_SIDE + 5)) expect(leafSet.add(peer)).toEqual([]);
  expect(leafSet.larger).toEqual(peers.slice(5, LEAF_SIDE + 5));
});

test("no node is on both sides, whichever nodes fail and come back", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { peers, leafSet } = largeRing(seed);
    const random = seededRandom(seed);
    const near = leafSet.members();
    for (let step = 0; step < 200; step++) {
      const members = leafSet.members();
      const draw = random.next();
      if (draw < 0.4 && members.length > (3 * LEAF_SIDE) / 2)
        leafSet.remove(members[Math.floor(random.next() * members.length)]);
      else if (draw < 0.7) leafSet.add(near[Math.floor(random.next() * near.length)]);
      else leafSet.add(peers[Math.floor(random.next() * peers.length)]);
      const both = leafSet.larger.filter((peer) => leafSet.smaller.includes(peer));
      expect(both).toEqual([]);
      expect(leafSet.coversRing).toBe(false);
    }
  }
});

test("an empty side adds any node, and nearer nodes replace it", () => {
  const { peers, leafSet } = largeRing(12);
  for (const peer of [...leafSet.larger]) leafSet.remove(peer);
  expect(leafSet.hasEmptySide).toBe(true);
  expect(leafSet.wants(peers[peers.length - LEAF_SIDE - 1].id)).toBe(false);
  leafSet.add(peers[150]);
  expect(leafSet.larger).toEqual([peers[150]]);
  for (const peer of peers.slice(0, 3)) leafSet.add(peer);
  // A node behind the gap does not know the next nodes here.
  expect(leafSet.farthest(true)).toBe(peers[2]);
  for (const peer of peers.slice(3, LEAF_SIDE)) leafSet.add(peer);
  expect(leafSet.larger).toEqual(peers.slice(0, LEAF_SIDE));
});

test("in any ring it ends with the true neighbours, in whatever order nodes are added", () => {
  for (const count of [2, 3, 10, 17, 25, 33, 40, 60, 100, 300]) {
    const { self, others } = ringOf(count);
    const random = seededRandom(count + 1);
    const peers = others.map((handle, i) => new Peer(handle, i));
    const shuffled = [...peers].sort(() => random.next() - 0.5);
    const leafSet = new LeafSet(self.id, LEAF_SIDE);
    // A node that is refused at first, while few are known, is offered again.
    for (const peer of [...shuffled, ...shuffled]) leafSet.add(peer);
    expect(leafSet.larger).toEqual(peers.slice(0, LEAF_SIDE));
    expect(leafSet.smaller).toEqual(peers.slice(-LEAF_SIDE).reverse());
  }
});

describe("under any churn", () => {
  const LEAF_SIDE = 16;
  interface Step {
    /** The index of the node on the ring. */
    readonly at: number;
    readonly isGone: boolean;
  }
  /**
   * A ring and a history of joins and failures for one node's leaf set: mostly of nodes around it, as
   * in practice.
   */
  const histories = fc.integer({ min: 1, max: 400 }).chain((count) => {
    const near = fc.integer({ min: -24, max: 24 }).map((place) => ((place % count) + count) % count);
    const step: fc.Arbitrary<Step> = fc.record({
      at: fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: fc.nat({ max: count - 1 }) }),
      isGone: fc.boolean(),
    });
    return fc.record({ count: fc.constant(count), steps: fc.array(step, { maxLength: 80 }) });
  });

  test("each side is in order, and the members are those of the two sides", () => {
    fc.assert(
      fc.property(histories, ({ count, steps }) => {
        const { self, others } = ringOf(count + 1);
        const leafSet = new LeafSet(self.id, LEAF_SIDE);
        const peers = others.map((node, i) => new Peer(node, i));
        for (const { at, isGone } of steps) {
          const peer = peers[at];
          const wasIn = leafSet.has(peer.id);
          const isWanted = leafSet.wants(peer.id);
          if (isGone) expect(leafSet.remove(peer)).toBe(wasIn);
          else {
            const pushedOut = leafSet.add(peer);
            expect(pushedOut !== null).toBe(isWanted);
            expect(leafSet.has(peer.id)).toBe(wasIn || isWanted);
            for (const other of pushedOut ?? []) expect(other.isLeaf).toBe(false);
          }
          const { larger, smaller } = leafSet;
          expect(larger.length).toBeLessThanOrEqual(LEAF_SIDE);
          expect(smaller.length).toBeLessThanOrEqual(LEAF_SIDE);
          for (let i = 1; i < larger.length; i++)
            expect(compareClockwise(self.id, larger[i - 1].id, larger[i].id)).toBeLessThan(0);
          for (let i = 1; i < smaller.length; i++)
            expect(compareClockwise(self.id, smaller[i - 1].id, smaller[i].id)).toBeGreaterThan(0);
          expect(new Set(leafSet.members())).toEqual(new Set([...larger, ...smaller]));
          expect(peers.filter(({ isLeaf }) => isLeaf).length).toBe(leafSet.size);
          // No node is on both sides, or all known nodes are on each side, or both sides are full.
          const both = larger.filter((one) => smaller.includes(one));
          const isLegitimate =
            both.length === 0 ||
            (larger.length === leafSet.size && smaller.length === leafSet.size) ||
            (larger.length === LEAF_SIDE && smaller.length === LEAF_SIDE);
          expect(isLegitimate).toBe(true);
          expect(leafSet.coversRing).toBe(leafSet.size === 0 || both.length > 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("after all live nodes were offered, each side has the nearest ones by a count around the ring", () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), ({ count, steps }, order) => {
        const { self, others } = ringOf(count + 1);
        const leafSet = new LeafSet(self.id, LEAF_SIDE);
        const peers = others.map((node, i) => new Peer(node, i));
        const gone = new Set<Peer>();
        for (const { at, isGone } of steps) {
          if (isGone) {
            gone.add(peers[at]);
            leafSet.remove(peers[at]);
          } else if (!gone.has(peers[at])) leafSet.add(peers[at]);
        }
        const live = peers.filter((peer) => !gone.has(peer));
        const keys = new Map(live.map((peer) => [peer, order.next().value ?? 0]));
        const shuffled = [...live].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        // A node refused at first because of a gap fits once the nodes in between were added.
        for (let round = 0; round < 3; round++) for (const peer of shuffled) leafSet.add(peer);
        expect(leafSet.larger).toEqual(live.slice(0, LEAF_SIDE));
        expect(leafSet.smaller).toEqual(live.slice(-LEAF_SIDE).reverse());
      }),
      { numRuns: 200 },
    );
  });

  test("in a large ring no failures make it claim to cover the ring, or add nodes far away", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 800, max: 1_200 }),
        fc.array(fc.nat({ max: 2 * LEAF_SIDE - 1 }), { maxLength: 22 }),
        fc.double({ min: 0.25, max: 0.75, noNaN: true }),
        (count, failures, where) => {
          const { self, others } = ringOf(count);
          const leafSet = new LeafSet(self.id, LEAF_SIDE);
          const around = [...others.slice(0, LEAF_SIDE), ...others.slice(-LEAF_SIDE)];
          for (const [i, node] of around.entries()) leafSet.add(new Peer(node, i));
          const members = leafSet.members();
          for (const at of failures) leafSet.remove(members[at]);
          expect(leafSet.coversRing).toBe(false);
          expect(leafSet.covers(others[Math.floor(where * others.length)].id)).toBe(false);
          if (leafSet.hasEmptySide) return;
          expect(leafSet.wants(others[Math.floor(where * others.length)].id)).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });
});
