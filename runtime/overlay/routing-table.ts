/**
 * Nodes by the digits they share with this one: row r holds nodes that share r digits (Pastry, section 2.1). Of those that fit a
 * slot the nearest in round trip is the first, which messages take; up to two more are spares (overlay.md B2): losing the first
 * needs no repair at once.
 */
import { ID_DIGITS, type Id, sharedPrefixDigits } from "./id.ts";
import type { Peer } from "./peer.ts";

export const SLOT_CANDIDATES = 3;
export const COLUMNS = 16;
/** A newcomer must be so much nearer than one that is there to take its place: measurements vary (Bamboo's `rt_scale`). */
export const NEARER = 0.9;

const EMPTY: readonly Peer[] = [];

export class RoutingTable {
  readonly #self: Id;
  /** Slot of row r and column c at 16 r + c; nearest first. */
  readonly #slots: (Peer[] | undefined)[] = [];
  #size = 0;

  constructor(self: Id) {
    this.#self = self;
  }

  /** Nodes in it, spares included. */
  get size(): number {
    return this.#size;
  }

  /** Rows up to the last that is not empty. */
  get rows(): number {
    return Math.ceil(this.#slots.length / COLUMNS);
  }

  members(): readonly Peer[] {
    const members: Peer[] = [];
    for (const slot of this.#slots) if (slot !== undefined) members.push(...slot);
    return members;
  }

  /** The first of each slot: those that messages take. */
  primaries(): readonly Peer[] {
    const primaries: Peer[] = [];
    for (const slot of this.#slots) if (slot !== undefined && slot.length > 0) primaries.push(slot[0]);
    return primaries;
  }

  /** The firsts of one row. */
  row(row: number): readonly Peer[] {
    const primaries: Peer[] = [];
    for (let at = row * COLUMNS; at < (row + 1) * COLUMNS; at++) {
      const slot = this.#slots[at];
      if (slot !== undefined && slot.length > 0) primaries.push(slot[0]);
    }
    return primaries;
  }

  /** Where the id belongs; null for this node's own. */
  slotNumber(id: Id): number | null {
    const row = sharedPrefixDigits(this.#self, id);
    return row === ID_DIGITS ? null : row * COLUMNS + id.digit(row);
  }

  /** Who is in the slot where the id belongs, nearest first. */
  slotOf(id: Id): readonly Peer[] {
    const at = this.slotNumber(id);
    return at === null ? EMPTY : (this.#slots[at] ?? EMPTY);
  }

  /** The first, when messages take it: whether its being alive matters. */
  isPrimary(peer: Peer): boolean {
    return peer.isInTable && this.slotOf(peer.id)[0] === peer;
  }

  /** False when there was no room, or it was there already. The farthest makes room for one that is nearer. */
  add(peer: Peer): boolean {
    if (peer.isInTable) return false;
    const at = this.slotNumber(peer.id);
    if (at === null) return false;
    const there = this.#slots[at] ?? EMPTY;
    if (
      there.length === SLOT_CANDIDATES &&
      peer.roundTripMs >= there[SLOT_CANDIDATES - 1].roundTripMs * NEARER
    )
      return false;
    while (this.#slots.length <= at) this.#slots.push(undefined);
    const slot = this.#slots[at] ?? [];
    this.#slots[at] = slot;
    if (slot.length === SLOT_CANDIDATES) {
      (slot.pop() as Peer).isInTable = false;
      this.#size--;
    }
    slot.push(peer);
    peer.isInTable = true;
    this.#size++;
    this.rank(peer);
    return true;
  }

  /** False when it was not in it. */
  remove(peer: Peer): boolean {
    if (!peer.isInTable) return false;
    const slot = this.slotOf(peer.id) as Peer[];
    slot.splice(slot.indexOf(peer), 1);
    peer.isInTable = false;
    this.#size--;
    return true;
  }

  /** Puts the nearest of the peer's slot first, after a round trip to it was measured; who is first stays so unless one is much nearer. */
  rank(peer: Peer): void {
    const slot = this.slotOf(peer.id) as Peer[];
    if (slot.length < 2) return;
    let nearest = 0;
    for (let i = 1; i < slot.length; i++) if (slot[i].roundTripMs < slot[nearest].roundTripMs) nearest = i;
    if (nearest === 0 || slot[nearest].roundTripMs >= slot[0].roundTripMs * NEARER) return;
    const [first] = slot.splice(nearest, 1);
    slot.unshift(first);
  }
}
