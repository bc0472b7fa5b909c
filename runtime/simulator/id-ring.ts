/**
 * The active nodes in the order of their ids: the truth that the nodes' own views are compared with. Ids count
 * by their first 48 bits, the "head".
 */
const HEADS = 2 ** 48;

export class IdRing {
  readonly #heads: number[] = [];
  /** The number of the node at the same place of `#heads`. */
  readonly #numbers: number[] = [];

  get size(): number {
    return this.#heads.length;
  }

  add(head: number, number: number): void {
    const at = this.#placeOf(head);
    this.#heads.splice(at, 0, head);
    this.#numbers.splice(at, 0, number);
  }

  remove(head: number, number: number): void {
    let at = this.#placeOf(head);
    while (at < this.#heads.length && this.#heads[at] === head && this.#numbers[at] !== number) at++;
    if (this.#numbers[at] !== number || this.#heads[at] !== head) return;
    this.#heads.splice(at, 1);
    this.#numbers.splice(at, 1);
  }

  /** The node closest to the key; null on an empty ring. Of two equally close, the clockwise one (as `isCloser`). */
  rootOf(keyHead: number): number | null {
    const size = this.#heads.length;
    if (size === 0) return null;
    const at = this.#placeOf(keyHead);
    const above = at % size;
    const below = (at + size - 1) % size;
    const up = (this.#heads[above] - keyHead + HEADS) % HEADS;
    const down = (keyHead - this.#heads[below] + HEADS) % HEADS;
    return this.#numbers[up <= down ? above : below];
  }

  /** The number of the node at a place in the order, counted from 0. */
  at(place: number): number {
    return this.#numbers[place];
  }

  /** Up to `side` nodes on each side of the node with this id, nearest first. */
  around(
    head: number,
    side: number,
  ): { readonly larger: readonly number[]; readonly smaller: readonly number[] } {
    const size = this.#heads.length;
    const at = this.#placeOf(head);
    const count = Math.min(side, size - 1);
    const larger = Array.from({ length: count }, (_, i) => this.#numbers[(at + 1 + i) % size]);
    const smaller = Array.from({ length: count }, (_, i) => this.#numbers[(at - 1 - i + size + size) % size]);
    return { larger, smaller };
  }

  /** The places of ids from `first`, inclusive, to `end`, exclusive; `to` is exclusive. */
  places(first: number, end: number): readonly [from: number, to: number] {
    return [this.#placeOf(first), this.#placeOf(end)];
  }

  #placeOf(head: number): number {
    let [low, high] = [0, this.#heads.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#heads[middle] < head) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
