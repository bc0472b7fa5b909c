/**
 * Virtual time: what is due is run in order of its time, and of its making where times are equal.
 *
 * Most of what is due is due soon and in no order: it lies in buckets of a millisecond, and only the bucket of the moment is put in
 * order. What is due later than the buckets reach lies in a list for a whole round of them, unordered until that round begins. All of it
 * is numbers in arrays, linked by place: with millions of timers under way, objects would be the garbage collector's main work.
 */
import type { Clock } from "../base/environment.ts";

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
/** What is known of a timer in numbers lies together, since memory is read by the line: a power of two of them. */
const FIELDS = 4;
const ORDER = 1;
const NEXT = 2;

export class VirtualClock implements Clock {
  /** Of each timer, from FIELDS times its place on: its time in ms, the number of its making, and the next in its list. */
  #fields = new Float64Array(FIELDS * PLACES_MIN);
  /** Of each timer, from twice its place on: what is to be run, and whose it is. Null: called off; nobody's. */
  readonly #works: (Work | Owner | null)[] = [];
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
      if (this.#fields[FIELDS * place + ORDER] === order) this.#works[2 * place] = null;
    };
  }

  /** As `after`, for what is never called off. */
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

  /** Runs what is due next; false when nothing is, or not before `untilMs`. */
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

  /** Null: it is not to be run. */
  #workAt(place: number): Work | null {
    const owner = this.#works[2 * place + 1] as Owner | null;
    return owner?.hasEnded === true ? null : (this.#works[2 * place] as Work | null);
  }

  #leave(place: number): void {
    // Who has it can no longer call it off.
    this.#fields[FIELDS * place + ORDER] = NONE;
    this.#fields[FIELDS * place + NEXT] = this.#free;
    this.#works[2 * place] = null;
    this.#works[2 * place + 1] = null;
    this.#free = place;
    this.#pending--;
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
