import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenBucket } from "../../runtime/base/token-bucket.ts";

test("over any time no more is taken than the burst and the rate allow", () => {
  const step = fc.record({ afterMs: fc.nat(3_000), amount: fc.nat(300) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.array(step), (perSecond, steps) => {
      const bucket = new TokenBucket(perSecond, 0, 200);
      let nowMs = 0;
      let taken = 0;
      for (const { afterMs, amount } of steps) {
        nowMs += afterMs;
        if (bucket.take(amount, nowMs)) taken += amount;
        expect(taken).toBeLessThanOrEqual(200 + (perSecond * nowMs) / 1_000 + 1e-6);
      }
    }),
  );
});

test("tokens spent beyond the level are a debt, which is paid after exactly the stated wait", () => {
  const bucket = new TokenBucket(100, 0);
  bucket.spend(350, 0);
  expect(bucket.take(1, 0)).toBe(false);
  expect(bucket.waitMs(0)).toBe(2_500);
  expect(bucket.waitMs(2_499)).toBeGreaterThan(0);
  expect(bucket.waitMs(2_500)).toBe(0);
});

test("a clock that is set back removes no tokens, and a rate of zero means an infinite wait", () => {
  const bucket = new TokenBucket(100, 1_000);
  expect(bucket.take(100, 500)).toBe(true);
  expect(bucket.level(1_500)).toBeCloseTo(50);
  const none = new TokenBucket(0, 0, 10);
  none.spend(11, 0);
  expect(none.waitMs(1e9)).toBe(Number.POSITIVE_INFINITY);
});

test("takeUpTo takes at most the level, in whole tokens", () => {
  const bucket = new TokenBucket(10, 0);
  expect(bucket.takeUpTo(7, 0)).toBe(7);
  expect(bucket.takeUpTo(7, 0)).toBe(3);
  expect(bucket.takeUpTo(7, 50)).toBe(0);
  expect(bucket.takeUpTo(7, 250)).toBe(2);
});
