import { expect, test } from "vitest";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { fuzzGate } from "./gate-fuzz.ts";

test("randomly changed modules and random bytes are refused or compile in time, and nothing is thrown", () => {
  const { modules, accepted } = fuzzGate(seededRandom(7), ({ modules }) => modules >= 10_000);
  expect(modules).toBe(10_000);
  // Enough modules pass to test the instrumentation.
  expect(accepted).toBeGreaterThan(20);
});
