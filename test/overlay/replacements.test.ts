import { expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { LeafSet } from "../../runtime/overlay/leaf-set.ts";
import { Peer } from "../../runtime/overlay/peer.ts";
import { replacements } from "../../runtime/overlay/replacements.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";

const SIDE = 4;
const NODES = 40;

/** Nodes in order around the ring, and the leaf set of the one at `at`. */
function ring(at: number) {
  const random = seededRandom(5);
  const ids = Array.from({ length: NODES }, () => new Id(random.bytes(32)));
  ids.sort((a, b) => (a.hex < b.hex ? -1 : 1));
  const leafSet = new LeafSet(ids[at], SIDE);
  const peers = ids.map((id, i) => new Peer({ id, address: `${i}:1` }, i));
  for (const peer of peers) if (peer.number !== at) leafSet.add(peer);
  return { ids, leafSet, peers };
}

const numbers = (found: ReadonlyMap<Peer, readonly Peer[]>) =>
  [...found]
    .map(([peer, next]) => [peer.number, ...next.map(({ number }) => number)])
    .sort((a, b) => a[0] - b[0]);

test("when the right neighbour has failed, nodes on its left get the nodes that come within their reach", () => {
  const { ids, leafSet, peers } = ring(20);
  leafSet.remove(peers[21]);
  leafSet.add(peers[25]);
  // 17 reached up to 21, and reaches 22 now; 19 reached up to 23, and reaches 24.
  expect(numbers(replacements(ids[20], leafSet, [ids[21]]))).toEqual([
    [17, 22],
    [18, 23],
    [19, 24],
  ]);
});

test("a node that leaves names the nodes on its right to those on its left", () => {
  const { ids, leafSet } = ring(20);
  expect(numbers(replacements(ids[20], leafSet, [ids[20]]))).toEqual([
    [16, 21],
    [17, 22],
    [18, 23],
    [19, 24],
  ]);
});

test("when two have failed, two nodes come within reach of those that lost both", () => {
  const { ids, leafSet, peers } = ring(20);
  for (const gone of [21, 23]) leafSet.remove(peers[gone]);
  for (const next of [25, 26]) leafSet.add(peers[next]);
  const found = numbers(replacements(ids[20], leafSet, [ids[21], ids[23]]));
  // 19 had 20 to 23, and has 20, 22, 24, 25; 18 had up to 22, and has 19, 20, 22, 24.
  expect(found).toContainEqual([19, 24, 25]);
  expect(found).toContainEqual([18, 24]);
});

test("in a ring that every node knows whole, no replacements are named", () => {
  const { ids } = ring(20);
  const leafSet = new LeafSet(ids[0], 30);
  for (const [i, id] of ids.entries()) if (i > 0) leafSet.add(new Peer({ id, address: `${i}:1` }, i));
  expect(replacements(ids[0], leafSet, [ids[3]]).size).toBe(0);
});
