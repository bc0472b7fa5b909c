/** Runs attack cases one after another, and sees after each that the node and its neighbours are as well as before. */
import { setTimeout as pause } from "node:timers/promises";
import type { AttackCase } from "./arenas/arena.ts";
import type { Proving } from "./kit/proving.ts";

/** A neighbour must answer within this; the best of some tries, apart from each other, since the machine has other work too. */
const NEIGHBOUR_MS = 50;
const NEIGHBOUR_TRIES = 40;
/** By how much the node's memory may have grown after a case. */
const GROWTH_BYTES_MAX = 32 * 1024 * 1024;
/** For freed memory and ended processes to be gone. */
const SETTLE_TRIES = 40;
const SETTLE_MS = 50;
/** A case that has not ended by then has found something that holds the node up. */
const CASE_MS = 300_000;

export interface CaseResult {
  readonly id: string;
  readonly title: string;
  /** Null: the outcome was the safe one. */
  readonly unsafe: string | null;
  readonly durationMs: number;
  /** In which the neighbour answered afterwards; null: not at all. */
  readonly neighbourMs: number | null;
  readonly grownBytes: number;
}

export interface RunOptions {
  /** After each case. */
  readonly onResult?: (result: CaseResult) => void;
  /** What a case says itself does not count, only how it leaves the rest: for arenas that lack a wall it was written for. */
  readonly onlyAround?: boolean;
}

export async function runCases(
  cases: readonly AttackCase[],
  proving: Proving,
  options: RunOptions = {},
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of cases) {
    const result = await runCase(one, proving, options);
    results.push(result);
    options.onResult?.(result);
  }
  return results;
}

export async function runCase(
  one: AttackCase,
  proving: Proving,
  { onlyAround = false }: RunOptions = {},
): Promise<CaseResult> {
  const startMs = performance.now();
  const wrongs: string[] = [];
  const note = (thrown: unknown) => wrongs.push(thrown instanceof Error ? thrown.message : String(thrown));
  const before = await memoryBefore(proving).catch((thrown) => {
    note(thrown);
    return 0;
  });
  try {
    await withDeadline(Promise.resolve(one.run(proving.arena)), CASE_MS);
  } catch (thrown) {
    if (!onlyAround) note(thrown);
  }
  await proving.settle().catch(note);
  const neighbourMs = await answersInTime(proving).catch((thrown) => {
    note(thrown);
    return null;
  });
  if (neighbourMs !== null && neighbourMs > NEIGHBOUR_MS)
    wrongs.push(`a neighbour took ${Math.round(neighbourMs)} ms to answer; ${NEIGHBOUR_MS} are allowed`);
  const grownBytes = await growth(proving, before).catch((thrown) => {
    note(thrown);
    return 0;
  });
  if (grownBytes > GROWTH_BYTES_MAX)
    wrongs.push(`the node's memory grew by ${grownBytes} bytes; less than ${GROWTH_BYTES_MAX} are allowed`);
  wrongs.push(...(await left(proving).catch((thrown) => [String(thrown)])));
  return {
    id: one.id,
    title: one.title,
    unsafe: wrongs.length === 0 ? null : wrongs.join("; "),
    durationMs: performance.now() - startMs,
    neighbourMs,
    grownBytes,
  };
}

async function answersInTime(proving: Proving): Promise<number> {
  let best = await proving.neighbourMs();
  for (let i = 1; i < NEIGHBOUR_TRIES && best > NEIGHBOUR_MS; i++) {
    await pause(SETTLE_MS);
    best = Math.min(best, await proving.neighbourMs());
  }
  return best;
}

/**
 * As it was after the last look that freed what could be freed. Cases that need no such look after them add up, so that small growth that
 * stays is seen in the end.
 */
const lowest = new WeakMap<Proving, number>();

async function memoryBefore(proving: Proving): Promise<number> {
  const before = lowest.get(proving) ?? (await proving.memoryBytes());
  lowest.set(proving, before);
  return before;
}

async function growth(proving: Proving, before: number): Promise<number> {
  const atMost = (await proving.memoryBytesAtMost()) - before;
  if (atMost <= GROWTH_BYTES_MAX) return atMost;
  let grown = (await proving.memoryBytes()) - before;
  for (let i = 0; i < SETTLE_TRIES && grown > GROWTH_BYTES_MAX; i++) {
    await pause(SETTLE_MS);
    grown = (await proving.memoryBytes()) - before;
  }
  lowest.set(proving, before + grown);
  return grown;
}

async function left(proving: Proving): Promise<readonly string[]> {
  let found = await proving.leftovers();
  for (let i = 0; i < SETTLE_TRIES && found.length > 0; i++) {
    await pause(SETTLE_MS);
    found = await proving.leftovers();
  }
  return found;
}

async function withDeadline(work: Promise<void>, ms: number): Promise<void> {
  const timer = new AbortController();
  const late = pause(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`it did not end within ${ms / 1000} s`);
  });
  // Whichever loses the race, nobody waits for it.
  late.catch(() => {});
  try {
    await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
