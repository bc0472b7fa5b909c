/** A thousand seeds of the swarm. What has failed names its seed; `PROST_SEEDS` (a count or FROM-TO) runs others. */
import { expect, test } from "vitest";
import { seedsFromEnvironment } from "../settings.ts";
import { ordeal } from "./swarm.ts";

const { from, to } = seedsFromEnvironment(1_000);

test("in no trouble of a thousand does an overlay do anything unsafe", () => {
  let short = 0;
  for (let seed = from; seed <= to; seed++) {
    const { profile, violations, shortcomings } = ordeal(seed);
    expect(violations, `seed ${seed}: ${profile}`).toEqual([]);
    if (shortcomings.length === 0) continue;
    short++;
    process.stderr.write(`seed ${seed}: ${shortcomings.join("; ")}; ${profile}\n`);
  }
  process.stderr.write(`${short} of ${to - from + 1} overlays had not come right in time\n`);
}, 36_000_000);
