/**
 * Runs attack cases one after another, and checks after each that the node and its neighbours are unharmed.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { AttackCase } from "./arenas/arena.ts";
import type { MonitoredArena } from "./arenas/monitored-arena.ts";

/**
 * A neighbour must answer within this time. The best of some tries counts, since the machine has other work
 * too.
 */
const NEIGHBOUR_MS = 50;
const NEIGHBOUR_TRIES = 40;
/** Growth of the node's memory that a case may cause. */
const GROWTH_BYTES_MAX = 32 * 1024 * 1024;
/** How often and at what interval memory and processes are checked until they are freed. */
const SETTLE_TRIES = 40;
const SETTLE_MS = 50;
/** A case that takes longer has blocked the node. */
const CASE_MS = 300_000;

export interface CaseResult {
  readonly id: string;
  readonly title: string;
  /** What went wrong; null: the outcome was the safe one. */
  readonly unsafe: string | null;
  readonly durationMs: number;
  /** Answer time of the neighbour afterwards; null: no answer. */
  readonly neighbourMs: number | null;
  readonly grownBytes: number;
}

interface CaseRunOptions {
  /** Called after each case. */
  readonly onResult?: (result: CaseResult) => void;
  /**
   * Ignore the outcome of the case, and check only its surroundings: for arenas without a wall that the case
   * needs.
   */
  readonly onlySurroundings?: boolean;
}

export async function runCases(
  cases: readonly AttackCase[],
  monitored: MonitoredArena,
  options: CaseRunOptions = {},
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const attackCase of cases) {
    const result = await runCase(attackCase, monitored, options);
    results.push(result);
    options.onResult?.(result);
  }
  return results;
}

export async function runCase(
  attackCase: AttackCase,
  monitored: MonitoredArena,
  { onlySurroundings = false }: CaseRunOptions = {},
): Promise<CaseResult> {
  const startMs = performance.now();
  const problems: string[] = [];
  const note = (thrown: unknown) => problems.push(thrown instanceof Error ? thrown.message : String(thrown));
  const before = await memoryBefore(monitored).catch((thrown) => {
    note(thrown);
    return 0;
  });
  try {
    await withDeadline(Promise.resolve(attackCase.run(monitored.arena)), CASE_MS);
  } catch (thrown) {
    if (!onlySurroundings) note(thrown);
  }
  await monitored.settle().catch(note);
  const neighbourMs = await answersInTime(monitored).catch((thrown) => {
    note(thrown);
    return null;
  });
  if (neighbourMs !== null && neighbourMs > NEIGHBOUR_MS)
    problems.push(`a neighbour took ${Math.round(neighbourMs)} ms to answer; ${NEIGHBOUR_MS} are allowed`);
  const grownBytes = await growth(monitored, before).catch((thrown) => {
    note(thrown);
    return 0;
  });
  if (grownBytes > GROWTH_BYTES_MAX)
    problems.push(`the node's memory grew by ${grownBytes} bytes; less than ${GROWTH_BYTES_MAX} are allowed`);
  problems.push(...(await left(monitored).catch((thrown) => [String(thrown)])));
  return {
    id: attackCase.id,
    title: attackCase.title,
    unsafe: problems.length === 0 ? null : problems.join("; "),
    durationMs: performance.now() - startMs,
    neighbourMs,
    grownBytes,
  };
}

async function answersInTime(monitored: MonitoredArena): Promise<number> {
  let best = await monitored.neighbourMs();
  for (let i = 1; i < NEIGHBOUR_TRIES && best > NEIGHBOUR_MS; i++) {
    await pause(SETTLE_MS);
    best = Math.min(best, await monitored.neighbourMs());
  }
  return best;
}

/**
 * Memory after the last measurement with a garbage collection. Small growth of cases that need no collection
 * adds up against this value, so a leak is found in the end.
 */
const baseline = new WeakMap<MonitoredArena, number>();

async function memoryBefore(monitored: MonitoredArena): Promise<number> {
  const before = baseline.get(monitored) ?? (await monitored.memoryBytes());
  baseline.set(monitored, before);
  return before;
}

async function growth(monitored: MonitoredArena, before: number): Promise<number> {
  const upperBound = (await monitored.memoryBytesAtMost()) - before;
  if (upperBound <= GROWTH_BYTES_MAX) return upperBound;
  let grown = (await monitored.memoryBytes()) - before;
  for (let i = 0; i < SETTLE_TRIES && grown > GROWTH_BYTES_MAX; i++) {
    await pause(SETTLE_MS);
    grown = (await monitored.memoryBytes()) - before;
  }
  baseline.set(monitored, before + grown);
  return grown;
}

async function left(monitored: MonitoredArena): Promise<readonly string[]> {
  let found = await monitored.leftovers();
  for (let i = 0; i < SETTLE_TRIES && found.length > 0; i++) {
    await pause(SETTLE_MS);
    found = await monitored.leftovers();
  }
  return found;
}

async function withDeadline(work: Promise<void>, ms: number): Promise<void> {
  const timer = new AbortController();
  const late = pause(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`the case did not end within ${ms / 1000} s`);
  });
  // If the work wins the race, no caller handles this rejection.
  late.catch(() => {});
  try {
    await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
