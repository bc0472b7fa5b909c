/** The fuzzer of the gate for PROST_LONG_S seconds (default: a minute), with the seed PROST_SEED. */
import { expect, test } from "vitest";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { numberFromEnvironment } from "../../settings.ts";
import { fuzzGate } from "./gate-fuzz.ts";

const SECONDS = numberFromEnvironment("PROST_LONG_S", 60);
const SEED = numberFromEnvironment("PROST_SEED", 1);

test(`modules changed at random for ${SECONDS} s (seed ${SEED})`, { timeout: (SECONDS + 60) * 1_000 }, () => {
  const endMs = performance.now() + SECONDS * 1_000;
  const { modules, accepted, bytes, ms } = fuzzGate(seededRandom(SEED), () => performance.now() > endMs);
  console.log(`${modules} modules, ${accepted} of them let pass, in ${SECONDS} s, seed ${SEED}`);
  console.log(
    `the gate took ${Math.round((1e6 * ms) / bytes)} ns a byte of these, each by two sets of rules`,
  );
  expect(accepted).toBeGreaterThan(0);
});
