/** The nodes nearest by id on both sides (Rowstron and Druschel, "Pastry", Middleware 2001, section 2.2). */
import { clockwiseShare, compareClockwise, type Id, isCloser } from "../base/id.ts";
import type { Peer } from "./peer.ts";

/** l = 32: 16 on each side (overlay.md B2). */
export const LEAF_SIDE = 16;
/** So many of the nearest on a side tell how densely nodes lie on the ring; fewer than the least tell nothing. */
const DENSITY_FROM = 8;
const DENSITY_LEAST = 4;
/** Of the ring, instead of none. */
const EMPTY_SHARE = 2 ** -48;
/** A ring is large that seems to hold so many times as many nodes as a side: its sides cannot meet. */
const LARGE = 6;
/** How far beyond the last of a side that is short the next may lie, in nodes that should be in between, as a multiple of a side. */
const REACH = 2;

/**
 * A side is short from a death until its repair. Then it does not take whoever comes: in a large ring that would be some node far away, or a
 * neighbour of the other side, and this node would count as its own leaf set what has gaps that nobody repairs.
 */
export class LeafSet {
  readonly #self: Id;
  /** How many there may be on each side. */
  readonly side: number;
  /** Nearest first. In a ring of at most `side` others, both sides hold all of them. */
  readonly larger: Peer[] = [];
  readonly smaller: Peer[] = [];
  /** Of the two sides together, in no order of use. */
  #members: readonly Peer[] | null = null;

  constructor(self: Id, side: number) {
    this.#self = self;
    this.side = side;
  }

  get size(): number {
    return this.members().length;
  }

  members(): readonly Peer[] {
    if (this.#members !== null) return this.#members;
    const { larger, smaller } = this;
    const members = larger.slice();
    for (const peer of smaller) if (!larger.includes(peer)) members.push(peer);
    this.#members = members;
    return members;
  }

  /** Whether `add` would take it in. */
  wants(id: Id): boolean {
    const [larger, smaller] = this.#fitting(id);
    return (larger || smaller) && !id.equals(this.#self) && !this.has(id);
  }

  /** Members that had to make room, or null when the peer was not taken in. */
  add(peer: Peer): readonly Peer[] | null {
    if (peer.isLeaf || peer.id.equals(this.#self)) return null;
    const [larger, smaller] = this.#fitting(peer.id);
    if (!larger && !smaller) return null;
    const pushed = [
      larger ? this.#insert(this.larger, peer, 1) : null,
      smaller ? this.#insert(this.smaller, peer, -1) : null,
    ];
    this.#members = null;
    peer.isLeaf = true;
    this.#part();
    const gone: Peer[] = [];
    for (const other of pushed) {
      if (other === null || !other.isLeaf) continue;
      if (this.larger.includes(other) || this.smaller.includes(other)) continue;
      other.isLeaf = false;
      gone.push(other);
    }
    return gone;
  }

  /** False when it was no member. */
  remove(peer: Peer): boolean {
    if (!peer.isLeaf) return false;
    peer.isLeaf = false;
    this.#members = null;
    for (const side of [this.larger, this.smaller]) {
      const index = side.indexOf(peer);
      if (index >= 0) side.splice(index, 1);
    }
    return true;
  }

  /**
   * The leaf set reaches around the whole ring: this node knows every other. The sides meet then. That one is short says nothing:
   * it is, in a ring of any size, from a death until its repair.
   */
  get coversRing(): boolean {
    const size = this.members().length;
    return size === 0 || (size < this.larger.length + this.smaller.length && !this.#isRingLarge());
  }

  /**
   * How many nodes the ring has, from how densely the nearest lie; null when too few are known. Of the two sides the denser tells: the other
   * may have lost those near to this node.
   */
  #estimate(): number | null {
    const larger = this.larger.length < DENSITY_LEAST ? 0 : this.#density(this.larger, 1);
    const smaller = this.smaller.length < DENSITY_LEAST ? 0 : this.#density(this.smaller, -1);
    return larger + smaller === 0 ? null : Math.max(larger, smaller);
  }

  #density(side: readonly Peer[], way: 1 | -1): number {
    const count = Math.min(side.length, DENSITY_FROM);
    const { id } = side[count - 1];
    return (
      count /
      Math.max(way === 1 ? clockwiseShare(this.#self, id) : clockwiseShare(id, this.#self), EMPTY_SHARE)
    );
  }

  /** Larger than that the sides could meet. Who knows but few cannot tell. */
  #isRingLarge(): boolean {
    if (this.larger.length + this.smaller.length < this.side) return false;
    return (this.#estimate() ?? 0) > LARGE * this.side;
  }

  /** All on one side are gone, and so who on that side could name others. */
  get hasEmptySide(): boolean {
    return this.larger.length === 0 || this.smaller.length === 0;
  }

  /** The farthest members on either side; null where there would be room for any. */
  get last(): Peer | null {
    return this.larger.length < this.side ? null : this.larger[this.side - 1];
  }

  get first(): Peer | null {
    return this.smaller.length < this.side ? null : this.smaller[this.side - 1];
  }

  /** The last on a side of those that stand close: it knows who comes next. Behind a gap is who came while nobody else was there. */
  farthest(isLarger: boolean): Peer | null {
    const side = isLarger ? this.larger : this.smaller;
    if (side.length === this.side || !this.#isRingLarge()) return side.at(-1) ?? null;
    let last: Peer | null = null;
    for (const peer of side) {
      const { id } = last ?? { id: this.#self };
      const between = isLarger ? this.#between(id, peer.id) : this.#between(peer.id, id);
      if (last !== null && between > REACH * this.side) break;
      last = peer;
    }
    return last;
  }

  /** Nearest on either side: they are the ones that share this node's range. */
  isNeighbour(peer: Peer): boolean {
    return this.larger[0] === peer || this.smaller[0] === peer;
  }

  /** Whether the key's root is this node or a member. */
  covers(key: Id): boolean {
    if (this.coversRing) return true;
    const last = this.larger.at(-1);
    const first = this.smaller.at(-1);
    return (
      (last !== undefined && compareClockwise(this.#self, key, last.id) <= 0) ||
      (first !== undefined && compareClockwise(first.id, key, this.#self) <= 0)
    );
  }

  /** The member closest to the key among those that pass; null when this node itself is closer. */
  closest(key: Id, passes: (peer: Peer) => boolean = everyone): Peer | null {
    let best: Peer | null = null;
    let bestId = this.#self;
    for (const side of [this.larger, this.smaller]) {
      for (const peer of side) {
        if (!isCloser(key, peer.id, bestId) || !passes(peer)) continue;
        best = peer;
        bestId = peer.id;
      }
    }
    return best;
  }

  has(id: Id): boolean {
    for (const side of [this.larger, this.smaller])
      for (const peer of side) if (peer.id.equals(id)) return true;
    return false;
  }

  /** `way`: 1 clockwise, -1 the other way. Negative when `a` is nearer that way than `b`. */
  #compare(a: Id, b: Id, way: 1 | -1): number {
    // From this node the other way round, who is met first clockwise from it is met last.
    return way === 1 ? compareClockwise(this.#self, a, b) : compareClockwise(this.#self, b, a);
  }

  /** While too little was known, nodes were taken in on both sides. As soon as the ring is seen to be large, each stays where it is nearer. */
  #part(): void {
    if (this.members().length === this.larger.length + this.smaller.length || !this.#isRingLarge()) return;
    for (const peer of this.larger.filter((other) => this.smaller.includes(other))) {
      const far = clockwiseShare(this.#self, peer.id) < 0.5 ? this.smaller : this.larger;
      far.splice(far.indexOf(peer), 1);
    }
  }

  /** On which of the two sides it has a place, larger and smaller. */
  #fitting(id: Id): readonly [boolean, boolean] {
    const larger = this.#isNearer(this.larger, id, 1);
    const smaller = this.#isNearer(this.smaller, id, -1);
    const [hasLarger, hasSmaller] = [this.larger.length < this.side, this.smaller.length < this.side];
    if (!hasLarger && !hasSmaller) return [larger, smaller];
    if (!this.#isRingLarge()) return [larger || hasLarger, smaller || hasSmaller];
    // The sides are apart, so it is on one of them.
    if (larger || smaller) return [larger, smaller];
    const reach = REACH * this.side;
    const beyondLarger = this.#between(this.larger.at(-1)?.id ?? this.#self, id);
    const beyondSmaller = this.#between(id, this.smaller.at(-1)?.id ?? this.#self);
    if (beyondLarger <= reach || beyondSmaller <= reach)
      return beyondLarger < beyondSmaller ? [hasLarger, false] : [false, hasSmaller];
    // Where nobody is left, anybody is better.
    return [this.larger.length === 0, this.smaller.length === 0];
  }

  /** Nearer than the last of the side. */
  #isNearer(side: readonly Peer[], id: Id, way: 1 | -1): boolean {
    return side.length > 0 && this.#compare(id, side[side.length - 1].id, way) < 0;
  }

  /** How many nodes should lie on the way clockwise, by how densely they lie here. */
  #between(first: Id, last: Id): number {
    return (this.#estimate() ?? 0) * clockwiseShare(first, last);
  }

  /** Who was pushed out. */
  #insert(side: Peer[], peer: Peer, way: 1 | -1): Peer | null {
    let at = side.length;
    while (at > 0 && this.#compare(peer.id, side[at - 1].id, way) < 0) at--;
    side.splice(at, 0, peer);
    return side.length > this.side ? (side.pop() as Peer) : null;
  }
}

function everyone(): boolean {
  return true;
}
