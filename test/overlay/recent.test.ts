import fc from "fast-check";
import { expect, test } from "vitest";
import { Recent, RecentNumbers } from "../../runtime/overlay/recent.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";

test("items are remembered for the given time, and at most up to the bound", () => {
  const clock = new VirtualClock();
  const recent = new Recent(clock, 1_000, 10);
  expect(recent.add("a")).toBe(true);
  clock.advanceTo(1_000);
  expect(recent.add("a")).toBe(false);
  clock.advanceTo(5_000);
  recent.add("b");
  clock.advanceTo(10_000);
  expect(recent.add("c")).toBe(true);
  expect(recent.add("a")).toBe(true);
  for (let i = 0; i < 100; i++) recent.add(`${i}`);
  const kept = Array.from({ length: 100 }, (_, i) => recent.has(`${i}`)).filter(Boolean).length;
  expect(kept).toBeLessThanOrEqual(20);
  expect(recent.has("99")).toBe(true);
});

test("each number is new once per source in the given time, as with Recent", () => {
  const added = fc.tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.oneof(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0xffff_ffc0, max: 0xffff_ffff })),
    fc.integer({ min: 0, max: 300 }),
  );
  fc.assert(
    fc.property(fc.array(added, { maxLength: 200 }), (all) => {
      const clock = new VirtualClock();
      const numbers = new RecentNumbers(clock, 1_000, 100);
      const recent = new Recent<string>(clock, 1_000, 1_000);
      for (const [source, number, laterMs] of all) {
        clock.advanceTo(clock.now() + laterMs);
        expect(numbers.add(source, number)).toBe(recent.add(`${source} ${number}`));
      }
    }),
  );
});

test("at most twice the bound of number groups is kept", () => {
  const numbers = new RecentNumbers(new VirtualClock(), 1_000, 10);
  for (let i = 0; i < 1_000; i++) numbers.add(i % 3, 32 * i);
  expect(numbers.size).toBeLessThanOrEqual(20);
  expect(numbers.add(999 % 3, 32 * 999)).toBe(false);
});
