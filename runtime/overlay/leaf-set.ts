/**
 * The leaf set: the nodes nearest by id on both sides (Rowstron and Druschel, Pastry, Middleware 2001,
 * section 2.1).
 */
import { clockwiseShare, compareClockwise, type Id, isCloser } from "../base/id.ts";
import type { Peer } from "./peer.ts";

/** 16 on each side: a leaf set of 32, as in MSPastry. */
export const LEAF_SIDE = 16;
/**
 * The number of nearest nodes on a side from which the density of the ring is estimated, and the least number
 * that allows an estimate.
 */
const DENSITY_FROM = 8;
const DENSITY_LEAST = 4;
/** The least share of the ring in the estimate, to avoid a division by 0. */
const EMPTY_SHARE = 2 ** -48;
/**
 * A ring is large if it seems to have more than this many times the nodes of one side: its two sides cannot
 * meet.
 */
const LARGE = 6;
/**
 * How far beyond the last member of a short side the next may lie: in nodes expected in between, as a
 * multiple of a side.
 */
const REACH = 2;

/**
 * A side is short from a failure until its repair. Even then it does not take every node: in a large ring
 * that might be a node far away, or one near this node on the other side, and the leaf set would have gaps
 * that no other node repairs.
 */
export class LeafSet {
  readonly #self: Id;
  /** Maximum number of members on each side. */
  readonly side: number;
  /** Nearest first. In a ring of at most `side` others, both sides hold all of them. */
  readonly larger: Peer[] = [];
  readonly smaller: Peer[] = [];
  /** The members of both sides, each once, in no useful order; null when it must be computed. */
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

  /** Whether `add` would add the node. */
  wants(id: Id): boolean {
    const [larger, smaller] = this.#fitting(id);
    return (larger || smaller) && !id.equals(this.#self) && !this.has(id);
  }

  /** Returns the members that were pushed out, or null when the peer was not added. */
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
    this.#separateSides();
    const gone: Peer[] = [];
    for (const other of pushed) {
      if (other === null || !other.isLeaf) continue;
      if (this.larger.includes(other) || this.smaller.includes(other)) continue;
      other.isLeaf = false;
      gone.push(other);
    }
    return gone;
  }

  /** Returns false when the peer was no member. */
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
   * Whether the leaf set covers the whole ring, so that this node knows all others: the two sides overlap
   * then. A short side alone does not prove it, since a side of any ring is short from a failure until its
   * repair.
   */
  get coversRing(): boolean {
    const size = this.members().length;
    return size === 0 || (size < this.larger.length + this.smaller.length && !this.#isRingLarge());
  }

  /**
   * The number of nodes on the ring, from the density of the nearest ones; null when too few are known. The
   * denser side counts, since the other may have lost the nodes near to this one.
   */
  #estimate(): number | null {
    const larger = this.larger.length < DENSITY_LEAST ? 0 : this.#density(this.larger, 1);
    const smaller = this.smaller.length < DENSITY_LEAST ? 0 : this.#density(this.smaller, -1);
    return larger + smaller === 0 ? null : Math.max(larger, smaller);
  }

  #density(side: readonly Peer[], direction: 1 | -1): number {
    const count = Math.min(side.length, DENSITY_FROM);
    const { id } = side[count - 1];
    return (
      count /
      Math.max(direction === 1 ? clockwiseShare(this.#self, id) : clockwiseShare(id, this.#self), EMPTY_SHARE)
    );
  }

  /** Whether the ring is too large for the sides to overlap. False while too few nodes are known. */
  #isRingLarge(): boolean {
    if (this.larger.length + this.smaller.length < this.side) return false;
    return (this.#estimate() ?? 0) > LARGE * this.side;
  }

  /** One side has no member that could name other nodes there. */
  get hasEmptySide(): boolean {
    return this.larger.length === 0 || this.smaller.length === 0;
  }

  /** The farthest member on each side; null where the side is not full. */
  get last(): Peer | null {
    return this.larger.length < this.side ? null : this.larger[this.side - 1];
  }

  get first(): Peer | null {
    return this.smaller.length < this.side ? null : this.smaller[this.side - 1];
  }

  /**
   * The last member on a side before a gap: it knows the nodes that come next. A member behind a gap was
   * added while the side was empty.
   */
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

  /** Whether the peer is nearest on a side: its key range borders on this node's own. */
  isNeighbour(peer: Peer): boolean {
    return this.larger[0] === peer || this.smaller[0] === peer;
  }

  /** Whether the key lies within the leaf set, so that its root is this node or a member. */
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
  closest(key: Id, passes: (peer: Peer) => boolean = always): Peer | null {
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

  /**
   * `direction`: 1 clockwise, -1 counterclockwise. Negative when `a` is nearer than `b` in that direction.
   */
  #compare(a: Id, b: Id, direction: 1 | -1): number {
    // Counterclockwise from this node, the order is the reverse of the clockwise one.
    return direction === 1 ? compareClockwise(this.#self, a, b) : compareClockwise(this.#self, b, a);
  }

  /**
   * While few nodes were known, members were added on both sides. Once the ring is known to be large, each
   * stays only on its nearer side.
   */
  #separateSides(): void {
    if (this.members().length === this.larger.length + this.smaller.length || !this.#isRingLarge()) return;
    for (const peer of this.larger.filter((other) => this.smaller.includes(other))) {
      const far = clockwiseShare(this.#self, peer.id) < 0.5 ? this.smaller : this.larger;
      far.splice(far.indexOf(peer), 1);
    }
  }

  /** Whether the node fits on the larger and on the smaller side. */
  #fitting(id: Id): readonly [boolean, boolean] {
    const larger = this.#isNearer(this.larger, id, 1);
    const smaller = this.#isNearer(this.smaller, id, -1);
    const [hasLarger, hasSmaller] = [this.larger.length < this.side, this.smaller.length < this.side];
    if (!hasLarger && !hasSmaller) return [larger, smaller];
    if (!this.#isRingLarge()) return [larger || hasLarger, smaller || hasSmaller];
    // The sides do not overlap, so the node fits on one of them at most.
    if (larger || smaller) return [larger, smaller];
    const reach = REACH * this.side;
    const beyondLarger = this.#between(this.larger.at(-1)?.id ?? this.#self, id);
    const beyondSmaller = this.#between(id, this.smaller.at(-1)?.id ?? this.#self);
    if (beyondLarger <= reach || beyondSmaller <= reach)
      return beyondLarger < beyondSmaller ? [hasLarger, false] : [false, hasSmaller];
    // On an empty side any node is better than none.
    return [this.larger.length === 0, this.smaller.length === 0];
  }

  /** Whether the node is nearer than the last member of the side. */
  #isNearer(side: readonly Peer[], id: Id, direction: 1 | -1): boolean {
    return side.length > 0 && this.#compare(id, side[side.length - 1].id, direction) < 0;
  }

  /** The number of nodes expected clockwise from `first` to `last`, by the density around this node. */
  #between(first: Id, last: Id): number {
    return (this.#estimate() ?? 0) * clockwiseShare(first, last);
  }

  /** Returns the peer that was pushed out. */
  #insert(side: Peer[], peer: Peer, direction: 1 | -1): Peer | null {
    let at = side.length;
    while (at > 0 && this.#compare(peer.id, side[at - 1].id, direction) < 0) at--;
    side.splice(at, 0, peer);
    return side.length > this.side ? (side.pop() as Peer) : null;
  }
}

function always(): boolean {
  return true;
}
