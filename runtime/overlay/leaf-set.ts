/** The nodes nearest by id on both sides (Rowstron and Druschel, "Pastry", Middleware 2001, section 2.2). */
import type { NodeHandle } from "./environment.ts";
import { clockwiseDistance, type Id, isCloser } from "./id.ts";

/** l = 32: 16 on each side (overlay.md B2). */
export const LEAF_SIDE = 16;

interface Leaf {
  readonly node: NodeHandle;
  /** 32 big-endian bytes, in the direction of its side. */
  readonly distance: Uint8Array;
}

export class LeafSet {
  readonly #self: Id;
  readonly #side: number;
  /** Nearest first. In a ring of at most `side` others, both sides hold all of them. */
  readonly #larger: Leaf[] = [];
  readonly #smaller: Leaf[] = [];
  readonly #members = new Map<string, NodeHandle>();

  constructor(self: Id, side: number) {
    this.#self = self;
    this.#side = side;
  }

  get size(): number {
    return this.#members.size;
  }

  has(id: Id): boolean {
    return this.#members.has(id.hex);
  }

  get(id: Id): NodeHandle | null {
    return this.#members.get(id.hex) ?? null;
  }

  members(): readonly NodeHandle[] {
    return [...this.#members.values()];
  }

  /** Nearest first. */
  larger(): readonly NodeHandle[] {
    return this.#larger.map(({ node }) => node);
  }

  smaller(): readonly NodeHandle[] {
    return this.#smaller.map(({ node }) => node);
  }

  /** Whether `add` would take it in. */
  wants(id: Id): boolean {
    if (id.equals(this.#self) || this.#members.has(id.hex)) return false;
    const fits = (side: readonly Leaf[], distance: Uint8Array) =>
      side.length < this.#side || Buffer.compare(distance, side[side.length - 1].distance) < 0;
    return (
      fits(this.#larger, clockwiseDistance(this.#self, id)) ||
      fits(this.#smaller, clockwiseDistance(id, this.#self))
    );
  }

  /** Nodes that had to make room, or null when the node was not taken in. */
  add(node: NodeHandle): readonly NodeHandle[] | null {
    if (!this.wants(node.id)) return null;
    const pushed = [
      this.#insert(this.#larger, { node, distance: clockwiseDistance(this.#self, node.id) }),
      this.#insert(this.#smaller, { node, distance: clockwiseDistance(node.id, this.#self) }),
    ];
    this.#members.set(node.id.hex, node);
    const gone: NodeHandle[] = [];
    for (const leaf of pushed) {
      if (leaf === null || leaf.node === node || this.#isOnASide(leaf.node)) continue;
      if (this.#members.delete(leaf.node.id.hex)) gone.push(leaf.node);
    }
    return gone;
  }

  remove(id: Id): NodeHandle | null {
    const node = this.#members.get(id.hex) ?? null;
    if (node === null) return null;
    this.#members.delete(id.hex);
    for (const side of [this.#larger, this.#smaller]) {
      const index = side.findIndex((leaf) => leaf.node.id.equals(id));
      if (index >= 0) side.splice(index, 1);
    }
    return node;
  }

  /**
   * The leaf set reaches around the whole ring: this node knows every other. The sides meet then. That one is short says nothing:
   * it is, in a ring of any size, from a death until its repair.
   */
  get coversRing(): boolean {
    return this.#members.size === 0 || this.#members.size < this.#larger.length + this.#smaller.length;
  }

  /** All on one side are gone, and so who on that side could name others. */
  get hasEmptySide(): boolean {
    return this.#larger.length === 0 || this.#smaller.length === 0;
  }

  /** Whether the key's root is this node or a member. */
  covers(key: Id): boolean {
    if (this.coversRing) return true;
    return (
      reaches(this.#larger, clockwiseDistance(this.#self, key)) ||
      reaches(this.#smaller, clockwiseDistance(key, this.#self))
    );
  }

  /** The closest to the key of the members and `self` that `allowed` lets pass; `self` always may. */
  closest(key: Id, self: NodeHandle, allowed: (node: NodeHandle) => boolean): NodeHandle {
    let best = self;
    for (const node of this.#members.values())
      if (isCloser(key, node.id, best.id) && allowed(node)) best = node;
    return best;
  }

  #insert(side: Leaf[], leaf: Leaf): Leaf | null {
    let at = side.length;
    while (at > 0 && Buffer.compare(leaf.distance, side[at - 1].distance) < 0) at--;
    side.splice(at, 0, leaf);
    return side.length > this.#side ? (side.pop() ?? null) : null;
  }

  #isOnASide(node: NodeHandle): boolean {
    return (
      this.#larger.some((leaf) => leaf.node === node) || this.#smaller.some((leaf) => leaf.node === node)
    );
  }
}

function reaches(side: readonly Leaf[], distance: Uint8Array): boolean {
  const farthest = side.at(-1);
  return farthest !== undefined && Buffer.compare(distance, farthest.distance) <= 0;
}
