/**
 * The latest view of the overlay that the node has sent, and the queries of services on it.
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type { GlueConstants, Input } from "./types.ts";

interface KnownNode {
  readonly id: Uint8Array;
  /** The id as a number. */
  readonly place: bigint;
}

export type Nodes = ReturnType<typeof makeNodes>;

export function makeNodes(constants: GlueConstants) {
  const { ID_BYTES } = constants.abi;
  const RING = 1n << 256n;
  const NO_ID = new Uint8Array(ID_BYTES);
  let self: KnownNode = { id: NO_ID, place: 0n };
  let leaves: readonly KnownNode[] = [];
  let table: readonly KnownNode[] = [];
  let coversRing = true;

  function placeOf(id: Uint8Array): bigint {
    const view = new DataView(id.buffer, id.byteOffset, ID_BYTES);
    let place = 0n;
    for (let i = 0; i < 4; i++) place = (place << 64n) | view.getBigUint64(8 * i);
    return place;
  }

  const clockwise = (from: bigint, to: bigint) => (to - from + RING) % RING;

  /** The order of `isCloser` in base/id.ts. */
  function byCloseness(key: bigint): (a: KnownNode, b: KnownNode) => number {
    return (a, b) => {
      const upA = clockwise(key, a.place);
      const upB = clockwise(key, b.place);
      const distanceA = upA < RING - upA ? upA : RING - upA;
      const distanceB = upB < RING - upB ? upB : RING - upB;
      if (distanceA !== distanceB) return distanceA < distanceB ? -1 : 1;
      return upA === upB ? 0 : upA < upB ? -1 : 1;
    };
  }

  function sharedDigits(a: bigint, b: bigint): number {
    const different = (a ^ b).toString(16);
    return a === b ? 64 : 64 - different.length;
  }

  /** As `rangeOf` in overlay/ranges.ts. */
  function rangeOf(node: bigint, rank: number): readonly [bigint, bigint] | null {
    const nodes = [self, ...leaves];
    if (!nodes.some(({ place }) => place === node)) return null;
    const up = nodes.filter(({ place }) => place !== node).map(({ place }) => clockwise(node, place));
    up.sort((a, b) => (a < b ? -1 : 1));
    if (up.length <= rank) return coversRing ? [node, clockwise(1n, node)] : null;
    const after = up[rank];
    const before = RING - up[up.length - 1 - rank];
    if (!coversRing && (after > RING / 2n || before > RING / 2n)) return null;
    return [clockwise(before / 2n, node), (node + (after - 1n) / 2n) % RING];
  }

  const idsOf = (nodes: readonly KnownNode[]) => nodes.map(({ id }) => id);

  return {
    self: () => self.id,
    /** Sets the id of this node until the first view arrives. */
    setSelf(id: Uint8Array) {
      if (self.id === NO_ID) self = { id, place: placeOf(id) };
    },
    setView(input: Input) {
      const read = (count: number): KnownNode[] =>
        Array.from({ length: count }, () => {
          const id = input.id().slice();
          return { id, place: placeOf(id) };
        });
      const [near, others] = [input.u16(), input.u16()];
      coversRing = input.u8() === 1;
      [self] = read(1);
      leaves = read(near);
      table = read(others);
    },
    /** Number of nodes in the leaf set, and in leaf set and routing table. */
    leafCount: () => leaves.length,
    count: () => leaves.length + table.length,
    /** Whether this node is the root node of the key, as far as the leaf set shows. */
    isRoot(key: Uint8Array): boolean {
      const closer = byCloseness(placeOf(key));
      return leaves.every((node) => closer(self, node) < 0);
    },
    /** Next hops for the key, best first: nodes that share a longer prefix with it, or are closer to it. */
    lookup(key: Uint8Array, max: number): readonly Uint8Array[] {
      const place = placeOf(key);
      const closer = byCloseness(place);
      const here = sharedDigits(self.place, place);
      const better = [...leaves, ...table].filter(
        (node) => sharedDigits(node.place, place) > here || closer(node, self) < 0,
      );
      better.sort((a, b) => sharedDigits(b.place, place) - sharedDigits(a.place, place) || closer(a, b));
      return idsOf(better.slice(0, max));
    },
    neighbors: (max: number) => idsOf(leaves.slice(0, max)),
    replicas: (key: Uint8Array, max: number) =>
      idsOf([self, ...leaves].sort(byCloseness(placeOf(key))).slice(0, max)),
    /** The first and the last key of the range. Null when this node cannot know the range. */
    range: (node: Uint8Array, rank: number) => rangeOf(placeOf(node), rank),
  };
}
