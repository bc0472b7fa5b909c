/**
 * How late a timer of this process fires: its event loop's lateness as others see it, and how much of that this thread was computing.
 * The rest is the machine's: the thread had no core.
 */
const PROBE_MS = 1;

export interface Lateness {
  /** The longest, in milliseconds. */
  readonly maxMs: number;
  readonly p99Ms: number;
  /** The longest in which the thread had a core all the time. */
  readonly maxBusyMs: number;
}

export class LoopLateness {
  #lateMs: number[] = [];
  #maxBusyMs = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor() {
    this.#probe();
  }

  /** What was seen since the last call. */
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

/** Processor time of this thread. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
