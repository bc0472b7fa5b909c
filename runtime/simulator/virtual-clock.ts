/** Virtual time: what is due is run in order of its time, and of its making where times are equal. */
import type { Clock } from "../overlay/environment.ts";

interface Due {
  readonly atMs: number;
  readonly order: number;
  run: (() => void) | null;
}

export class VirtualClock implements Clock {
  /** A binary heap, earliest first. */
  readonly #heap: Due[] = [];
  #nowMs = 0;
  #order = 0;

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const due: Due = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, run: callback };
    this.#push(due);
    return () => {
      due.run = null;
    };
  }

  /** Runs what is due next; false when nothing is, or not before `untilMs`. */
  step(untilMs: number): boolean {
    const due = this.#heap[0];
    if (due === undefined || due.atMs > untilMs) return false;
    this.#pop();
    this.#nowMs = due.atMs;
    due.run?.();
    return true;
  }

  /** Sets the time forward; nothing due may be passed over. */
  advanceTo(ms: number): void {
    this.#nowMs = Math.max(this.#nowMs, ms);
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
