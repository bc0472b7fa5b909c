import { afterAll, expect, test } from "vitest";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { compareRandomModules, hashWith, scratchFolder } from "./differential.ts";

const MODULES = 12;
const { folder, remove } = scratchFolder();
afterAll(remove);

test("random modules behave the same before and after instrumentation, with the same fuel each time", () => {
  const count = compareRandomModules(seededRandom(11), folder, ({ modules }) => modules >= MODULES);
  expect(count.outside).toBeLessThan(MODULES / 2);
  expect(count.calls).toBeGreaterThan(MODULES);
});

test("both compilers give the same results and use the same fuel", () => {
  expect(hashWith(["--liftoff-only"], folder, MODULES)).toBe(hashWith(["--no-liftoff"], folder, MODULES));
});
