import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TimerWheel, WHEEL_MS_MAX } from "../../runtime/transport/timer-wheel.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LATE_MS = 6;

test("every timer that is not cancelled runs once, at most a tick late", () => {
  const timer = fc.record({
    setMs: fc.integer({ min: 0, max: 9_000 }),
    delayMs: fc.integer({ min: 0, max: WHEEL_MS_MAX }),
    offMs: fc.option(fc.integer({ min: 0, max: 5_000 }), { nil: null }),
  });
  fc.assert(
    fc.property(fc.array(timer, { maxLength: 40 }), (timers) => {
      const startMs = Date.now();
      const now = () => Date.now() - startMs;
      const wheel = new TimerWheel(now);
      const ranMs = timers.map((): number[] => []);
      for (const [i, { setMs, delayMs, offMs }] of timers.entries())
        setTimeout(() => {
          const cancel = wheel.after(delayMs, () => ranMs[i].push(now()));
          if (offMs !== null) setTimeout(cancel, offMs);
        }, setMs);
      vi.advanceTimersByTime(20_000);
      for (const [i, { setMs, delayMs, offMs }] of timers.entries()) {
        const dueMs = setMs + delayMs;
        if (offMs !== null && offMs < delayMs) expect(ranMs[i]).toEqual([]);
        if (offMs !== null && offMs <= delayMs + LATE_MS) continue;
        expect(ranMs[i]).toHaveLength(1);
        expect(ranMs[i][0]).toBeGreaterThanOrEqual(dueMs);
        expect(ranMs[i][0]).toBeLessThanOrEqual(dueMs + LATE_MS);
      }
      expect(vi.getTimerCount()).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test("after a pause all due timers run in order, and new timers wait their full delay", () => {
  let nowMs = 0;
  const wheel = new TimerWheel(() => nowMs);
  const ran: string[] = [];
  wheel.after(100, () => {
    ran.push("first");
    wheel.after(60, () => ran.push("again"));
  });
  wheel.after(2_000, () => ran.push("second"));
  const cancel = wheel.after(2_000, () => ran.push("cancelled"));
  wheel.after(1_000, cancel);
  nowMs = 1_000_000;
  vi.advanceTimersByTime(104);
  expect(ran).toEqual(["first", "second"]);
  nowMs += 59;
  vi.advanceTimersByTime(59);
  expect(ran).toEqual(["first", "second"]);
  nowMs += 10;
  vi.advanceTimersByTime(10);
  expect(ran).toEqual(["first", "second", "again"]);
});

test("a timer that throws does not stop the others", () => {
  const startMs = Date.now();
  const wheel = new TimerWheel(() => Date.now() - startMs);
  let ran = 0;
  wheel.after(50, () => {
    throw new Error("on purpose");
  });
  wheel.after(50, () => ran++);
  wheel.after(500, () => ran++);
  expect(() => vi.advanceTimersByTime(60)).toThrow("on purpose");
  vi.advanceTimersByTime(600);
  expect(ran).toBe(2);
});
