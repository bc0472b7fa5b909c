/** What was seen lately: sets that forget, in two generations, by age and by number. */
import type { Clock } from "../base/environment.ts";

/** Groups of 32 numbers each. */
const GROUPS = 2 ** 27;

export class Recent<Key> {
  readonly #clock: Clock;
  readonly #keepMs: number;
  readonly #max: number;
  #young = new Set<Key>();
  #old = new Set<Key>();
  #turnedMs: number;

  /** Remembers for at least `keepMs`, unless more than `max` are seen in that time; at most 2 · `max`. */
  constructor(clock: Clock, keepMs: number, max: number) {
    this.#clock = clock;
    this.#keepMs = keepMs;
    this.#max = max;
    this.#turnedMs = clock.now();
  }

  /** False when it was seen before. */
  add(key: Key): boolean {
    const now = this.#clock.now();
    if (now - this.#turnedMs > this.#keepMs || this.#young.size >= this.#max) {
      this.#old = this.#young;
      this.#young = new Set();
      this.#turnedMs = now;
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

/** Numbers below 2³² that several give, each by itself in order more or less: a bit for each of 32 that follow one another. */
export class RecentNumbers {
  readonly #clock: Clock;
  readonly #keepMs: number;
  readonly #max: number;
  #young = new Map<number, number>();
  #old = new Map<number, number>();
  #turnedMs: number;
  /** The group that was last added to, and its bits, which are more than in `#young` until it is another's turn. */
  #group = -1;
  #youngBits = 0;
  #oldBits = 0;

  /** As of `Recent`, but that `max` is how many groups of 32 are kept. */
  constructor(clock: Clock, keepMs: number, max: number) {
    this.#clock = clock;
    this.#keepMs = keepMs;
    this.#max = max;
    this.#turnedMs = clock.now();
  }

  /** False when the number was seen before; `giver` is below 2²⁶. */
  add(giver: number, number: number): boolean {
    const now = this.#clock.now();
    const group = giver * GROUPS + (number >>> 5);
    if (group !== this.#group || now - this.#turnedMs > this.#keepMs) this.#goTo(group, now);
    const bit = 1 << (number & 31);
    if (((this.#youngBits | this.#oldBits) & bit) !== 0) return false;
    this.#youngBits |= bit;
    return true;
  }

  /** Groups of numbers that are kept. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  #goTo(group: number, now: number): void {
    if (this.#group >= 0) this.#young.set(this.#group, this.#youngBits);
    if (now - this.#turnedMs > this.#keepMs || this.#young.size >= this.#max) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#turnedMs = now;
    }
    this.#group = group;
    this.#youngBits = this.#young.get(group) ?? 0;
    this.#oldBits = this.#old.get(group) ?? 0;
  }
}
