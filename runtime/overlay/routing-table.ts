/**
 * The routing table: row r has nodes that share r digits with this node's id (Rowstron and Druschel, Pastry,
 * Middleware 2001, section 2.1). The primary of a slot is the nearest by round trip, and the next hop of
 * messages. Up to two more nodes are spares, so that losing the primary needs no repair at once.
 */
import { ID_DIGITS, type Id, sharedPrefixDigits } from "../base/id.ts";
import type { Peer } from "./peer.ts";

export const SLOT_CANDIDATES = 3;
export const COLUMNS = 16;
/**
 * A node replaces another only if its round trip is less than this share of the other's, since measurements
 * vary (Bamboo's `rt_scale`).
 */
export const NEARER = 0.9;

const EMPTY: readonly Peer[] = [];

export class RoutingTable {
  readonly #self: Id;
  /** Places in a slot, and in a row. */
  readonly #candidates: number;
  readonly #row: number;
  /**
   * Row after row, and in a row slot after slot; in a slot the primary first, and null for empty places. One
   * array, since there are many slots, and most have one or two nodes.
   */
  readonly #places: (Peer | null)[] = [];
  #size = 0;

  /** `candidates`: places in a slot; with 1 there are no spares. */
  constructor(self: Id, candidates = SLOT_CANDIDATES) {
    this.#self = self;
    this.#candidates = candidates;
    this.#row = COLUMNS * candidates;
  }

  /** The number of nodes, spares included. */
  get size(): number {
    return this.#size;
  }

  /** The number of rows up to the last one that ever had a node. */
  get rows(): number {
    return this.#places.length / this.#row;
  }

  members(): readonly Peer[] {
    const members: Peer[] = [];
    for (const peer of this.#places) if (peer !== null) members.push(peer);
    return members;
  }

  /** The first node of each slot: the next hops of messages. */
  primaries(): readonly Peer[] {
    return this.#firsts(0, this.#places.length);
  }

  /** The primaries of one row. */
  row(row: number): readonly Peer[] {
    return this.#firsts(row * this.#row, Math.min((row + 1) * this.#row, this.#places.length));
  }

  #firsts(from: number, to: number): readonly Peer[] {
    const firsts: Peer[] = [];
    for (let at = from; at < to; at += this.#candidates) {
      const first = this.#places[at];
      if (first !== null) firsts.push(first);
    }
    return firsts;
  }

  /** The number of the id's slot; null for this node's own id. */
  slotNumber(id: Id): number | null {
    const row = sharedPrefixDigits(this.#self, id);
    return row === ID_DIGITS ? null : row * COLUMNS + id.digit(row);
  }

  /** The nodes in the id's slot, the primary first. */
  slotOf(id: Id): readonly Peer[] {
    const start = this.#startOf(id);
    if (start === null || this.#places[start] === null) return EMPTY;
    const slot: Peer[] = [];
    for (let at = start; at < start + this.#candidates; at++) {
      const peer = this.#places[at];
      if (peer !== null) slot.push(peer);
    }
    return slot;
  }

  /** The primary of the id's slot; null if the slot is empty. */
  primaryOf(id: Id): Peer | null {
    const start = this.#startOf(id);
    return start === null ? null : this.#places[start];
  }

  /**
   * The first place of the id's slot; null if the table does not reach that row, and for this node's own id.
   */
  #startOf(id: Id): number | null {
    const slot = this.slotNumber(id);
    return slot === null || slot * this.#candidates >= this.#places.length ? null : slot * this.#candidates;
  }

  /** Whether the peer is the first of its slot, so that messages depend on it. */
  isPrimary(peer: Peer): boolean {
    return peer.isInTable && this.primaryOf(peer.id) === peer;
  }

  /**
   * Returns false when the slot is full of nearer nodes, or has the peer already. A nearer peer replaces the
   * farthest node.
   */
  add(peer: Peer): boolean {
    if (peer.isInTable) return false;
    const slot = this.slotNumber(peer.id);
    if (slot === null) return false;
    const places = this.#places;
    const start = slot * this.#candidates;
    while (places.length <= start) for (let i = 0; i < this.#row; i++) places.push(null);
    const end = start + this.#candidates;
    let at = start;
    while (at < end && places[at] !== null) at++;
    if (at === end) {
      const farthest = places[--at] as Peer;
      if (peer.roundTripMs >= farthest.roundTripMs * NEARER) return false;
      farthest.isInTable = false;
      this.#size--;
    }
    places[at] = peer;
    peer.isInTable = true;
    this.#size++;
    this.rank(peer);
    return true;
  }

  /** Returns false when the peer was not in the table. */
  remove(peer: Peer): boolean {
    if (!peer.isInTable) return false;
    const start = this.#startOf(peer.id) as number;
    const end = start + this.#candidates;
    const places = this.#places;
    places.copyWithin(places.indexOf(peer, start), places.indexOf(peer, start) + 1, end);
    places[end - 1] = null;
    peer.isInTable = false;
    this.#size--;
    return true;
  }

  /**
   * After a measurement of the peer: makes the nearest node of its slot the primary, if it is clearly nearer
   * (NEARER).
   */
  rank(peer: Peer): void {
    const start = this.#startOf(peer.id);
    if (start === null) return;
    const places = this.#places;
    const first = places[start];
    if (first === null) return;
    let nearest = first;
    let nearestAt = start;
    for (let at = start + 1; at < start + this.#candidates; at++) {
      const other = places[at];
      if (other === null) break;
      if (other.roundTripMs >= nearest.roundTripMs) continue;
      nearest = other;
      nearestAt = at;
    }
    if (nearest === first || nearest.roundTripMs >= first.roundTripMs * NEARER) return;
    places.copyWithin(start + 1, start, nearestAt);
    places[start] = nearest;
  }
}
