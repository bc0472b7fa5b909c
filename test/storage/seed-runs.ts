/** Simulated runs of many seeds, one after another, and the sums of their counts. */
import { expect } from "vitest";
import { numberFromEnvironment, seedsFromEnvironment } from "../settings.ts";

const SEEDS_DEFAULT = 1_000;
const SECONDS_DEFAULT = 1_700;

/** The report of one seed, besides the counts that the caller names. */
interface SeedOutcome {
  readonly violations: readonly string[];
  /** How many operations had each outcome. */
  readonly ended: ReadonlyMap<string, number>;
}

/**
 * Runs the seeds of `PROST_SEEDS` (1 to 1,000). Starts no further seed after `PROST_LONG_S` seconds (1,700).
 * Prints one line with the seeds, the duration and the counts. Fails if a seed has a violation, or if no seed
 * was run.
 */
export async function runSeeds<Count extends string>(
  label: string,
  counts: readonly Count[],
  run: (seed: number) => Promise<SeedOutcome & { readonly [Name in Count]: number }>,
): Promise<void> {
  const { from, to } = seedsFromEnvironment(SEEDS_DEFAULT);
  const longMs = 1_000 * numberFromEnvironment("PROST_LONG_S", SECONDS_DEFAULT);
  const startMs = performance.now();
  const failed: string[] = [];
  const ended = new Map<string, number>();
  const sums = new Map<string, number>(counts.map((name) => [name, 0]));
  let seed = from;
  for (; seed <= to && performance.now() - startMs < longMs; seed++) {
    const outcome = await run(seed);
    for (const violation of outcome.violations) {
      failed.push(`seed ${seed}: ${violation}`);
      process.stdout.write(`seed ${seed}: ${violation}\n`);
    }
    for (const [end, count] of outcome.ended) ended.set(end, (ended.get(end) ?? 0) + count);
    for (const name of counts) sums.set(name, (sums.get(name) ?? 0) + outcome[name]);
  }
  const seconds = Math.round((performance.now() - startMs) / 1_000);
  const figures = `${json(sums)}, operations ${json(ended)}`;
  process.stdout.write(`${label}: ${seed - from} seeds from ${from} in ${seconds} s: ${figures}\n`);
  expect(failed).toEqual([]);
  expect(seed).toBeGreaterThan(from);
}

function json(figures: ReadonlyMap<string, number>): string {
  return JSON.stringify(Object.fromEntries(figures));
}
