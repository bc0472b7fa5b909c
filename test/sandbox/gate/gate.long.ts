/** Runs the fuzzer of the gate for `PROST_LONG_S` seconds (60), with the seed `PROST_SEED` (1). */
import { expect, test } from "vitest";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { numberFromEnvironment } from "../../settings.ts";
import { fuzzGate } from "./gate-fuzz.ts";

const SECONDS = numberFromEnvironment("PROST_LONG_S", 60);
const SEED = numberFromEnvironment("PROST_SEED", 1);

test(`no randomly changed module breaks the gate in ${SECONDS} s (seed ${SEED})`, {
  timeout: (SECONDS + 60) * 1_000,
}, () => {
  const endMs = performance.now() + SECONDS * 1_000;
  const { modules, accepted, bytes, ms } = fuzzGate(seededRandom(SEED), () => performance.now() > endMs);
  console.log(`${modules} modules, ${accepted} of them accepted, in ${SECONDS} s, seed ${SEED}`);
  console.log(
    `the gate took ${Math.round((1e6 * ms) / bytes)} ns for each byte of the modules, each checked by two sets of rules`,
  );
  expect(accepted).toBeGreaterThan(0);
});
