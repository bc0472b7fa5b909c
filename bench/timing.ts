/** Timing and printing for the benchmarks: the best of several rounds, because other work only makes a round slower. */
import { type Column, formatTable } from "../runtime/cli/table.ts";

export interface BenchOptions {
  /** Longer runs, for figures in documents. */
  readonly full: boolean;
  /** Only this part; null: all parts. */
  readonly part: string | null;
}

/** The machine has too much other work for this measurement. The message says how that showed, and what to do. */
export class MachineBusy extends Error {}

/** Milliseconds of the fastest of `rounds` runs of `work`. */
export async function bestOf(rounds: number, work: () => Promise<void> | void): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    await work();
    best = Math.min(best, performance.now() - startMs);
  }
  return best;
}

/**
 * Least processor time of this thread in milliseconds, so that other work on the machine does not count. The
 * system counts in whole milliseconds, so `work` must take many.
 */
export function leastComputing(rounds: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** The value at this share of the sorted values: 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export function printTable(titles: readonly string[], rows: readonly (readonly string[])[]): void {
  const columns = titles.map((title, i): Column => ({ title, align: i === 0 ? "left" : "right" }));
  console.log(formatTable(columns, rows));
}

export function ratio(value: number, floor: number): string {
  const times = value / floor;
  return `${times >= 100 ? times.toFixed(0) : times.toFixed(times >= 10 ? 1 : 2)}×`;
}
