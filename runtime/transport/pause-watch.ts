/** Notices pauses of the process: it was stopped, or its machine slept. */
import type { Clock } from "../base/environment.ts";
import { refreshFrozenTime } from "./system.ts";

/** Interval of the check, in milliseconds. */
const LOOK_MS = 1_000;

export class PauseWatch {
  readonly #clock: Clock;
  readonly #watchers: { readonly limitMs: number; readonly notice: () => void }[] = [];
  readonly #timer: NodeJS.Timeout;
  #lookedMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lookedMs = clock.now();
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  /** Calls `notice` after every pause of this process longer than `limitMs`. */
  onPause(limitMs: number, notice: () => void): void {
    this.#watchers.push({ limitMs, notice });
  }

  /**
   * Checks for a pause. To be called before input from outside is handled: such input may wake a process
   * before its timers run.
   */
  look(): void {
    refreshFrozenTime();
    const now = this.#clock.now();
    const pausedMs = now - this.#lookedMs;
    this.#lookedMs = now;
    if (pausedMs <= LOOK_MS) return;
    for (const { limitMs, notice } of this.#watchers) if (pausedMs > limitMs) notice();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
