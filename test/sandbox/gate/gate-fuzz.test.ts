import { expect, test } from "vitest";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { fuzzGate } from "./gate-fuzz.ts";

test("modules changed at random, and random bytes, are refused, or compile, in time, and nothing else is thrown", () => {
  const { modules, accepted } = fuzzGate(seededRandom(7), ({ modules }) => modules >= 10_000);
  expect(modules).toBe(10_000);
  // Enough of them get through for their rewrites to mean something.
  expect(accepted).toBeGreaterThan(20);
});
