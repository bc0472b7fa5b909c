/**
 * When processes of cells start: at most one in a tick of the event loop, and later and later where a cell
 * dies again and again.
 */

/**
 * Delay before a cell that died is started again, in milliseconds. It doubles each time, and is RESTART_MS
 * again after a process that lived longer than QUIET_MS.
 */
const RESTART_MS = 100;
const RESTART_MS_MAX = 10_000;
const QUIET_MS = 30_000;

const starts: (() => void)[] = [];
let isScheduled = false;

/**
 * Calls `start` now, or in one of the next ticks of the event loop. Spawning a process blocks the loop for
 * milliseconds, longer the larger this process is; with one spawn in a tick other work runs in between.
 */
export function startInOwnTick(start: () => void): void {
  starts.push(start);
  if (!isScheduled) startNext();
}

function startNext(): void {
  const start = starts.shift();
  isScheduled = start !== undefined;
  if (start === undefined) return;
  setImmediate(startNext);
  start();
}

/** Exponential backoff between the death of a cell and its next start. */
export class RestartBackoff {
  #delayMs = RESTART_MS;
  #timer: NodeJS.Timeout | null = null;

  get isWaiting(): boolean {
    return this.#timer !== null;
  }

  /** Calls `restart` after the delay, which is returned. `aliveMs`: how long the process lived. */
  schedule(aliveMs: number, restart: () => void): number {
    if (aliveMs > QUIET_MS) this.#delayMs = RESTART_MS;
    const delayMs = this.#delayMs;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      restart();
    }, delayMs);
    this.#delayMs = Math.min(2 * delayMs, RESTART_MS_MAX);
    return delayMs;
  }

  cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
