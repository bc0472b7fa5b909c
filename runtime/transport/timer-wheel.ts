/**
 * A timer wheel, for timers that are mostly cancelled before they are due, such as retransmission timers.
 * Setting and cancelling a timer changes one linked list. After Varghese and Lauck, "Hashed and hierarchical
 * timing wheels", SOSP 1987, scheme 6. Timers run up to one tick late.
 */

/** Resolution, in milliseconds. */
const TICK_MS = 4;
/** Lists of timers. A power of two. */
const SLOTS = 1_024;
/** The longest delay, in milliseconds: a longer one would need another revolution of the wheel. */
export const WHEEL_MS_MAX = (SLOTS - 2) * TICK_MS;

/** A timer, or the head of a list. */
class Place {
  before: Place = this;
  next: Place = this;
  readonly tick: number;
  readonly run: () => void;

  constructor(tick: number, run: () => void) {
    this.tick = tick;
    this.run = run;
  }

  /** Appends this timer to the list of `head`. */
  join(head: Place): void {
    this.before = head.before;
    this.next = head;
    head.before.next = this;
    head.before = this;
  }

  leave(): void {
    this.before.next = this.next;
    this.next.before = this.before;
    this.before = this;
    this.next = this;
  }

  /** True for a timer that has run or was cancelled, and for the head of an empty list. */
  get isAlone(): boolean {
    return this.next === this;
  }
}

const newHead = () => new Place(0, () => {});

export class TimerWheel {
  readonly #now: () => number;
  readonly #heads = Array.from({ length: SLOTS }, newHead);
  /** Removed from the wheel and not yet run. */
  readonly #due = newHead();
  #count = 0;
  /** The last tick whose timers were removed from the wheel. */
  #tick = 0;
  #alarm: NodeJS.Timeout | null = null;
  #alarmTick = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs `run` once, in `delayMs` (at most WHEEL_MS_MAX). Returns a function that cancels it. */
  after(delayMs: number, run: () => void): () => void {
    const nowMs = this.#now();
    if (this.#count++ === 0) this.#begin(nowMs);
    const tick = Math.max(Math.ceil((nowMs + delayMs) / TICK_MS), this.#tick + 1);
    const place = new Place(tick, run);
    place.join(this.#heads[tick & (SLOTS - 1)]);
    if (this.#alarm === null || tick < this.#alarmTick) this.#setAlarm(tick, nowMs);
    return () => {
      if (place.isAlone) return;
      place.leave();
      this.#count--;
      // Without timers the wheel does not keep the process alive.
      if (this.#count === 0) this.#alarm?.unref();
    };
  }

  /** Starts the wheel again: it stood still while it was empty. */
  #begin(nowMs: number): void {
    this.#tick = Math.max(this.#tick, Math.floor(nowMs / TICK_MS) - 1);
    this.#alarm?.ref();
  }

  #setAlarm(tick: number, nowMs: number): void {
    clearTimeout(this.#alarm ?? undefined);
    this.#alarmTick = tick;
    this.#alarm = setTimeout(this.#turn, Math.max(1, Math.ceil(tick * TICK_MS - nowMs)));
  }

  readonly #turn = (): void => {
    this.#alarm = null;
    const nowMs = this.#now();
    const until = Math.floor(nowMs / TICK_MS);
    // After a pause each list is visited once.
    const last = Math.min(until, this.#tick + SLOTS);
    for (let tick = this.#tick + 1; tick <= last; tick++) this.#take(tick, until);
    this.#tick = Math.max(this.#tick, until);
    try {
      while (!this.#due.isAlone) {
        const place = this.#due.next;
        place.leave();
        this.#count--;
        place.run();
      }
    } finally {
      this.#setNextAlarm(nowMs);
    }
  };

  #take(tick: number, until: number): void {
    const head = this.#heads[tick & (SLOTS - 1)];
    for (let place = head.next; place !== head; ) {
      const { next } = place;
      if (place.tick <= until) {
        place.leave();
        place.join(this.#due);
      }
      place = next;
    }
  }

  #setNextAlarm(nowMs: number): void {
    if (this.#count === 0) return;
    if (!this.#due.isAlone) return this.#setAlarm(this.#tick, nowMs);
    let tick = this.#tick + 1;
    while (this.#heads[tick & (SLOTS - 1)].isAlone) tick++;
    if (this.#alarm === null || tick < this.#alarmTick) this.#setAlarm(tick, nowMs);
  }
}
