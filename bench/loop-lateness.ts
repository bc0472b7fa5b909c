/**
 * Lateness of a timer in this process, and the processor time of this thread within it. In the rest of the time
 * the thread had no core.
 */
const PROBE_MS = 1;

export interface Lateness {
  /** The longest, in milliseconds. */
  readonly maxMs: number;
  readonly p99Ms: number;
  /** The greatest processor time of this thread within one period, beyond the period. */
  readonly maxBusyMs: number;
}

export class LoopLateness {
  #lateMs: number[] = [];
  #maxBusyMs = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor() {
    this.#probe();
  }

  /** The measurements since the last call. */
  take(): Lateness {
    const sorted = this.#lateMs.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    const lateness = { maxMs: at(1), p99Ms: at(0.99), maxBusyMs: this.#maxBusyMs };
    this.#lateMs = [];
    this.#maxBusyMs = 0;
    return lateness;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #probe(): void {
    const startMs = performance.now();
    const startBusyMs = busyMs();
    this.#timer = setTimeout(() => {
      this.#lateMs.push(Math.max(0, performance.now() - startMs - PROBE_MS));
      this.#maxBusyMs = Math.max(this.#maxBusyMs, busyMs() - startBusyMs - PROBE_MS);
      this.#probe();
    }, PROBE_MS);
  }
}

/** Processor time of this thread, in milliseconds. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
