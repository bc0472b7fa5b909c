/**
 * A token bucket with a rate per second and a burst. When the cost of an action is known only afterwards
 * (`spend`), the level may fall below zero, and the next action waits until it is zero again. The caller
 * passes the time.
 */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #level: number;
  #atMs: number;

  /** The bucket is full at `nowMs`. `burst`: the highest level. Default: the tokens of one second. */
  constructor(perSecond: number, nowMs: number, burst = perSecond) {
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#level = burst;
    this.#atMs = nowMs;
  }

  /** The number of tokens. It is negative after `spend` took more than there were. */
  level(nowMs: number): number {
    // A clock that was set back must not remove tokens.
    if (nowMs > this.#atMs) {
      this.#level = Math.min(this.#burst, this.#level + (nowMs - this.#atMs) * this.#perMs);
      this.#atMs = nowMs;
    }
    return this.#level;
  }

  /** Takes `amount` tokens and returns true, or takes none and returns false. */
  take(amount: number, nowMs: number): boolean {
    if (this.level(nowMs) < amount) return false;
    this.#level -= amount;
    return true;
  }

  /** Takes `amount` tokens, or all whole tokens when there are fewer. Returns the number taken. */
  takeUpTo(amount: number, nowMs: number): number {
    const taken = Math.max(0, Math.min(amount, Math.floor(this.level(nowMs))));
    this.#level -= taken;
    return taken;
  }

  /** Takes tokens for something that was used already, even when there are too few. */
  spend(amount: number, nowMs: number): void {
    this.level(nowMs);
    this.#level -= amount;
  }

  /** Milliseconds until the level is no longer negative. Infinity when the rate is 0. */
  waitMs(nowMs: number): number {
    const level = this.level(nowMs);
    return level >= 0 ? 0 : Math.ceil(-level / this.#perMs);
  }
}
