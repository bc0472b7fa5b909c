/** Who is on the ring, in order: the truth that nodes' own views are held against. Ids count by their first 48 bits. */
const HEADS = 2 ** 48;

export class Ring {
  readonly #heads: number[] = [];
  /** Of the node at the same place. */
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

  /** The node that is closest to the key; null on an empty ring. Of two equally close, the one clockwise (as `isCloser`). */
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

  /** The node at a place of the order, from 0 on. */
  at(place: number): number {
    return this.#numbers[place];
  }

  /** The numbers of up to `side` nodes on each side of the one with this id, nearest first; without itself. */
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

  /** The places of ids from `first` on and before `end`: from where, and up to where. */
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
