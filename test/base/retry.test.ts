import { describe, expect, test } from "vitest";
import { inParallel, retry, Semaphore } from "../../runtime/base/retry.ts";
import { IdleClock } from "../deployment/fixtures.ts";

const options = { attempts: 4, pauseMs: 100, untilMs: 10_000 };

describe("retry", () => {
  test("repeats the attempt until a result is final", async () => {
    let attempts = 0;
    const result = await retry(
      new IdleClock(),
      options,
      async () => ++attempts,
      (value) => value === 3,
    );
    expect([result, attempts]).toEqual([3, 3]);
  });

  test("returns the last result after the last attempt, with a longer pause before each", async () => {
    const clock = new IdleClock();
    const at: number[] = [];
    const result = await retry(
      clock,
      options,
      async () => at.push(clock.now()),
      () => false,
    );
    expect(result).toBe(4);
    expect(at).toEqual([0, 100, 300, 700]);
  });

  test("starts no attempt after the deadline", async () => {
    const clock = new IdleClock();
    expect(
      await retry(
        clock,
        { ...options, untilMs: 350 },
        async () => clock.now(),
        () => false,
      ),
    ).toBe(300);
  });
});

describe("inParallel", () => {
  test("runs each piece of work once, and no more at a time than allowed", async () => {
    const done: number[] = [];
    let under = 0;
    let most = 0;
    await inParallel(20, 3, async (index) => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setImmediate(resolve));
      under--;
      done.push(index);
    });
    expect(most).toBe(3);
    expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  test("starts nothing new after a failure, and rejects with it", async () => {
    const begun: number[] = [];
    const work = inParallel(100, 2, async (index) => {
      begun.push(index);
      if (index === 4) throw new Error("the fifth");
    });
    await expect(work).rejects.toThrow("the fifth");
    expect(begun.length).toBeLessThan(8);
  });

  test("resolves at once when there is no work", async () => {
    await expect(inParallel(0, 3, () => Promise.reject(new Error("never")))).resolves.toBeUndefined();
  });
});

test("a semaphore runs at most its number at a time, and continues after a failure", async () => {
  const semaphore = new Semaphore(2);
  let under = 0;
  let most = 0;
  const work = (index: number) =>
    semaphore.run(async () => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setImmediate(resolve));
      under--;
      if (index === 1) throw new Error("one fails");
      return index;
    });
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(work));
  expect(most).toBe(2);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
});
