/**
 * Virtual time: what is due is run in order of its time, and of its making where times are equal.
 *
 * Most of what is due is due soon and in no order: it lies in buckets of a millisecond, and only the bucket of the moment is put in
 * order. What is due later than the buckets reach lies in heaps of a whole round of them, unordered until that round begins.
 */
import type { Clock } from "../overlay/environment.ts";

/** Who a timer belongs to: those of one that has ended come due and are not run. */
export interface Owner {
  readonly hasEnded: boolean;
}

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly owner: Owner | null;
  run: (() => void) | null;
}

/** Buckets of one millisecond in a round: longer than most timers, so that few are put away twice. */
const ROUND = 32_768;

export class VirtualClock implements Clock {
  /** Of the round under way, by millisecond; those before the present one are empty. */
  readonly #buckets: (Due[] | undefined)[] = new Array(ROUND);
  /** Rounds to come, by their number. */
  readonly #later = new Map<number, Due[]>();
  #round = 0;
  /** How many lie in the buckets of the round. */
  #inRound = 0;
  /** Number of the bucket of the moment, within its round. */
  #at = 0;
  /** A binary heap of what the bucket of the moment holds, earliest first. */
  readonly #heap: Due[] = [];
  #nowMs = 0;
  #order = 0;

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void, owner: Owner | null = null): () => void {
    const due = this.#add(delayMs, callback, owner);
    return () => {
      due.run = null;
    };
  }

  /** As `after`, for what is never called off. */
  at(delayMs: number, callback: () => void, owner: Owner | null = null): void {
    this.#add(delayMs, callback, owner);
  }

  #add(delayMs: number, run: () => void, owner: Owner | null): Due {
    const atMs = this.#nowMs + Math.max(0, delayMs);
    const due: Due = { atMs, order: this.#order++, owner, run };
    const bucket = Math.floor(atMs) - this.#round * ROUND;
    if (bucket <= this.#at) this.#push(due);
    else if (bucket < ROUND) this.#put(due, bucket);
    else {
      const round = Math.floor(atMs / ROUND);
      const later = this.#later.get(round);
      if (later === undefined) this.#later.set(round, [due]);
      else later.push(due);
    }
    return due;
  }

  /** Runs what is due next; false when nothing is, or not before `untilMs`. */
  step(untilMs: number): boolean {
    for (;;) {
      const due = this.#heap[0];
      if (due === undefined) {
        if (!this.#nextBucket(untilMs)) return false;
        continue;
      }
      if (due.run === null || due.owner?.hasEnded === true) {
        this.#pop();
        continue;
      }
      if (due.atMs > untilMs) return false;
      this.#pop();
      this.#nowMs = due.atMs;
      due.run();
      return true;
    }
  }

  /** Sets the time forward; nothing due may be passed over. */
  advanceTo(ms: number): void {
    this.#nowMs = Math.max(this.#nowMs, ms);
  }

  /** Timers that have not come due, those that were called off among them. */
  get pending(): number {
    let later = 0;
    for (const dues of this.#later.values()) later += dues.length;
    return this.#heap.length + this.#inRound + later;
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
        const bucket = this.#buckets[++this.#at];
        if (bucket === undefined || bucket.length === 0) continue;
        this.#inRound -= bucket.length;
        for (const due of bucket) this.#push(due);
        bucket.length = 0;
        return true;
      }
      return false;
    }
  }

  #begin(round: number): void {
    this.#round = round;
    this.#at = 0;
    for (const due of this.#later.get(round) ?? []) {
      const bucket = Math.floor(due.atMs) - round * ROUND;
      if (due.run === null || due.owner?.hasEnded === true) continue;
      if (bucket === 0) this.#push(due);
      else this.#put(due, bucket);
    }
    this.#later.delete(round);
  }

  #put(due: Due, at: number): void {
    const bucket = this.#buckets[at];
    if (bucket === undefined) this.#buckets[at] = [due];
    else bucket.push(due);
    this.#inRound++;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(due);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isEarlier(due, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isEarlier(heap[child + 1], heap[child])) child++;
      if (!isEarlier(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
  }
}

function isEarlier(a: Due, b: Due): boolean {
  return a.atMs !== b.atMs ? a.atMs < b.atMs : a.order < b.order;
}
