/**
 * Many runs of merged values under faults. `PROST_SEEDS`: how many; `PROST_FIRST_SEED`: from which on; `PROST_LONG_S`: begins no
 * further seed after so many seconds. Prints what was run.
 */
import { expect, test } from "vitest";
import { runMerges } from "./merge-run.ts";

test("the copies of merged values come to one value that has all that was acknowledged, under churn, pauses, cuts and disk faults", async () => {
  const seeds = Number(process.env.PROST_SEEDS ?? 1_000);
  const first = Number(process.env.PROST_FIRST_SEED ?? 1);
  const longMs = 1_000 * Number(process.env.PROST_LONG_S ?? 1_700);
  const startMs = performance.now();
  const failed: string[] = [];
  const ended = new Map<string, number>();
  let faults = 0;
  let merges = 0;
  let run = 0;
  for (; run < seeds && performance.now() - startMs < longMs; run++) {
    const outcome = await runMerges(first + run);
    for (const violation of outcome.violations) {
      failed.push(`seed ${first + run}: ${violation}`);
      process.stdout.write(`seed ${first + run}: ${violation}\n`);
    }
    for (const [what, count] of outcome.ended) ended.set(what, (ended.get(what) ?? 0) + count);
    faults += outcome.faults;
    merges += outcome.merges;
  }
  const seconds = Math.round((performance.now() - startMs) / 1_000);
  process.stdout.write(
    `${run} seeds from ${first} in ${seconds} s: ${faults} faults, ${merges} merges, operations ${JSON.stringify(Object.fromEntries(ended))}\n`,
  );
  expect(failed).toEqual([]);
  expect(run).toBeGreaterThan(0);
});
