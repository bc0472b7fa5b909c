/** Nodes by the digits they share with this one: row r holds nodes that share r digits (Pastry, section 2.1). */
import type { NodeHandle } from "./environment.ts";
import { ID_DIGITS, type Id, sharedPrefixDigits } from "./id.ts";

/** A primary and two spares (overlay.md B2): losing one needs no repair at once. */
export const SLOT_CANDIDATES = 3;
const COLUMNS = 16;

export class RoutingTable {
  readonly #self: Id;
  readonly #rows: (NodeHandle[] | undefined)[][] = [];
  readonly #members = new Map<string, NodeHandle>();

  constructor(self: Id) {
    this.#self = self;
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

  /** False when there was no room, or it was there already. */
  add(node: NodeHandle): boolean {
    const row = sharedPrefixDigits(this.#self, node.id);
    if (row === ID_DIGITS || this.#members.has(node.id.hex)) return false;
    const slot = this.#slot(row, node.id.digit(row));
    if (slot.length >= SLOT_CANDIDATES) return false;
    slot.push(node);
    this.#members.set(node.id.hex, node);
    return true;
  }

  /** Whether `add` would take it in. */
  wants(id: Id): boolean {
    const row = sharedPrefixDigits(this.#self, id);
    if (row === ID_DIGITS || this.#members.has(id.hex)) return false;
    return (this.#rows[row]?.[id.digit(row)]?.length ?? 0) < SLOT_CANDIDATES;
  }

  remove(id: Id): boolean {
    if (!this.#members.delete(id.hex)) return false;
    const row = sharedPrefixDigits(this.#self, id);
    const slot = this.#slot(row, id.digit(row));
    const index = slot.findIndex((node) => node.id.equals(id));
    if (index >= 0) slot.splice(index, 1);
    return true;
  }

  /** Nodes that share one more digit with the key than this one does. */
  toward(key: Id): readonly NodeHandle[] {
    const row = sharedPrefixDigits(this.#self, key);
    return row === ID_DIGITS ? [] : (this.#rows[row]?.[key.digit(row)] ?? []);
  }

  /** The first of each slot in the rows up to and including `last`. */
  rows(last: number): readonly NodeHandle[] {
    const nodes: NodeHandle[] = [];
    for (const row of this.#rows.slice(0, last + 1)) {
      for (const slot of row ?? []) if (slot !== undefined && slot.length > 0) nodes.push(slot[0]);
    }
    return nodes;
  }

  /** All of one row. */
  row(index: number): readonly NodeHandle[] {
    return (this.#rows[index] ?? []).flatMap((slot) => slot ?? []);
  }

  /** Puts the nearest first; `distance` in milliseconds there and back. */
  rank(node: NodeHandle, distance: (node: NodeHandle) => number): void {
    const row = sharedPrefixDigits(this.#self, node.id);
    if (row === ID_DIGITS) return;
    const slot = this.#slot(row, node.id.digit(row));
    if (slot.length > 1) slot.sort((a, b) => distance(a) - distance(b));
  }

  #slot(row: number, column: number): NodeHandle[] {
    for (let r = this.#rows.length; r <= row; r++) this.#rows.push(new Array(COLUMNS));
    this.#rows[row][column] ??= [];
    return this.#rows[row][column];
  }
}
