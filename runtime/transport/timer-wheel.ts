/**
 * Timers of which most are called off before they are due, as those of packets that wait for their acknowledgement: setting and calling off is
 * a change of a list. After Varghese and Lauck, "Hashed and hierarchical timing wheels", SOSP 1987, scheme 6. They run up to a tick late.
 */

/** Times between which it does not tell apart, in milliseconds. */
const TICK_MS = 4;
/** Lists of timers; a power of two. */
const SLOTS = 1_024;
/** Longer ones would be due in another turn of the wheel, in milliseconds. */
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

  /** Among others, as the last. */
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

  /** A timer that has run or was called off, or a head without any. */
  get isAlone(): boolean {
    return this.next === this;
  }
}

const newHead = () => new Place(0, () => {});

export class TimerWheel {
  readonly #now: () => number;
  readonly #heads = Array.from({ length: SLOTS }, newHead);
  /** Taken from the wheel, and still to run. */
  readonly #due = newHead();
  #count = 0;
  /** All up to this one were taken from the wheel. */
  #tick = 0;
  #alarm: NodeJS.Timeout | null = null;
  #alarmTick = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs `run` once, in `delayMs`, which is WHEEL_MS_MAX at the most. Returns how to call it off. */
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
      // What nobody waits for does not keep the process.
      if (this.#count === 0) this.#alarm?.unref();
    };
  }

  /** The wheel has stood still while it was empty. */
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
    // After a pause each list is looked at once.
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
