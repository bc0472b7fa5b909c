/** Counts an amount over the last second, the last minute and in total. The caller passes the time. */

const SLOT_MS = 5_000;
const SLOTS = 12;

export interface Metered {
  /** In the last whole second. */
  readonly second: number;
  /** In the last minute, to within five seconds. */
  readonly minute: number;
  readonly total: number;
}

export class Meter {
  #total = 0;
  #second = 0;
  #thisSecond = 0;
  #lastSecond = 0;
  #slot = 0;
  /** Allocated with the first amount: most services of a node are idle. */
  #slots: Float64Array | null = null;

  add(amount: number, nowMs: number): void {
    this.#advance(nowMs);
    this.#total += amount;
    this.#thisSecond += amount;
    this.#slots ??= new Float64Array(SLOTS);
    this.#slots[this.#slot % SLOTS] += amount;
  }

  read(nowMs: number): Metered {
    this.#advance(nowMs);
    let minute = 0;
    for (const amount of this.#slots ?? []) minute += amount;
    return { second: this.#lastSecond, minute, total: this.#total };
  }

  #advance(nowMs: number): void {
    const second = Math.floor(nowMs / 1_000);
    if (second > this.#second) {
      this.#lastSecond = second === this.#second + 1 ? this.#thisSecond : 0;
      this.#thisSecond = 0;
      this.#second = second;
    }
    const slot = Math.floor(nowMs / SLOT_MS);
    if (slot <= this.#slot) return;
    if (this.#slots !== null) {
      for (let i = 1; i <= Math.min(SLOTS, slot - this.#slot); i++) this.#slots[(this.#slot + i) % SLOTS] = 0;
    }
    this.#slot = slot;
  }
}
