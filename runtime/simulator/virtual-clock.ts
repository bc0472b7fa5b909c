/**
 * Virtual time: what is due is run in order of its time, and of its making where times are equal.
 *
 * Most of what is due is due soon and in no order: it lies in buckets of a millisecond, and only the bucket of the moment is put in
 * order. What is due later than the buckets reach lies in a list for a whole round of them, unordered until that round begins. All of it
 * is numbers in arrays, linked by place: with millions of timers under way, objects would be the garbage collector's main work.
 */
import type { Clock } from "../overlay/environment.ts";

/** Who a timer belongs to: those of one that has ended come due and are not run. */
export interface Owner {
  readonly hasEnded: boolean;
}

/** What is to be run: a callback, or where there are very many an object that takes less memory. */
export type Work = (() => void) | { run(): void };

/** Buckets of one millisecond in a round: longer than most timers, so that few are put away twice. */
const ROUND = 32_768;
/** Timers there is room for at first; twice as many each time there are more. */
const PLACES_MIN = 1_024;
/** The end of a list. */
const NONE = -1;

export class VirtualClock implements Clock {
  // Of each timer, at its place.
  #atMs = new Float64Array(PLACES_MIN);
  /** Of its making; of a place that is free, whatever was there before. */
  #orders = new Float64Array(PLACES_MIN);
  /** The next in its bucket, its round, or among the free places. */
  #next = new Int32Array(PLACES_MIN);
  /** Null: called off. */
  readonly #works: (Work | null)[] = [];
  readonly #owners: (Owner | null)[] = [];
  #free = NONE;
  /** Places that were ever used. */
  #used = 0;

  /** The first of each bucket of the round under way; those before the present one are empty. */
  readonly #buckets = new Int32Array(ROUND).fill(NONE);
  /** The first of each round to come, by its number. */
  readonly #later = new Map<number, number>();
  #round = 0;
  /** How many lie in the buckets of the round. */
  #inRound = 0;
  /** Number of the bucket of the moment, within its round. */
  #at = 0;
  /** A binary heap of what the bucket of the moment holds, earliest first. */
  readonly #heap: number[] = [];
  #nowMs = 0;
  #order = 0;
  #pending = 0;

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, work: Work, owner: Owner | null = null): () => void {
    const order = this.#order;
    const place = this.#add(delayMs, work, owner);
    return () => {
      if (this.#orders[place] === order) this.#works[place] = null;
    };
  }

  /** As `after`, for what is never called off. */
  at(delayMs: number, work: Work, owner: Owner | null = null): void {
    this.#add(delayMs, work, owner);
  }

  #add(delayMs: number, work: Work, owner: Owner | null): number {
    const atMs = this.#nowMs + Math.max(0, delayMs);
    const place = this.#take();
    this.#atMs[place] = atMs;
    this.#orders[place] = this.#order++;
    this.#works[place] = work;
    this.#owners[place] = owner;
    this.#pending++;
    const bucket = Math.floor(atMs) - this.#round * ROUND;
    if (bucket <= this.#at) this.#push(place);
    else if (bucket < ROUND) this.#put(place, bucket);
    else {
      const round = Math.floor(atMs / ROUND);
      this.#next[place] = this.#later.get(round) ?? NONE;
      this.#later.set(round, place);
    }
    return place;
  }

  /** Runs what is due next; false when nothing is, or not before `untilMs`. */
  step(untilMs: number): boolean {
    for (;;) {
      if (this.#heap.length === 0) {
        if (!this.#nextBucket(untilMs)) return false;
        continue;
      }
      const place = this.#heap[0];
      const work = this.#works[place];
      if (work === null || this.#owners[place]?.hasEnded === true) {
        this.#pop();
        this.#leave(place);
        continue;
      }
      const atMs = this.#atMs[place];
      if (atMs > untilMs) return false;
      this.#pop();
      this.#leave(place);
      this.#nowMs = atMs;
      if (typeof work === "function") work();
      else work.run();
      return true;
    }
  }

  /** Sets the time forward; nothing due may be passed over. */
  advanceTo(ms: number): void {
    this.#nowMs = Math.max(this.#nowMs, ms);
  }

  /** Timers that have not come due, those that were called off among them. */
  get pending(): number {
    return this.#pending;
  }

  #take(): number {
    const free = this.#free;
    if (free !== NONE) {
      this.#free = this.#next[free];
      return free;
    }
    if (this.#used === this.#atMs.length) this.#grow();
    return this.#used++;
  }

  #leave(place: number): void {
    // Who has it can no longer call it off.
    this.#orders[place] = NONE;
    this.#works[place] = null;
    this.#owners[place] = null;
    this.#next[place] = this.#free;
    this.#free = place;
    this.#pending--;
  }

  #grow(): void {
    const places = 2 * this.#used;
    const [atMs, orders, next] = [
      new Float64Array(places),
      new Float64Array(places),
      new Int32Array(places),
    ] as const;
    atMs.set(this.#atMs);
    orders.set(this.#orders);
    next.set(this.#next);
    this.#atMs = atMs;
    this.#orders = orders;
    this.#next = next;
  }

  /** To the next bucket that holds something and begins by `untilMs`; false when there is none. */
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
          const next = this.#next[place];
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
      const next = this.#next[place];
      const bucket = Math.floor(this.#atMs[place]) - round * ROUND;
      if (this.#works[place] === null || this.#owners[place]?.hasEnded === true) this.#leave(place);
      else if (bucket === 0) this.#push(place);
      else this.#put(place, bucket);
      place = next;
    }
  }

  #put(place: number, bucket: number): void {
    this.#next[place] = this.#buckets[bucket];
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
    const [aMs, bMs] = [this.#atMs[a], this.#atMs[b]];
    return aMs !== bMs ? aMs < bMs : this.#orders[a] < this.#orders[b];
  }
}
