/** Sets of recently seen items. They forget by age and by number, in two generations. */
import type { Clock } from "../base/environment.ts";

/** Groups of 32 numbers each. */
const GROUPS = 2 ** 27;

export class Recent<Key> {
  readonly #clock: Clock;
  readonly #keepMs: number;
  readonly #max: number;
  #young = new Set<Key>();
  #old = new Set<Key>();
  #rotatedMs: number;

  /**
   * Remembers an item for at least `keepMs`, unless more than `max` items are seen in that time. Has at most
   * 2 · `max` items.
   */
  constructor(clock: Clock, keepMs: number, max: number) {
    this.#clock = clock;
    this.#keepMs = keepMs;
    this.#max = max;
    this.#rotatedMs = clock.now();
  }

  /** Returns false when the item was seen before. */
  add(key: Key): boolean {
    const now = this.#clock.now();
    if (now - this.#rotatedMs > this.#keepMs || this.#young.size >= this.#max) {
      this.#old = this.#young;
      this.#young = new Set();
      this.#rotatedMs = now;
    }
    if (this.#young.has(key) || this.#old.has(key)) return false;
    this.#young.add(key);
    return true;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  has(key: Key): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }
}

/**
 * Numbers below 2³² from several sources, each roughly in order: one bit for each of 32 consecutive numbers.
 */
export class RecentNumbers {
  readonly #clock: Clock;
  readonly #keepMs: number;
  readonly #max: number;
  #young = new Map<number, number>();
  #old = new Map<number, number>();
  #rotatedMs: number;
  /**
   * The group of the last number, and its bits. They are written back to `#young` when another group is used.
   */
  #group = -1;
  #youngBits = 0;
  #oldBits = 0;

  /** As for `Recent`, but `max` is the number of groups of 32. */
  constructor(clock: Clock, keepMs: number, max: number) {
    this.#clock = clock;
    this.#keepMs = keepMs;
    this.#max = max;
    this.#rotatedMs = clock.now();
  }

  /** Returns false when the number was seen before. `source` is below 2²⁶. */
  add(source: number, number: number): boolean {
    const now = this.#clock.now();
    const group = source * GROUPS + (number >>> 5);
    if (group !== this.#group || now - this.#rotatedMs > this.#keepMs) this.#select(group, now);
    const bit = 1 << (number & 31);
    if (((this.#youngBits | this.#oldBits) & bit) !== 0) return false;
    this.#youngBits |= bit;
    return true;
  }

  /** The number of groups that are kept. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  #select(group: number, now: number): void {
    if (this.#group >= 0) this.#young.set(this.#group, this.#youngBits);
    if (now - this.#rotatedMs > this.#keepMs || this.#young.size >= this.#max) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#rotatedMs = now;
    }
    this.#group = group;
    this.#youngBits = this.#young.get(group) ?? 0;
    this.#oldBits = this.#old.get(group) ?? 0;
  }
}
