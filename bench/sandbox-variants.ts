/** Times several variants of the same work in alternating rounds, so that each has some rounds without other load. */
import { processesBelow, processorMs } from "./processor-time.ts";

/**
 * Many short rounds: other work interrupts some of them, and two communicating processes are at times on one core
 * and at times on two, which is most of the cost of a message.
 */
const ROUNDS = 100;
const ROUND_MS = 4;
const ROUNDS_FULL = 200;
const ROUND_MS_FULL = 10;
/** Warm-up before the first round, in which the optimising compilers finish. */
const WARM_UP_MS = 60;
const WARM_UP_MS_FULL = 600;

export interface Variant {
  readonly name: string;
  /** Messages of one batch. */
  readonly batch: number;
  /** Processes `count` messages, a multiple of `batch`. */
  readonly work: (count: number) => Promise<void> | void;
}

export interface VariantCost {
  readonly variant: Variant;
  /** Nanoseconds per message, in the best round. */
  readonly ns: number;
  /** Processor time of this process and its descendants, over wall time, in all rounds. */
  readonly cores: number;
}

export async function costsOf(
  variants: readonly Variant[],
  isFull: boolean,
): Promise<readonly VariantCost[]> {
  const states = [];
  for (const variant of variants) {
    const count = await (isFull
      ? countFor(variant, ROUND_MS_FULL, WARM_UP_MS_FULL)
      : countFor(variant, ROUND_MS, WARM_UP_MS));
    states.push({ variant, count, ns: Number.POSITIVE_INFINITY, ms: 0, usedMs: 0 });
  }
  const below = processesBelow();
  for (let round = 0; round < (isFull ? ROUNDS_FULL : ROUNDS); round++) {
    for (const state of states) {
      const usedBeforeMs = processorMs(below);
      const startMs = performance.now();
      await state.variant.work(state.count);
      const ms = performance.now() - startMs;
      state.usedMs += processorMs(below) - usedBeforeMs;
      state.ms += ms;
      state.ns = Math.min(state.ns, (ms * 1e6) / state.count);
    }
  }
  return states.map(({ variant, ns, ms, usedMs }) => ({ variant, ns, cores: usedMs / ms }));
}

/** The number of messages, in whole batches, that take about `roundMs`. */
async function countFor({ batch, work }: Variant, roundMs: number, warmUpMs: number): Promise<number> {
  const warmMs = performance.now() + warmUpMs;
  let count = batch;
  let ms = 0;
  while (performance.now() < warmMs || ms < roundMs / 4) {
    if (ms > 0 && ms < roundMs / 4) count *= 2;
    const startMs = performance.now();
    await work(count);
    ms = performance.now() - startMs;
  }
  return Math.max(1, Math.round((count * roundMs) / ms / batch)) * batch;
}
