/**
 * Many histories of registers under faults. `PROST_SEEDS`: how many; `PROST_FIRST_SEED`: from which on; `PROST_LONG_S`: begins no
 * further seed after so many seconds; `PROST_DISKS`: "refusing" or "crashing" alone. Prints what was run.
 */
import { expect, test } from "vitest";
import { runRegisters } from "./register-run.ts";

const ways = (["refusing", "crashing"] as const).filter((how) => (process.env.PROST_DISKS ?? how) === how);

test.each(ways)(
  "every history of registers under churn, pauses, cuts and %s disks is linearizable",
  async (how) => {
    const seeds = Number(process.env.PROST_SEEDS ?? 1_000);
    const first = Number(process.env.PROST_FIRST_SEED ?? 1);
    const longMs = 1_000 * Number(process.env.PROST_LONG_S ?? 1_700);
    const startMs = performance.now();
    const failed: string[] = [];
    const ended = new Map<string, number>();
    const sums = { undecided: 0, faults: 0, cutShort: 0, damaged: 0, unavailable: 0 };
    let run = 0;
    for (; run < seeds && performance.now() - startMs < longMs; run++) {
      const outcome = await runRegisters(first + run, how);
      for (const violation of outcome.violations) failed.push(`seed ${first + run}: ${violation}`);
      for (const [what, count] of outcome.ended) ended.set(what, (ended.get(what) ?? 0) + count);
      for (const what of Object.keys(sums) as (keyof typeof sums)[]) sums[what] += outcome[what];
    }
    const seconds = Math.round((performance.now() - startMs) / 1_000);
    process.stdout.write(
      `${how} disks, ${run} seeds from ${first} in ${seconds} s: ${JSON.stringify(sums)}, operations ${JSON.stringify(Object.fromEntries(ended))}\n`,
    );
    expect(failed).toEqual([]);
    expect(run).toBeGreaterThan(0);
  },
);
