/** The nodes nearest by id on both sides (Rowstron and Druschel, "Pastry", Middleware 2001, section 2.2). */
import { compareClockwise, type Id, isCloser } from "./id.ts";
import type { Peer } from "./peer.ts";

/** l = 32: 16 on each side (overlay.md B2). */
export const LEAF_SIDE = 16;

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
    return this.#hasRoom(id) && !id.equals(this.#self) && !this.has(id);
  }

  /** Members that had to make room, or null when the peer was not taken in. */
  add(peer: Peer): readonly Peer[] | null {
    if (peer.isLeaf || !this.#hasRoom(peer.id) || peer.id.equals(this.#self)) return null;
    const pushed = [this.#insert(this.larger, peer, 1), this.#insert(this.smaller, peer, -1)];
    this.#members = null;
    peer.isLeaf = true;
    const gone: Peer[] = [];
    for (const other of pushed) {
      if (other === null || other === peer || !other.isLeaf) continue;
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
    return size === 0 || size < this.larger.length + this.smaller.length;
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

  #hasRoom(id: Id): boolean {
    return this.#fits(this.larger, id, 1) || this.#fits(this.smaller, id, -1);
  }

  #fits(side: readonly Peer[], id: Id, way: 1 | -1): boolean {
    return side.length < this.side || this.#compare(id, side[side.length - 1].id, way) < 0;
  }

  /** Who was pushed out: the peer itself where it does not fit. */
  #insert(side: Peer[], peer: Peer, way: 1 | -1): Peer | null {
    if (!this.#fits(side, peer.id, way)) return peer;
    let at = side.length;
    while (at > 0 && this.#compare(peer.id, side[at - 1].id, way) < 0) at--;
    side.splice(at, 0, peer);
    return side.length > this.side ? (side.pop() as Peer) : null;
  }
}

function everyone(): boolean {
  return true;
}
