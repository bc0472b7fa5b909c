/** What was seen lately: a set that forgets, in two generations, by age and by number. */
import type { Clock } from "./environment.ts";

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
