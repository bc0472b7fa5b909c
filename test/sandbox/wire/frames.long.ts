/** `npm run test:long -- frames`: the fuzzers of frames, outcomes and the glue, each for `PROST_LONG_S` seconds. */
import { test } from "vitest";
import { numberFromEnvironment } from "../../settings.ts";
import { fuzzGlue } from "../glue/glue-fuzz.ts";
import { fuzzCutter, fuzzInstallOutcomes, fuzzNoise, fuzzOutcomes } from "./frames-fuzz.ts";

const SECONDS = numberFromEnvironment("PROST_LONG_S", 60);
const EFFORT = { numRuns: 1_000_000_000, interruptAfterTimeLimit: 1_000 * SECONDS };

test("outcomes, changed in any way, are read whole or are a violation", () => {
  const { violations, values } = fuzzOutcomes(EFFORT);
  console.log(`outcomes: ${violations} violations, ${values} values`);
});

test("answers to an installation are read whole or are a violation", () => {
  const { violations, values } = fuzzInstallOutcomes(EFFORT);
  console.log(`answers to an installation: ${violations} violations, ${values} values`);
});

test("bytes of no form are read whole or are a violation", () => {
  fuzzNoise(EFFORT);
});

test("a stream of frames comes apart in the same way however it is cut", () => {
  fuzzCutter(EFFORT);
});

test("what a service sees and does comes across whole, whichever way its events go to it", () => {
  fuzzGlue(EFFORT);
});
