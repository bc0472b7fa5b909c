/**
 * `npm run test:long -- differential` runs for `PROST_LONG_S` seconds (60), with the seed `PROST_SEED` (1).
 */
import { afterAll, expect, test } from "vitest";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { numberFromEnvironment } from "../../settings.ts";
import { compareRandomModules, hashWith, scratchFolder } from "./differential.ts";

const SECONDS = numberFromEnvironment("PROST_LONG_S", 60);
const SEED = numberFromEnvironment("PROST_SEED", 1);
const { folder, remove } = scratchFolder();
afterAll(remove);

test(`random modules behave the same when instrumented, for ${SECONDS} s (seed ${SEED})`, () => {
  const endMs = performance.now() + SECONDS * 1_000;
  const count = compareRandomModules(seededRandom(SEED), folder, () => performance.now() > endMs);
  console.log(JSON.stringify(count));
  expect(hashWith(["--liftoff-only"], folder, count.modules)).toBe(
    hashWith(["--no-liftoff"], folder, count.modules),
  );
});
