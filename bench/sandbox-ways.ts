/** Several ways to do the same, timed in turn, many times over, so that each of them has had the machine's best moments. */
import { processesBelow, processorMs } from "./processor-time.ts";

/**
 * Many and short: what else the machine does comes between, and two processes that talk to each other are by turns on one core and on
 * two, which is most of what one message costs.
 */
const ROUNDS = 100;
const ROUND_MS = 4;
const ROUNDS_FULL = 200;
const ROUND_MS_FULL = 10;
/** Before the first round: the optimising compilers have done their work by then. */
const WARM_UP_MS = 60;
const WARM_UP_MS_FULL = 600;

export interface Way {
  readonly name: string;
  /** Messages that go in together. */
  readonly batch: number;
  /** Takes so many messages, a multiple of `batch`. */
  readonly work: (count: number) => Promise<void> | void;
}

export interface Cost {
  readonly way: Way;
  /** Of a message, in the best round. */
  readonly ns: number;
  /** Processor time, of this process and those under it, for the time that passed in all rounds. */
  readonly cores: number;
}

export async function costsOf(ways: readonly Way[], isFull: boolean): Promise<readonly Cost[]> {
  const states = [];
  for (const way of ways) {
    const count = await (isFull
      ? countFor(way, ROUND_MS_FULL, WARM_UP_MS_FULL)
      : countFor(way, ROUND_MS, WARM_UP_MS));
    states.push({ way, count, ns: Number.POSITIVE_INFINITY, ms: 0, usedMs: 0 });
  }
  const below = processesBelow();
  for (let round = 0; round < (isFull ? ROUNDS_FULL : ROUNDS); round++) {
    for (const state of states) {
      const usedBeforeMs = processorMs(below);
      const startMs = performance.now();
      await state.way.work(state.count);
      const ms = performance.now() - startMs;
      state.usedMs += processorMs(below) - usedBeforeMs;
      state.ms += ms;
      state.ns = Math.min(state.ns, (ms * 1e6) / state.count);
    }
  }
  return states.map(({ way, ns, ms, usedMs }) => ({ way, ns, cores: usedMs / ms }));
}

/** As many messages as take about so long, in whole batches. */
async function countFor({ batch, work }: Way, roundMs: number, warmUpMs: number): Promise<number> {
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
