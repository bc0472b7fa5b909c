/**
 * Nodes by the digits they share with this one: row r holds nodes that share r digits (Pastry, section 2.1). Of those that fit a
 * slot the nearest in round trip is the first, which messages take; up to two more are spares (overlay.md B2): losing the first
 * needs no repair at once.
 */
import { ID_DIGITS, type Id, sharedPrefixDigits } from "../base/id.ts";
import type { Peer } from "./peer.ts";

export const SLOT_CANDIDATES = 3;
export const COLUMNS = 16;
/** A newcomer must be so much nearer than one that is there to take its place: measurements vary (Bamboo's `rt_scale`). */
export const NEARER = 0.9;

const EMPTY: readonly Peer[] = [];

export class RoutingTable {
  readonly #self: Id;
  /** Places of a slot, and of a row. */
  readonly #candidates: number;
  readonly #row: number;
  /**
   * Row after row, and in a row slot after slot: nearest first, and null where nobody is. One array, since a node has many slots, and
   * most have one or two in them.
   */
  readonly #places: (Peer | null)[] = [];
  #size = 0;

  /** `candidates`: places of a slot; with 1 there are no spares. */
  constructor(self: Id, candidates = SLOT_CANDIDATES) {
    this.#self = self;
    this.#candidates = candidates;
    this.#row = COLUMNS * candidates;
  }

  /** Nodes in it, spares included. */
  get size(): number {
    return this.#size;
  }

  /** Rows up to the last that ever had somebody in it. */
  get rows(): number {
    return this.#places.length / this.#row;
  }

  members(): readonly Peer[] {
    const members: Peer[] = [];
    for (const peer of this.#places) if (peer !== null) members.push(peer);
    return members;
  }

  /** The first of each slot: those that messages take. */
  primaries(): readonly Peer[] {
    return this.#firsts(0, this.#places.length);
  }

  /** The firsts of one row. */
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

  /** Where the id belongs; null for this node's own. */
  slotNumber(id: Id): number | null {
    const row = sharedPrefixDigits(this.#self, id);
    return row === ID_DIGITS ? null : row * COLUMNS + id.digit(row);
  }

  /** Who is in the slot where the id belongs, nearest first. */
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

  /** Whom messages to where the id belongs take; null: nobody is there. */
  primaryOf(id: Id): Peer | null {
    const start = this.#startOf(id);
    return start === null ? null : this.#places[start];
  }

  /** Null where no row is so long, and for this node's own id. */
  #startOf(id: Id): number | null {
    const slot = this.slotNumber(id);
    return slot === null || slot * this.#candidates >= this.#places.length ? null : slot * this.#candidates;
  }

  /** The first, when messages take it: whether its being alive matters. */
  isPrimary(peer: Peer): boolean {
    return peer.isInTable && this.primaryOf(peer.id) === peer;
  }

  /** False when there was no room, or it was there already. The farthest makes room for one that is nearer. */
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

  /** False when it was not in it. */
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

  /** Puts the nearest of the peer's slot first, after a round trip to it was measured; who is first stays so unless one is much nearer. */
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
