/**
 * `npm run test:long -- frames` runs the fuzzers of frames, outcomes and the glue for `PROST_LONG_S`
 * seconds each.
 */
import { test } from "vitest";
import { numberFromEnvironment } from "../../settings.ts";
import { fuzzGlue } from "../glue/glue-fuzz.ts";
import { fuzzCutter, fuzzInstallOutcomes, fuzzNoise, fuzzOutcomes } from "./frames-fuzz.ts";

const SECONDS = numberFromEnvironment("PROST_LONG_S", 60);
const EFFORT = { numRuns: 1_000_000_000, interruptAfterTimeLimit: 1_000 * SECONDS };

test("outcomes with any change are decoded completely or are a violation", () => {
  const { violations, values } = fuzzOutcomes(EFFORT);
  console.log(`outcomes: ${violations} violations, ${values} values`);
});

test("replies to an install request are decoded completely or are a violation", () => {
  const { violations, values } = fuzzInstallOutcomes(EFFORT);
  console.log(`replies to an install request: ${violations} violations, ${values} values`);
});

test("random bytes are decoded completely or are a violation", () => {
  fuzzNoise(EFFORT);
});

test("a stream of frames gives the same frames however it is cut", () => {
  fuzzCutter(EFFORT);
});

test("events and outcomes are the same on all three paths to a service", () => {
  fuzzGlue(EFFORT);
});
