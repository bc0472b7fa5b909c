/**
 * Virtual time: timers run in the order of their times, and in the order of their creation if times are equal.
 *
 * A calendar queue. Most timers are due soon: they lie in buckets of one millisecond, and only the current
 * bucket is sorted. Timers beyond the buckets lie in one unsorted list for each later round of buckets. Timers
 * are numbers in arrays, linked by place: with millions of timers, objects would dominate garbage collection.
 */
import type { Clock } from "../base/environment.ts";

/** The owner of a timer. Timers of an owner that has ended do not run. */
export interface Owner {
  readonly hasEnded: boolean;
}

/** A callback, or an object with `run`, which takes less memory than a closure. */
type Work = (() => void) | { run(): void };

/** Buckets of one millisecond in a round: more than most timers last, so that few timers are moved. */
const ROUND = 32_768;
/** Initial capacity in timers. It doubles when it is full. */
const PLACES_MIN = 1_024;
/** End of a list. */
const NONE = -1;
/** Numbers of a timer, side by side so that they share a cache line; a power of two. */
const FIELDS = 4;
const ORDER = 1;
const NEXT = 2;

export class VirtualClock implements Clock {
  /** From FIELDS × place: the timer's time in ms, its creation number, the next place in its list. */
  #fields = new Float64Array(FIELDS * PLACES_MIN);
  /** At 2 × place: the callback, null if cancelled. After it: the owner, null if there is none. */
  readonly #works: (Work | Owner | null)[] = [];
  #free = NONE;
  /** Number of places ever used. */
  #used = 0;

  /** First place of each bucket of the current round; buckets before the current one are empty. */
  readonly #buckets = new Int32Array(ROUND).fill(NONE);
  /** First place of each later round, by the number of the round. */
  readonly #later = new Map<number, number>();
  #round = 0;
  /** Number of timers in the buckets of the current round. */
  #inRound = 0;
  /** The current bucket, within its round. */
  #at = 0;
  /** A binary heap of the timers of the current bucket, earliest first. */
  readonly #heap: number[] = [];
  #nowMs = 0;
  #order = 0;
  #pending = 0;

  now(): number {
    return this.#nowMs;
  }

  /** Returns a function that cancels the timer. */
  after(delayMs: number, work: Work, owner: Owner | null = null): () => void {
    const order = this.#order;
    const place = this.#add(delayMs, work, owner);
    return () => {
      if (this.#fields[FIELDS * place + ORDER] === order) this.#works[2 * place] = null;
    };
  }

  /** As `after`, for timers that are never cancelled. */
  at(delayMs: number, work: Work, owner: Owner | null = null): void {
    this.#add(delayMs, work, owner);
  }

  #add(delayMs: number, work: Work, owner: Owner | null): number {
    const atMs = this.#nowMs + Math.max(0, delayMs);
    const place = this.#take();
    this.#fields[FIELDS * place] = atMs;
    this.#fields[FIELDS * place + ORDER] = this.#order++;
    this.#works[2 * place] = work;
    this.#works[2 * place + 1] = owner;
    this.#pending++;
    const bucket = Math.floor(atMs) - this.#round * ROUND;
    if (bucket <= this.#at) this.#push(place);
    else if (bucket < ROUND) this.#put(place, bucket);
    else {
      const round = Math.floor(atMs / ROUND);
      this.#fields[FIELDS * place + NEXT] = this.#later.get(round) ?? NONE;
      this.#later.set(round, place);
    }
    return place;
  }

  /** Runs the next timer; false if none is due until `untilMs`. */
  step(untilMs: number): boolean {
    for (;;) {
      if (this.#heap.length === 0) {
        if (!this.#nextBucket(untilMs)) return false;
        continue;
      }
      const place = this.#heap[0];
      const work = this.#workAt(place);
      if (work === null) {
        this.#pop();
        this.#leave(place);
        continue;
      }
      const atMs = this.#fields[FIELDS * place];
      if (atMs > untilMs) return false;
      this.#pop();
      this.#leave(place);
      this.#nowMs = atMs;
      if (typeof work === "function") work();
      else work.run();
      return true;
    }
  }

  /** Sets the time forward. No timer may be due before `ms`. */
  advanceTo(ms: number): void {
    this.#nowMs = Math.max(this.#nowMs, ms);
  }

  /** Number of timers that have not come due, cancelled ones included. */
  get pending(): number {
    return this.#pending;
  }

  #take(): number {
    const free = this.#free;
    if (free !== NONE) {
      this.#free = this.#fields[FIELDS * free + NEXT];
      return free;
    }
    if (FIELDS * this.#used === this.#fields.length) {
      const more = new Float64Array(2 * this.#fields.length);
      more.set(this.#fields);
      this.#fields = more;
    }
    return this.#used++;
  }

  /** Null: cancelled, or the owner has ended. */
  #workAt(place: number): Work | null {
    const owner = this.#works[2 * place + 1] as Owner | null;
    return owner?.hasEnded === true ? null : (this.#works[2 * place] as Work | null);
  }

  #leave(place: number): void {
    // The function that cancels this timer has no effect any more.
    this.#fields[FIELDS * place + ORDER] = NONE;
    this.#fields[FIELDS * place + NEXT] = this.#free;
    this.#works[2 * place] = null;
    this.#works[2 * place + 1] = null;
    this.#free = place;
    this.#pending--;
  }

  /** Moves to the next bucket that is not empty and begins by `untilMs`; false if there is none. */
  #nextBucket(untilMs: number): boolean {
    for (;;) {
      if (this.#inRound === 0) {
        let next = Number.POSITIVE_INFINITY;
        for (const round of this.#later.keys()) if (round < next) next = round;
        if (next * ROUND > untilMs || next === Number.POSITIVE_INFINITY) return false;
        this.#begin(next);
        if (this.#heap.length > 0) return true;
        continue;
      }
      const last = Math.min(ROUND - 1, Math.floor(untilMs) - this.#round * ROUND);
      while (this.#at < last) {
        let place = this.#buckets[++this.#at];
        if (place === NONE) continue;
        this.#buckets[this.#at] = NONE;
        while (place !== NONE) {
          const next = this.#fields[FIELDS * place + NEXT];
          this.#inRound--;
          this.#push(place);
          place = next;
        }
        return true;
      }
      return false;
    }
  }

  #begin(round: number): void {
    this.#round = round;
    this.#at = 0;
    let place = this.#later.get(round) ?? NONE;
    this.#later.delete(round);
    while (place !== NONE) {
      const next = this.#fields[FIELDS * place + NEXT];
      const bucket = Math.floor(this.#fields[FIELDS * place]) - round * ROUND;
      if (this.#workAt(place) === null) this.#leave(place);
      else if (bucket === 0) this.#push(place);
      else this.#put(place, bucket);
      place = next;
    }
  }

  #put(place: number, bucket: number): void {
    this.#fields[FIELDS * place + NEXT] = this.#buckets[bucket];
    this.#buckets[bucket] = place;
    this.#inRound++;
  }

  #push(place: number): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(place);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isEarlier(place, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = place;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#isEarlier(heap[child + 1], heap[child])) child++;
      if (!this.#isEarlier(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
  }

  #isEarlier(a: number, b: number): boolean {
    const fields = this.#fields;
    const aMs = fields[FIELDS * a];
    const bMs = fields[FIELDS * b];
    return aMs !== bMs ? aMs < bMs : fields[FIELDS * a + ORDER] < fields[FIELDS * b + ORDER];
  }
}
