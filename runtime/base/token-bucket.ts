/**
 * A token bucket: so much a second, saved up to a burst. What a thing costs may be known before (`take`) or only afterwards
 * (`spend`): then the bucket may owe, and whoever draws on it waits until the debt is paid. Times are given, never read.
 */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #level: number;
  #atMs: number;

  /** Full at `nowMs`. `burst`: what is saved up at the most; left out, what comes in a second. */
  constructor(perSecond: number, nowMs: number, burst = perSecond) {
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#level = burst;
    this.#atMs = nowMs;
  }

  /** Negative: so much is owed. */
  level(nowMs: number): number {
    // A clock that went back would otherwise take tokens away.
    if (nowMs > this.#atMs) {
      this.#level = Math.min(this.#burst, this.#level + (nowMs - this.#atMs) * this.#perMs);
      this.#atMs = nowMs;
    }
    return this.#level;
  }

  /** All of it, or nothing and false. */
  take(amount: number, nowMs: number): boolean {
    if (this.level(nowMs) < amount) return false;
    this.#level -= amount;
    return true;
  }

  /** As much of it as there is; returns how much. */
  takeUpTo(amount: number, nowMs: number): number {
    const taken = Math.max(0, Math.min(amount, Math.floor(this.level(nowMs))));
    this.#level -= taken;
    return taken;
  }

  /** What was used already, whether it was there or not. */
  spend(amount: number, nowMs: number): void {
    this.level(nowMs);
    this.#level -= amount;
  }

  /** Until nothing is owed; 0: nothing is. Infinity where nothing ever comes in. */
  waitMs(nowMs: number): number {
    const level = this.level(nowMs);
    return level >= 0 ? 0 : Math.ceil(-level / this.#perMs);
  }
}
