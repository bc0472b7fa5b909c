/** A thousand seeds of the swarm. A failure names its seed; `PROST_SEEDS` (a count or FROM-TO) runs others. */
import { expect, test } from "vitest";
import { seedsFromEnvironment } from "../settings.ts";
import { runSwarm } from "./swarm.ts";

const { from, to } = seedsFromEnvironment(1_000);

test("no overlay of a thousand random fault schedules violates safety", () => {
  let short = 0;
  for (let seed = from; seed <= to; seed++) {
    const { profile, violations, shortcomings } = runSwarm(seed);
    expect(violations, `seed ${seed}: ${profile}`).toEqual([]);
    if (shortcomings.length === 0) continue;
    short++;
    process.stderr.write(`seed ${seed}: ${shortcomings.join("; ")}; ${profile}\n`);
  }
  process.stderr.write(`${short} of ${to - from + 1} overlays had not recovered in time\n`);
}, 36_000_000);
