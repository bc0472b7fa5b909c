import { expect, test } from "vitest";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { fuzzGate } from "./gate-fuzz.ts";

test("modules changed at random are refused, or compile, and nothing else is thrown", () => {
  const { modules, accepted } = fuzzGate(seededRandom(7), ({ modules }) => modules >= 3_000);
  expect(modules).toBe(3_000);
  // Enough of them get through for their rewrites to mean something.
  expect(accepted).toBeGreaterThan(20);
});
